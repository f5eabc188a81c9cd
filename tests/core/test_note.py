"""Every text that an event refers to is found, so that each can be shown and erased."""

from reinstate.core.journal.events.decisions import ActProposed
from reinstate.core.journal.events.facts import EvidenceUnobtainable, GapsAccepted
from reinstate.core.journal.events.union import EntryCorrected
from reinstate.core.terms.note import Note, notes_of

FOUR = tuple(Note(f"n-{number}", "0" * 64) for number in range(4))
ACCEPTED = GapsAccepted(
    subject="system:sys-ledger",
    round=1,
    check="c1.0",
    gaps=FOUR[:2],
    reason=FOUR[2],
    compensation=FOUR[3],
)


def test_texts_in_a_list_and_in_an_event_inside_another_are_found() -> None:
    assert set(notes_of(ACCEPTED)) == set(FOUR)
    fact = EvidenceUnobtainable(subject="system:sys-ledger", round=1, reason=FOUR[0])
    assert set(notes_of(EntryCorrected(entry=7, event=fact, note=FOUR[1]))) == set(FOUR[:2])
    assert set(notes_of(ActProposed(event=ACCEPTED, digest="2" * 64))) == set(FOUR)
