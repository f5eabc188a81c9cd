"""Events of deciding: clearances over a text, acts of two people, corrections."""

from typing import Literal

from msgspec import Struct

from reinstate.core.journal.event import Event
from reinstate.core.journal.events.facts import FindingDismissed, GapsAccepted
from reinstate.core.journal.events.notices import PromiseMade
from reinstate.core.journal.events.zones import IsolationWithdrawn
from reinstate.core.terms.moment import Instant
from reinstate.core.terms.note import Note
from reinstate.core.terms.reference import EntryId, Ref
from reinstate.core.terms.zone import Declared


class NeedInText(Struct, frozen=True, forbid_unknown_fields=True):
    """A need and its zone when the text was signed."""

    ref: Ref
    zone: Declared


class DecisionText(
    Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, rename={"from_": "from"}
):
    """Exactly what a clearer says yes to; its digest is of the canonical bytes.

    No register head is in it, so an import does not void it. `gaps` are accepted holes
    in the checks; `limits` are minutes.
    """

    v: int
    subject: Ref
    from_: Declared
    to: Declared
    round: int
    facts: tuple[EntryId, ...]
    needs: tuple[NeedInText, ...]
    gaps: tuple[Note, ...]
    limits: dict[str, int]
    expires_at: Instant


class ClearanceGiven(Event, frozen=True, kw_only=True, tag="clearance-given/1"):
    """The actor says yes to the text; `bulk` is the digest of the list it was part of."""

    subject: Ref
    round: int
    text: DecisionText
    digest: str
    bulk: str = ""


TwoPersonAct = GapsAccepted | FindingDismissed | IsolationWithdrawn | PromiseMade


class ActProposed(Event, frozen=True, kw_only=True, tag="act-proposed/1"):
    """The first of two signatures; `digest` is of the canonical bytes of the act."""

    event: TwoPersonAct
    digest: str


class ActCompleted(Event, frozen=True, kw_only=True, tag="act-completed/1"):
    """The second signature; the act itself is the next entry of the same command."""

    proposal: EntryId
    digest: str


class ActDropped(Event, frozen=True, kw_only=True, tag="act-dropped/1"):
    """A proposal was taken back or refused."""

    proposal: EntryId
    how: Literal["taken-back", "refused"] = "taken-back"


DecisionEvent = ClearanceGiven | ActProposed | ActCompleted | ActDropped
