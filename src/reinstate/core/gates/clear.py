"""Clear: a person says yes to the exact decision text of one subject, or of a list."""

from typing import Final

from msgspec import Struct

from reinstate.core.gates.examine import Examination, examine
from reinstate.core.gates.look import Look, restorers
from reinstate.core.gates.rows_clearances import (
    restorers_behind,
    standing_clearances,
    standing_glass,
)
from reinstate.core.gates.text import decision_text, text_digest
from reinstate.core.journal.asking import Asking
from reinstate.core.journal.canonical import digest_of
from reinstate.core.journal.events.decisions import ClearanceGiven
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.state.council import Council
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.reference import PersonId, Ref, kind_of
from reinstate.core.terms.trouble import Refused

ASKS_FOR_SIGNATURES: Final = frozenset({"demand", "second-signature", "two-clearances"})
"""What a new signature answers; on what is connected, all else has to be right before it."""


class Clear(Struct, frozen=True):
    """Say yes to these subjects; of a list, those that are blocked drop out.

    `digest` is of the text that the person saw: if it changed meanwhile, nothing is signed.
    """

    subjects: tuple[Ref, ...]
    digest: str = ""


def decide(council: Council, command: Clear, asking: Asking) -> tuple[AnyEvent, ...]:
    """Return the clearances of all that may be cleared; refuse when none may be."""
    subjects = tuple(dict.fromkeys(command.subjects))
    if found := unlike(council, subjects, asking):
        raise Refused(found)
    standing: list[Examination] = []
    refused: list[Blocker] = []
    for subject in subjects:
        examination = examine(council, subject, asking.at)
        found = blockers(examination, asking.actor)
        refused.extend(found)
        if not found:
            standing.append(examination)
    if not standing:
        raise Refused(tuple(refused))
    return _clearances(standing, command.digest, is_bulk=len(subjects) > 1)


def _clearances(
    standing: list[Examination], seen_digest: str, *, is_bulk: bool
) -> tuple[AnyEvent, ...]:
    texts = [decision_text(examination) for examination in standing]
    digests = [text_digest(text) for text in texts]
    bulk = digest_of(sorted(digests)) if is_bulk else ""
    if seen_digest and seen_digest != (bulk or digests[0]):
        raise Refused(
            (
                Blocker(
                    "clear",
                    "text-changed",
                    "The decision text has changed since it was read: read it again.",
                    f"reinstate gate {texts[0].subject}",
                ),
            )
        )
    return tuple(
        ClearanceGiven(subject=text.subject, round=text.round, text=text, digest=digest, bulk=bulk)
        for text, digest in zip(texts, digests, strict=True)
    )


def blockers(examination: Examination, person: PersonId) -> tuple[Blocker, ...]:
    """Return what must be lifted before this person may clear this subject."""
    look = examination.look
    found = list(examination.before_clearing())
    if look.row is not None and look.state.is_connected:
        found = [b for b in examination.blockers if b.code not in ASKS_FOR_SIGNATURES]
        if not _wants_signature(look):
            found.append(
                _refusal("already-connected", "It is connected, and need not be cleared again.")
            )
    if person in restorers(look):
        found.append(_refusal("restorer", "Who restored a subject may not clear it (R02)."))
    if behind := restorers_behind(look, person) - {person}:
        sentence = f"{min(behind)}, who restored it, alone stands behind {person} (R02)."
        need = f"reinstate user confirm {person} --as ANOTHER"
        found.append(Blocker("clear", "not-independent", sentence, need))
    if any(clearance.person == person for clearance in standing_clearances(look)):
        sentence = f"{person} has cleared it already: each person's signature counts once."
        found.append(_refusal("already-cleared", sentence))
    glass = standing_glass(look)
    if glass is not None and glass.actor == person:
        found.append(
            _refusal("director", "Who broke the glass for a subject may not clear it as well.")
        )
    return tuple(found)


def _wants_signature(look: Look) -> bool:
    is_by_glass = bool(look.state.glass)
    return bool(look.since) or is_by_glass


def _refusal(code: str, sentence: str) -> Blocker:
    return Blocker("clear", code, sentence)


def unlike(council: Council, subjects: tuple[Ref, ...], asking: Asking) -> tuple[Blocker, ...]:
    """Return a blocker when a list mixes kinds, hostings or routes."""
    looks = [examine(council, subject, asking.at).look for subject in subjects]
    kinds = {(kind_of(look.subject), look.hosting, look.route) for look in looks}
    if len(kinds) <= 1:
        return ()
    return (
        Blocker(
            "clear",
            "unlike",
            "A list is signed once only for like subjects: one kind, one hosting, one route.",
        ),
    )
