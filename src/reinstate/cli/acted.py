"""What an act did: one sentence, then what followed from it by itself, or `acted/1`."""

from collections.abc import Iterable
from typing import Any

from rich.console import Console

from reinstate.cli.output import emit, in_words
from reinstate.cli.speaking import numbered
from reinstate.core.journal.entry import Entry
from reinstate.core.journal.event import Event
from reinstate.core.journal.events.home import ClockSteppedBack
from reinstate.core.journal.events.notices import NoticeLapsed
from reinstate.core.journal.events.service import OpeningFell
from reinstate.core.journal.events.zones import (
    ClearanceLapsed,
    ClearanceRevived,
    DemandMet,
    DemandRaised,
)
from reinstate.core.levels.names import name_of
from reinstate.core.state.council import Council
from reinstate.core.terms.level import WORDS
from reinstate.operations.act import Acted

SCHEMA = "acted/1"
NOTHING_NEW = "Nothing was new: nothing was written."
SAME_LINES_MAX = 8
"""Of consequences of one kind, so many are told one by one."""

CAUSED = (
    ClearanceLapsed,
    ClearanceRevived,
    DemandRaised,
    DemandMet,
    OpeningFell,
    NoticeLapsed,
)
CLUSTERS: dict[type, str] = {
    ClearanceLapsed: "clearances lapsed",
    ClearanceRevived: "clearances stand again",
    DemandRaised: "connected subjects have to be isolated or cleared again",
    DemandMet: "demands are met",
    OpeningFell: "cells of services fell and wait for their owners",
    NoticeLapsed: "texts on pages of services no longer hold and wait for new words",
}


def tell(acted: Acted, sentence: str, *, nothing_new: str = NOTHING_NEW, **more: Any) -> None:
    """Say what was done and what followed; `more` goes into the JSON answer."""
    did = in_words(sentence if acted.entries else nothing_new)
    caused = consequences(acted)
    data = {
        "at": acted.at,
        "id": born(acted),
        "did": did,
        "caused": [line for lines in caused.values() for line in lines],
        "entries": [
            {"seq": e.seq, "id": e.id, "tag": type(e.event).__struct_config__.tag}
            for e in acted.entries
        ],
        **more,
    }
    emit(SCHEMA, data, lambda console: _show(console, numbered(acted.council, did), caused))


def born(acted: Acted, type_: type[Event] | None = None) -> str:
    """Return the id of what the act brought: the first of a type, or the first of all."""
    for entry in acted.entries:
        is_clock = isinstance(entry.event, ClockSteppedBack)
        if not is_clock and (type_ is None or isinstance(entry.event, type_)):
            return entry.id
    return ""


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
            return (
                f"{name_of(council, subject)}: the clearance by {in_words(who)} lapsed ({cause})."
            )
        case ClearanceRevived(subject=subject, clearance=clearance):
            who = council.clearances[clearance].person
            return f"{name_of(council, subject)}: the clearance by {in_words(who)} stands again."
        case DemandRaised(subject=subject, cause=cause, minutes=minutes):
            return (
                f"{name_of(council, subject)}: isolate it or clear it again within"
                f" {minutes // 60} hours ({cause})."
            )
        case DemandMet(subject=subject, how=how):
            return f"{name_of(council, subject)}: a demand is met ({how})."
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


def _show(console: Console, did: str, caused: dict[type, list[str]]) -> None:
    _print(console, [did])
    for kind, lines in caused.items():
        if len(lines) > SAME_LINES_MAX:
            _print(console, [f"  {len(lines)} {CLUSTERS[kind]}."])
        else:
            _print(console, [f"  {line}" for line in lines])


def _print(console: Console, lines: Iterable[str]) -> None:
    for line in lines:
        console.print(line, highlight=False, markup=False)
