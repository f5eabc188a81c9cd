"""Lines that cannot be read whole stop the program, and say which entry it is."""

import msgspec
import pytest

from reinstate.core.journal.entry import Entry, entry_of, line_of
from reinstate.core.terms.trouble import JournalCorrupt
from tests.builders import BEN, a_home


def a_line(**event: object) -> bytes:
    """Return the line of entry 7, with this event in it."""
    raw = {
        "seq": 7,
        "recorded_at": "2026-03-02T09:00:00Z",
        "actor": "asha",
        "via": {"strength": "password", "surface": "cli"},
        "command_id": "c1",
        "position": 2,
        "event": event,
    }
    return msgspec.json.encode(raw, order="sorted")


def trouble(line: bytes) -> JournalCorrupt:
    """Return the trouble that reading a line gives."""
    with pytest.raises(JournalCorrupt) as caught:
        entry_of(line)
    return caught.value


def an_entry() -> Entry:
    """Return the enrolment of the second founder."""
    entries = a_home().entries
    return next(e for e in entries if getattr(e.event, "person", "") == BEN)


def test_an_entry_names_what_is_born_in_it() -> None:
    assert entry_of(a_line(tag="person-left/1", person="dee")).id == "c1.2"


def test_a_line_comes_back_as_the_entry_it_was() -> None:
    assert entry_of(line_of(an_entry())) == an_entry()


def test_an_unknown_event_stops_with_its_tag_and_entry() -> None:
    found = trouble(a_line(tag="moon-landed/1", by="asha"))
    assert (found.code, found.place) == ("event-unknown", "entry 7")
    assert "`moon-landed/1`" in found.sentence


def test_an_unknown_field_stops_with_its_name_tag_and_entry() -> None:
    found = trouble(a_line(tag="person-left/1", person="dee", mood="sad"))
    assert (found.code, found.place) == ("entry-unreadable", "entry 7")
    assert "`person-left/1`" in found.sentence
    assert "`mood`" in found.sentence


def test_a_missing_field_stops_with_its_tag_and_entry() -> None:
    found = trouble(a_line(tag="person-left/1"))
    assert found.place == "entry 7"
    assert "`person`" in found.sentence


def test_a_reference_that_is_none_stops_the_reading() -> None:
    found = trouble(a_line(tag="subject-cleaned/1", subject="sys-ledger", round=1))
    assert found.code == "entry-unreadable"


def test_a_time_without_a_zone_stops_the_reading() -> None:
    found = trouble(a_line(tag="next-update-due/1", due_at="2026-03-02T09:00:00"))
    assert found.code == "entry-unreadable"


@pytest.mark.parametrize("line", [b"", b"{", b"[]", b"null", b'{"seq":7}', b"\xff"])
def test_what_is_no_entry_at_all_stops_the_reading(line: bytes) -> None:
    assert trouble(line).code == "entry-unreadable"
