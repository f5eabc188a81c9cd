"""Acts that wait for a second person, in full: exactly what would happen if they sign."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from msgspec import Struct

from reinstate.core.commands.proposals import SIGNERS, has_lapsed
from reinstate.core.journal.events.decisions import TwoPersonAct
from reinstate.core.journal.events.facts import (
    CheckRecorded,
    FindingDismissed,
    FindingRaised,
    GapsAccepted,
)
from reinstate.core.journal.events.notices import PromiseMade
from reinstate.core.journal.events.zones import IsolationWithdrawn
from reinstate.core.levels import acts_of_two
from reinstate.core.state.council import Council
from reinstate.core.state.words import Proposal
from reinstate.core.terms.limit import Limit
from reinstate.core.terms.moment import minutes
from reinstate.core.terms.note import Note, notes_of
from reinstate.core.terms.reference import EntryId, Ref
from reinstate.core.terms.role import Role
from reinstate.operations import identity, texts
from reinstate.operations.sentences.sentence import sentence
from reinstate.operations.sentences.wording import Wording
from reinstate.store.notes import notes

KINDS: Final[dict[type, str]] = {
    GapsAccepted: "Accept the gaps of a check",
    FindingDismissed: "Dismiss a finding",
    IsolationWithdrawn: "Withdraw an isolation that was never made",
    PromiseMade: "Promise a date",
}
"""What a second signature does, in a few words."""


class Fact(Struct, frozen=True):
    """One line of what is signed."""

    name: str
    words: str


class ProposalSeen(Struct, frozen=True, kw_only=True):
    """An act that waits: what it does, its exact words, and until when it waits.

    `roles` are those of the two people, in either order. `is_altered`: a text of it is not
    the one that was proposed.
    """

    proposal: Proposal
    kind: str
    sentence: str
    facts: tuple[Fact, ...]
    about: tuple[Ref, ...]
    roles: tuple[frozenset[Role], frozenset[Role]]
    digest: str
    lapses_at: datetime
    has_lapsed: bool
    is_altered: bool

    @property
    def id(self) -> EntryId:
        """Return the id of the proposal."""
        return self.proposal.id


def waiting(council: Council, at: datetime) -> tuple[ProposalSeen, ...]:
    """Return what waits for a second signature, what lapses first first."""
    found = sorted(council.proposals.values(), key=lambda one: one.seq)
    return tuple(
        seen(council, one, at) for one in found if one.is_open and not has_lapsed(council, one, at)
    )


def seen(council: Council, proposal: Proposal, at: datetime) -> ProposalSeen:
    """Return one proposal in full."""
    act = proposal.proposed.event
    kept = notes(note.id for note in notes_of(act))
    altered = frozenset(
        note.id for note in notes_of(act) if note.id in kept and kept[note.id].sha256 != note.sha256
    )
    said = {id_: note.text for id_, note in kept.items()}
    wording = Wording(council, identity.names(), said, altered)
    begun = council.time.at(proposal.seq, proposal.at)
    return ProposalSeen(
        proposal=proposal,
        kind=KINDS[type(act)],
        sentence=sentence(act, wording),
        facts=tuple(_facts(council, act, said)),
        about=acts_of_two.about(council, act),
        roles=SIGNERS[type(act)],
        digest=proposal.proposed.digest,
        lapses_at=begun + minutes(council.limit(Limit.PROPOSAL)),
        has_lapsed=has_lapsed(council, proposal, at),
        is_altered=bool(altered),
    )


def _facts(council: Council, act: TwoPersonAct, said: dict[str, str]) -> Iterator[Fact]:
    """Yield what is signed, line by line; dates are told by whoever draws a promise."""

    def text(note: Note) -> str:
        return said.get(note.id, texts.ERASED)

    match act:
        case GapsAccepted():
            yield from _check(council, act.check)
            yield from (Fact("A gap", text(gap)) for gap in act.gaps)
            yield Fact("Why", text(act.reason))
            yield Fact("What is done instead", text(act.compensation))
        case FindingDismissed():
            yield from _finding(council, act.finding)
            yield Fact("Why it is none", text(act.reason))
        case IsolationWithdrawn():
            yield Fact("Why", text(act.reason))
            yield Fact("Evidence, by its digest", act.evidence)
        case PromiseMade():
            return


def _check(council: Council, id_: EntryId) -> Iterator[Fact]:
    found = next((one for one in council.facts.values() if one.id == id_), None)
    if found is not None and isinstance(found.event, CheckRecorded):
        name = found.event.check.replace("-", " ").capitalize()
        yield Fact("The check", f"{name} (entry {found.seq})")


def _finding(council: Council, id_: EntryId) -> Iterator[Fact]:
    found = council.findings.get(id_)
    raised = council.facts.get(found.seq) if found else None
    if raised is not None and isinstance(raised.event, FindingRaised):
        yield Fact("The finding", texts.text(raised.event.note))
