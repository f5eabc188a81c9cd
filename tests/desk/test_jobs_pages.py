"""Jobs at the desk: whose they are, how far they are, stopping them, and what they made."""

from http import HTTPStatus

from reinstate.core.journal.entry import Via
from reinstate.operations import clock, reading
from reinstate.operations.act import Acting
from reinstate.operations.jobs import asking, hourly
from reinstate.operations.jobs.verify import Nothing
from reinstate.operations.jobs.worker import Worker
from reinstate.store import models
from tests.desk.conftest import At
from tests.desk.staff import Staff


def asked(person: Staff, kind: str) -> str:
    """Ask for a job as somebody, and return the address of its page."""
    acting = Acting(person.person, Via("asserted", "desk"))
    return f"/jobs/{asking.ask(kind, Nothing(), acting)}/"


def test_a_job_waits_runs_and_says_what_it_found(at: At) -> None:
    asha = at("asha")
    address = asked(asha, "verify")
    page = asha.page(address)
    assert "It waits for its turn" in page
    assert 'data-hx-trigger="every 2s"' in page
    Worker().do_one()
    page = asha.page(address)
    assert f"The journal is whole: {reading.council().seq:,} entries." in page
    assert "data-hx-trigger" not in page.partition("<main")[2].partition("</main")[0]


def test_what_an_export_made_is_taken_away_as_a_file(at: At) -> None:
    asha = at("asha")
    address = asked(asha, "export")
    assert asha.get(f"{address}result/").status_code == HTTPStatus.NOT_FOUND
    Worker().do_one()
    answer = asha.get(f"{address}result/")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="journal.zip"'
    assert b"".join(answer.streaming_content).startswith(b"PK\x03\x04")


def test_a_job_is_seen_by_whoever_asked_and_by_administrators(at: At) -> None:
    cai, mei, administrator = at("cai"), at("mei"), at("ben")
    address = asked(cai, "verify")
    assert address in cai.page("/jobs/")
    assert address in administrator.page("/jobs/")
    assert address not in mei.page("/jobs/")
    for path in (address, f"{address}result/", f"{address}cancel/"):
        assert mei.get(path).status_code == HTTPStatus.NOT_FOUND


def test_a_job_that_waits_is_cancelled_and_never_begins(at: At) -> None:
    asha = at("asha")
    address = asked(asha, "verify")
    page = asha.sent(f"{address}cancel/", {})
    assert ">Cancelled<" in page
    assert not Worker().do_one()


def test_a_job_of_no_such_id_is_not_there(at: At) -> None:
    assert at("asha").get("/jobs/nonsense/").status_code == HTTPStatus.NOT_FOUND


def test_the_board_says_how_far_the_journal_was_verified_and_leads_to_how(at: At) -> None:
    mei = at("mei")
    assert "Not verified yet" in mei.page("/")
    now = clock.machine_now()
    hourly.ask_for_this_hour(now)
    assert Worker().do_one()
    size = f"{reading.council().seq:,}"
    page = mei.page("/")
    assert f"Verified</a> up to entry {size}" in page
    assert "Verified</a>" not in mei.page("/?as-of=2026-11-24T12:00")
    address = f"/jobs/verify-{now:%Y-%m-%d-%H}/"
    assert f'href="{address}"' in page
    shown = mei.page(address)
    assert f"The journal is whole: {size} entries." in shown
    assert "Done every hour by itself" in shown
    assert "job-cancel" not in shown
    assert mei.get(f"{address}cancel/").status_code == HTTPStatus.NOT_FOUND


def test_the_board_is_red_about_a_journal_that_was_changed(at: At) -> None:
    asha = at("asha")
    first = models.JournalEntry.objects.order_by("seq")[0]
    models.JournalEntry.objects.filter(seq=first.seq).update(body=f"{first.body} ")
    hourly.ask_for_this_hour(clock.machine_now())
    assert Worker().do_one()
    page = asha.page("/")
    assert "Not what was written: look at once" in page
    assert "Verified</a>" not in page
