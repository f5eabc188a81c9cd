"""Every event there is: the one union that entries carry."""

from typing import get_args

from reinstate.core.journal.event import Event
from reinstate.core.journal.events.decisions import DecisionEvent
from reinstate.core.journal.events.facts import AnyGateFact, Fact, FindingEvent
from reinstate.core.journal.events.home import HomeEvent
from reinstate.core.journal.events.incident import (
    AuthorityTold,
    AwarenessRecorded,
    DecisionTaken,
    FirstEntryBounded,
    IncidentEvent,
    MilestoneReached,
)
from reinstate.core.journal.events.notices import NoticeEvent
from reinstate.core.journal.events.people import PeopleEvent
from reinstate.core.journal.events.register import RegisterEvent
from reinstate.core.journal.events.service import BacklogCounted, ServiceEvent
from reinstate.core.journal.events.zones import ZoneEvent
from reinstate.core.terms.note import Note

Correctable = (
    Fact
    | FirstEntryBounded
    | MilestoneReached
    | DecisionTaken
    | AwarenessRecorded
    | AuthorityTold
    | BacklogCounted
)
"""What a correction may put right; anything else is answered by a new fact."""


class EntryCorrected(Event, frozen=True, kw_only=True, tag="entry-corrected/1"):
    """The whole event of entry `entry` as it should have been; without it, withdrawn.

    Effective from now on: what was known before stays as it was known. `note` says why.
    """

    entry: int
    event: Correctable | None = None
    note: Note | None = None


AnyEvent = (
    HomeEvent
    | PeopleEvent
    | RegisterEvent
    | ZoneEvent
    | AnyGateFact
    | FindingEvent
    | DecisionEvent
    | ServiceEvent
    | IncidentEvent
    | NoticeEvent
    | EntryCorrected
)

EVENT_TYPES: tuple[type[Event], ...] = get_args(AnyEvent)
TAGS: dict[str, type[Event]] = {str(type_.__struct_config__.tag): type_ for type_ in EVENT_TYPES}
