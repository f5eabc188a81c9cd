"""Clearing: read the decision texts of subjects, and sign exactly what was read."""

from datetime import datetime

from msgspec import Struct

from reinstate.core.commands.decide import may_not
from reinstate.core.commands.table import RULES
from reinstate.core.gates.clear import Clear, blockers, unlike
from reinstate.core.gates.examine import examine
from reinstate.core.gates.text import decision_text, text_digest
from reinstate.core.journal.asking import Asking
from reinstate.core.journal.canonical import digest_of
from reinstate.core.journal.events.decisions import DecisionText
from reinstate.core.state.council import Council
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.reference import PersonId, Ref
from reinstate.core.terms.trouble import Refused
from reinstate.operations import clock, reading
from reinstate.operations.act import Acted, Acting, act, proved


class Text(Struct, frozen=True):
    """One decision text as it was read, and its digest."""

    text: DecisionText
    digest: str


class Dropped(Struct, frozen=True):
    """A subject that cannot be cleared now, with every reason."""

    subject: Ref
    blockers: tuple[Blocker, ...]


class Read(Struct, frozen=True):
    """What a clearer reads before signing, at one moment.

    `digest` stands for the whole: of the one text, or of the list of several.
    """

    at: datetime
    texts: tuple[Text, ...]
    dropped: tuple[Dropped, ...]
    digest: str


def read(person: PersonId, subjects: tuple[Ref, ...]) -> Read:
    """Return the texts that this person would sign, and what drops out and why."""
    council = reading.council()
    return _read(council, person, subjects, clock.now(council))


def permit(acting: Acting, subjects: tuple[Ref, ...]) -> None:
    """Return when this person may clear these at all, before anything is read.

    Raises:
        Refused: If they lack the role or the passphrase, or the list mixes unlike subjects.
    """
    proved(acting, lambda who: _permit(who, subjects))


def sign(acting: Acting, subjects: tuple[Ref, ...], digest: str) -> Acted:
    """Clear the subjects, if their texts are still those with this digest.

    Raises:
        Refused: If none may be cleared, or anything in a text changed meanwhile.
    """
    return act(lambda _writing, _council: Clear(subjects, digest), acting)


def _permit(acting: Acting, subjects: tuple[Ref, ...]) -> None:
    council = reading.council()
    asking = Asking("", clock.now(council), acting.person, acting.via)
    found = may_not(council, Clear(subjects), RULES[Clear], asking)
    if found := found or unlike(council, subjects, asking):
        raise Refused(found)


def _read(council: Council, person: PersonId, subjects: tuple[Ref, ...], at: datetime) -> Read:
    texts: list[Text] = []
    dropped: list[Dropped] = []
    for subject in dict.fromkeys(subjects):
        examination = examine(council, subject, at)
        if found := blockers(examination, person):
            dropped.append(Dropped(subject, found))
        else:
            text = decision_text(examination)
            texts.append(Text(text, text_digest(text)))
    digests = [text.digest for text in texts]
    is_list = len(set(subjects)) > 1
    digest = digest_of(sorted(digests)) if is_list else "".join(digests)
    return Read(at, tuple(texts), tuple(dropped), digest)
