"""Every event is told in one sentence, with names, and texts that are what was written."""

from collections.abc import Callable
from pathlib import Path

import pytest

from reinstate.core.journal.entry import Entry, entry_of
from reinstate.core.journal.events.notices import NoticeApproved, PromiseEnded
from reinstate.core.journal.events.people import PersonCompromised, StandingConfirmed
from reinstate.core.journal.events.union import EVENT_TYPES
from reinstate.core.journal.events.zones import SubjectIsolated
from reinstate.core.levels.names import name_of
from reinstate.core.state.council import Council
from reinstate.core.state.evolve import fold
from reinstate.core.terms.note import Note, notes_of
from reinstate.core.terms.zone import Measure
from reinstate.operations.sentences.sentence import WORDED, sentence
from reinstate.operations.sentences.wording import Wording

FOLDER = Path(__file__).parents[1] / "golden" / "journal"
PREAMBLE = "preamble.jsonl"
ASHA = "p-00112233445566aa"


def golden_entries() -> list[Entry]:
    """Return an entry of every event there ever was."""
    files = sorted(path for path in FOLDER.glob("*.jsonl") if path.name != PREAMBLE)
    return [entry_of(line) for path in files for line in path.read_bytes().splitlines()]


def wording(*, council: Council | None = None, text: str = "", altered: bool = False) -> Wording:
    """Return a wording that knows Asha, and one text."""
    return Wording(
        council or Council(),
        {ASHA: "Asha Rahman"},
        {"n-1": text} if text else {},
        frozenset({"n-1"} if altered else ()),
    )


def known_council() -> Council:
    """Return what is known of the things that golden lines speak of."""
    return fold(entry_of(line) for line in (FOLDER / PREAMBLE).read_bytes().splitlines())


def test_every_event_there_is_has_a_sentence() -> None:
    assert set(WORDED) == set(EVENT_TYPES)


@pytest.mark.parametrize("entry", golden_entries(), ids=lambda entry: type(entry.event).__name__)
def test_each_sentence_is_one_and_begins_and_ends_as_one(entry: Entry) -> None:
    texts = {note.id: "as it was written" for note in notes_of(entry.event)}
    told = sentence(entry.event, Wording(known_council(), {}, texts))
    assert told.endswith(".")
    assert "None" not in told
    assert "Moment(" not in told


@pytest.mark.parametrize("text", ["Beacons seen.", "Is it ours?", "Off", "Off, and so on…"])
def test_a_text_at_the_end_of_a_sentence_ends_once(text: str) -> None:
    event = SubjectIsolated(
        subject="system:sys-1", round=1, measure=Measure.PORT, note=Note("n-1", "0" * 64)
    )
    told = sentence(event, wording(text=text))
    assert told.endswith(f"“{text}”." if text == "Off" else f"“{text}”")


def test_the_sentences_are_as_they_were_read(golden: Callable[[str, str], None]) -> None:
    council = known_council()
    lines = []
    for entry in golden_entries():
        texts = {note.id: f"text {note.id}" for note in notes_of(entry.event)}
        tag = type(entry.event).__struct_config__.tag
        lines.append(f"{tag:<28} {sentence(entry.event, Wording(council, {}, texts))}")
    golden("sentences.txt", "\n".join(sorted(lines)) + "\n")


def test_a_text_that_is_not_what_was_written_says_so() -> None:
    event = PersonCompromised(person=ASHA, note=Note("n-1", "0" * 64))
    start = "The account of Asha Rahman was not theirs alone: "
    assert sentence(event, wording()) == f"{start}[text erased]."
    assert sentence(event, wording(text="phished")) == f"{start}“phished”."
    assert sentence(event, wording(text="on leave", altered=True)) == (
        f"{start}[not the text that was written:] “on leave”."
    )


def test_what_a_second_person_vouches_for_is_said_and_not_its_number_alone() -> None:
    council = known_council()
    told = [
        sentence(StandingConfirmed(person=id_, entry=one.backed.seq), wording(council=council))
        for id_, person in council.people.items()
        for one in (council.grants[grant] for grant in person.grants)
    ]
    assert told
    assert all(one.startswith("That ") and " over " in one for one in told)


def test_words_and_promises_say_what_they_are_about() -> None:
    council = known_council()
    [notice], [promise] = council.notices, council.promises
    approved = sentence(NoticeApproved(notice=notice, digest=""), wording(council=council))
    assert approved.endswith("to residents about the whole council (the news) are approved.")
    kept = sentence(PromiseEnded(promise=promise, how="kept"), wording(council=council))
    assert kept == f"The promise {promise} to residents about the whole council is kept."


def test_a_part_of_a_service_is_called_as_residents_read_it() -> None:
    assert name_of(known_council(), "cell:svc-care/web/businesses") == "Care (online, businesses)"


def test_somebody_whose_name_was_erased_is_told_by_the_id() -> None:
    assert "p-ffff" in sentence(PersonCompromised(person="p-ffff"), wording())
