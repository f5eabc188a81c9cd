"""What followed from an act by itself: a sentence for each, in clusters where there are many."""

from typing import Final

from reinstate.core.journal.entry import Entry
from reinstate.core.journal.event import Event
from reinstate.core.journal.events.notices import NoticeLapsed
from reinstate.core.journal.events.service import OpeningFell
from reinstate.core.journal.events.zones import (
    ClearanceLapsed,
    ClearanceRevived,
    DemandMet,
    DemandRaised,
    SubjectIsolated,
)
from reinstate.core.levels.names import name_of
from reinstate.core.state.council import Council
from reinstate.core.state.step import subject_of
from reinstate.core.terms.level import WORDS, Level
from reinstate.core.terms.reference import Ref, ref
from reinstate.core.zones.reach import services_needing
from reinstate.operations.act import Acted
from reinstate.operations.sentences.subjects import DEMAND_ENDS

SAME_LINES_MAX: Final = 8
"""Of consequences of one kind, so many are told one by one."""

CAUSED: Final = (
    ClearanceLapsed,
    ClearanceRevived,
    DemandRaised,
    DemandMet,
    OpeningFell,
    NoticeLapsed,
)
CLUSTERS: Final[dict[type, str]] = {
    ClearanceLapsed: "clearances lapsed",
    ClearanceRevived: "clearances stand again",
    DemandRaised: "that are connected have to be isolated or cleared again",
    DemandMet: "that were connected need not be isolated or cleared again any more",
    OpeningFell: "parts of services fell and wait for their owners",
    NoticeLapsed: "texts on pages of services no longer hold and wait for new words",
}


def told(acted: Acted) -> tuple[str, ...]:
    """Return what followed, many of one kind as one line; people stand as their ids."""
    lines: list[str] = []
    for kind, found in consequences(acted).items():
        is_many = len(found) > SAME_LINES_MAX
        lines += [f"{len(found)} {CLUSTERS[kind]}."] if is_many else found
    return tuple(lines)


def ended_words(acted: Acted) -> tuple[str, ...]:
    """Return the ids of the first words that ended because what residents read moved."""
    found = (one.event for one in acted.entries if isinstance(one.event, NoticeLapsed))
    return tuple(one.notice for one in found if one.level is not None)[:SAME_LINES_MAX]


def born(acted: Acted, type_: type[Event] | None = None) -> str:
    """Return the id of what the act brought: the first of a type, or the first of all."""
    for entry in acted.by_command:
        if type_ is None or isinstance(entry.event, type_):
            return entry.id
    return ""


def demanded(acted: Acted) -> tuple[Ref, ...]:
    """Return what has to be isolated or cleared again since, and is connected still."""
    found = (one.event.subject for one in acted.entries if isinstance(one.event, DemandRaised))
    return tuple(one for one in dict.fromkeys(found) if _is_demanded(acted.council, one))


def _is_demanded(council: Council, subject: Ref) -> bool:
    state = subject_of(council, subject)
    return any(not council.demands[id_].is_met for id_ in state.demands)


def fallen_to(acted: Acted) -> tuple[Level, ...]:
    """Return the levels to which parts of services fell."""
    found = (one.event.level for one in acted.entries if isinstance(one.event, OpeningFell))
    return tuple(dict.fromkeys(found))


def lives_cut_off(acted: Acted) -> tuple[Ref, ...]:
    """Return the services on which lives hang and that need what was isolated, the worst first."""
    cut = [one.event.subject for one in acted.entries if isinstance(one.event, SubjectIsolated)]
    rows = services_needing(acted.council, cut) if cut else ()
    return tuple(ref("service", row.id) for row in rows if row.is_threat_to_life)


def consequences(acted: Acted) -> dict[type, list[str]]:
    """Return a sentence for each thing that followed by itself, by kind, each once."""
    found: dict[type, list[str]] = {}
    for entry in acted.entries:
        if isinstance(entry.event, CAUSED):
            lines = found.setdefault(type(entry.event), [])
            if (sentence := _sentence(acted.council, entry)) not in lines:
                lines.append(sentence)
    return found


def _sentence(council: Council, entry: Entry) -> str:
    match entry.event:
        case ClearanceLapsed(subject=subject, clearance=clearance, cause=cause):
            who = council.clearances[clearance].person
            return f"{name_of(council, subject)}: the clearance by {who} lapsed ({cause})."
        case ClearanceRevived(subject=subject, clearance=clearance):
            who = council.clearances[clearance].person
            return f"{name_of(council, subject)}: the clearance by {who} stands again."
        case DemandRaised(subject=subject, cause=cause, minutes=minutes):
            return (
                f"{name_of(council, subject)}: isolate it or clear it again within"
                f" {minutes // 60} hours ({cause})."
            )
        case DemandMet(subject=subject, how=how):
            return f"{name_of(council, subject)}: {DEMAND_ENDS[how]}."
        case OpeningFell(cell=cell, level=level):
            return f"{name_of(council, cell)} falls to {WORDS[level]} and waits for its owner."
        case NoticeLapsed():
            return _lapsed(council, entry.event)
        case _:
            raise AssertionError("only consequences have sentences here")


def _lapsed(council: Council, event: NoticeLapsed) -> str:
    drafted = council.notices[event.notice].drafted
    if drafted.about is None or event.level is None:
        return "The words on what happened end with the incident."
    return (
        f"{name_of(council, drafted.about)} now reads {WORDS[event.level]}: its words in the"
        f" place {drafted.place} no longer hold and wait for new ones."
    )
