"""The shape every event shares: frozen, closed, tagged, absent means default."""

from msgspec import Struct

from reinstate.core.terms.reference import EntryId, Ref


class Event(
    Struct,
    frozen=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    kw_only=True,
    tag_field="tag",
):
    """Something that happened; who, how sure and when are in its entry."""


class IncidentFact(Event, frozen=True, kw_only=True):
    """A fact of one incident; `decide` fills in which. Empty: before any was declared."""

    incident: EntryId = ""


class GateFact(Event, frozen=True, kw_only=True):
    """A fact that rows of a gate read: it counts in its own round of its subject only.

    `decide` fills in `round`: 0 for a subject never isolated.
    """

    subject: Ref
    round: int = 0
