"""Older events are brought up to date one step at a time."""

import msgspec
import pytest

from reinstate.core.journal import entry as entry_module
from reinstate.core.journal.entry import entry_of
from reinstate.core.journal.events.zones import SubjectIsolated
from reinstate.core.journal.upcast import RawEvent, upcast
from tests.builders import a_home


def named_ref(raw: RawEvent) -> RawEvent:
    """Bring a made-up first shape, with kind and id apart, to the second."""
    rest = {key: value for key, value in raw.items() if key not in ("kind", "id")}
    return {**rest, "tag": "isolated/2", "subject": f"{raw['kind']}:{raw['id']}"}


def with_round(raw: RawEvent) -> RawEvent:
    """Bring the made-up second shape, without rounds, to what there is now."""
    return {**raw, "tag": "subject-isolated/1", "round": 1}


STEPS = {"isolated/1": named_ref, "isolated/2": with_round}
OLD = {"tag": "isolated/1", "kind": "system", "id": "sys-ledger", "measure": "port"}


def test_an_old_event_takes_every_step_in_turn() -> None:
    assert upcast(OLD, STEPS) == {
        "tag": "subject-isolated/1",
        "subject": "system:sys-ledger",
        "measure": "port",
        "round": 1,
    }


def test_an_event_of_today_is_left_as_it_is() -> None:
    raw = {"tag": "subject-isolated/1", "subject": "system:sys-ledger"}
    assert upcast(raw, STEPS) == raw


def test_an_old_line_is_read_as_an_event_of_today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entry_module, "upcast", lambda raw: upcast(raw, STEPS))
    raw = msgspec.to_builtins(a_home().entries[0])
    line = msgspec.json.encode({**raw, "event": OLD}, order="sorted")
    event = entry_of(line).event
    assert isinstance(event, SubjectIsolated)
    assert (event.subject, event.round) == ("system:sys-ledger", 1)


def test_a_first_draft_of_words_is_read_with_the_place_it_had() -> None:
    old = {"tag": "notice-drafted/1", "audience": "residents", "about": "service:svc-rent"}
    assert upcast(old) == {**old, "tag": "notice-drafted/2", "place": "update"}
    rest = {key: value for key, value in old.items() if key != "tag"}
    expected = {**rest, "tag": "notice-drafted/2", "place": "money"}
    assert upcast({**old, "is_money": True}) == expected
