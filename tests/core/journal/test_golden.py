"""One line of every event ever released: each must decode, come out the same, and fold.

A line here is never changed: journals out there hold its like. A new event adds a line.
"""

from pathlib import Path

import msgspec
import pytest

from reinstate.core.journal.entry import entry_of, line_of
from reinstate.core.journal.events.union import EVENT_TYPES, TAGS
from reinstate.core.journal.upcast import STEPS as STEPS_UP
from reinstate.core.state.evolve import STEPS, fold

FOLDER = Path(__file__).parents[2] / "golden" / "journal"
PREAMBLE = tuple((FOLDER / "preamble.jsonl").read_bytes().splitlines())
LINES = tuple(
    line
    for path in sorted(FOLDER.glob("*.jsonl"))
    if path.name != "preamble.jsonl"
    for line in path.read_bytes().splitlines()
)


def tag_of(line: bytes) -> str:
    """Return the tag of a line's event."""
    return str(type(entry_of(line).event).__struct_config__.tag)


def written_as(line: bytes) -> str:
    """Return the tag that stands in a line, of today or older."""
    return str(msgspec.json.decode(line)["event"]["tag"])


def is_of_today(line: bytes) -> bool:
    """Return whether a line would still be written so."""
    return written_as(line) not in STEPS_UP


def test_the_preamble_is_a_whole_journal() -> None:
    entries = [entry_of(line) for line in PREAMBLE]
    assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
    today = [line for line in PREAMBLE if is_of_today(line)]
    assert [line_of(entry_of(line)) for line in today] == today
    assert fold(entries).seq == len(entries)


@pytest.mark.parametrize("line", [line for line in LINES if is_of_today(line)], ids=written_as)
def test_a_golden_line_decodes_and_comes_out_the_same(line: bytes) -> None:
    assert line_of(entry_of(line)) == line


def test_every_tag_that_is_no_longer_written_has_a_golden_line_that_is_still_read() -> None:
    older = {written_as(line): entry_of(line) for line in LINES if not is_of_today(line)}
    assert set(older) == set(STEPS_UP)
    assert {str(type(one.event).__struct_config__.tag) for one in older.values()} <= set(TAGS)


@pytest.mark.parametrize("line", LINES, ids=written_as)
def test_a_golden_line_folds_onto_the_preamble(line: bytes) -> None:
    entry = entry_of(line)
    before = fold(entry_of(one) for one in PREAMBLE)
    after = fold([entry], before)
    assert after.seq == entry.seq == before.seq + 1


def test_every_event_has_a_golden_line() -> None:
    assert set(TAGS) - {tag_of(line) for line in LINES} == set()


def test_no_two_events_share_a_tag() -> None:
    assert len(TAGS) == len(EVENT_TYPES)


def test_the_fold_has_a_step_for_every_event() -> None:
    assert set(STEPS) == set(EVENT_TYPES)


def test_every_tag_says_its_version() -> None:
    assert [tag for tag in TAGS if not tag.rpartition("/")[2].isdigit()] == []
