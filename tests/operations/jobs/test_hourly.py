"""The journal verified every hour by itself: once an hour, told as it was found, late when late."""

from datetime import datetime, timedelta

import pytest

from reinstate.operations import clock, reading
from reinstate.operations.act import Acting
from reinstate.operations.jobs import hourly
from reinstate.operations.jobs.asking import ask, recent
from reinstate.operations.jobs.hourly import last_proof
from reinstate.operations.jobs.verify import Nothing
from reinstate.operations.jobs.worker import Worker
from reinstate.store import models


def machine_at(patch: pytest.MonkeyPatch, now: datetime) -> None:
    """Set the machine's clock."""
    patch.setattr(clock, "machine_now", lambda: now)


def verified(now: datetime) -> None:
    """Do what is asked for in this hour."""
    hourly.ask_for_this_hour(now)
    while Worker().do_one():
        pass


def test_workers_side_by_side_verify_once_an_hour(
    acting: Acting, monkeypatch: pytest.MonkeyPatch
) -> None:
    del acting
    hour = clock.machine_now().replace(minute=0, second=0, microsecond=0)
    for minutes in (1, 2, 59, 60, 61):
        machine_at(monkeypatch, hour + timedelta(minutes=minutes))
        Worker()._tidy()
    assert models.Job.objects.filter(kind="verify", by="").count() == 2


def test_what_nobody_asked_for_is_in_nobodys_list(acting: Acting) -> None:
    id_ = ask("verify", Nothing(), acting)
    hourly.ask_for_this_hour(clock.machine_now())
    assert [job.id for job in recent()] == [id_]
    assert [job.id for job in recent(acting.person)] == [id_]
    assert recent("p-nobody-here") == ()


def test_the_last_proof_says_how_far_the_journal_is_whole(acting: Acting) -> None:
    del acting
    assert last_proof() is None
    verified(clock.machine_now())
    found = last_proof()
    assert found is not None
    assert (found.proof.is_whole, found.proof.size) == (True, reading.council().seq)


def test_a_changed_line_is_found_within_the_hour(acting: Acting) -> None:
    del acting
    now = clock.machine_now()
    verified(now - timedelta(hours=1))
    first = models.JournalEntry.objects.order_by("seq")[0]
    models.JournalEntry.objects.filter(seq=first.seq).update(body=f"{first.body} ")
    verified(now)
    found = last_proof()
    assert found is not None
    assert not found.proof.is_whole


def test_a_proof_is_late_after_three_hours_and_gone_after_a_week(
    acting: Acting, monkeypatch: pytest.MonkeyPatch
) -> None:
    del acting
    now = clock.machine_now()
    machine_at(monkeypatch, now)
    verified(now)
    for hours, is_late in ((2, False), (4, True)):
        machine_at(monkeypatch, now + timedelta(hours=hours))
        found = last_proof()
        assert found is not None
        assert found.is_late is is_late
    machine_at(monkeypatch, now + timedelta(days=8))
    Worker()._tidy()
    hourly._proof.cache_clear()
    assert last_proof() is None
