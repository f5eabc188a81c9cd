"""The command `status`: how the council stands, now or on any day, or `status/1`."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from reinstate.cli import speaking, times
from reinstate.cli.acts import asks
from reinstate.cli.options import AsOf
from reinstate.cli.output import emit, in_words, say
from reinstate.core.incident.clock import Clock
from reinstate.core.incident.clocks import clocks
from reinstate.core.state.council import Council
from reinstate.core.terms.level import Level
from reinstate.core.terms.reference import id_of, kind_of
from reinstate.operations import grab_bag, situation
from reinstate.operations.situation import ServiceStanding, Situation, SubjectStanding

CLOCKS_MAX = 12
SERVICES_MAX = 20


def register(app: typer.Typer) -> None:
    """Add the command `status`."""
    app.command("status")(status)


@asks
def status(
    *,
    as_of: AsOf = "",
    print_to: Annotated[
        Path | None,
        typer.Option("--print", metavar="FILE", help="Plan, contacts and open blockers, plain."),
    ] = None,
) -> None:
    """Show how the council stands: zones, levels, clocks, services and systems.

    Example: reinstate status --as-of 2026-11-13; reinstate status --print grab-bag.txt
    """
    council, at = situation.now()
    if as_of:
        council, at = situation.as_of(times.instant(as_of, at))
    found = situation.situation(council, at)
    if print_to is not None:
        grab_bag.write(print_to, council, found)
        say(f"Written to {print_to}: print it, or take it out of the building.")
    emit("status/1", _data(found), lambda console: _show(console, council, found))


def _data(found: Situation) -> dict[str, Any]:
    incident = found.incident
    return {
        "as_of": found.as_of,
        "incident": {"id": incident.id, "declared_at": incident.declared_at} if incident else None,
        "phase": found.phase,
        "zones": found.zones,
        "levels": found.levels,
        "services": found.services,
        "systems": [_system(one) for one in found.subjects if kind_of(one.subject) == "system"],
    }


def _system(one: SubjectStanding) -> dict[str, Any]:
    return {
        "id": id_of(one.subject),
        "subject": one.subject,
        "name": one.name,
        "hosting": one.hosting,
        "zone": one.zone,
        "basis": one.basis,
        "measure": one.measure,
        "seen": one.seen or None,
        "seen_at": one.seen_at,
        "round": one.round,
        "open": one.open,
        "blockers": one.blockers,
        "demands": one.demands,
        "rests_on_glass": one.rests_on_glass,
        "findings": one.findings,
    }


def _show(console: Console, council: Council, found: Situation) -> None:
    kind = council.home.kind
    what = "" if kind == "real" else f" ({kind} home)"
    head = f"{council.home.council.name}{what}, as of {times.told(found.as_of)}"
    console.print(Text(head, "bold"))
    since = (
        f", incident declared {times.told(found.incident.declared_at)}" if found.incident else ""
    )
    console.print(f"Phase {found.phase}{since}", highlight=False)
    _show_counts(console, found)
    _show_answers(console, found)
    _show_clocks(console, clocks(council, found.as_of))
    _show_services(console, found.services)


def _show_counts(console: Console, found: Situation) -> None:
    zones = Text("Zones    ")
    for zone, count in found.zones.items():
        zones.append_text(speaking.zone_text(zone)).append(f" {count}   ")
    console.print(zones)
    levels = Text("Services ")
    for level, count in found.levels.items():
        levels.append_text(speaking.level_text(Level(level))).append(f" {count}   ")
    console.print(levels)


def _show_answers(console: Console, found: Situation) -> None:
    """Print what must be answered: demands and findings on what is on the network."""
    for one in found.subjects:
        if one.demands:
            words = f"{one.name}: isolate it or clear it again (reinstate gate {one.subject})"
            console.print(Text(words, "bold red"))
        if one.rests_on_glass:
            words = f"BREAK-GLASS: {one.name} is connected on one signature"
            console.print(Text(f"{words} (reinstate gate {one.subject})", "bold red"))


def _show_clocks(console: Console, running: tuple[Clock, ...]) -> None:
    open_ = [clock for clock in running if not clock.is_met]
    if not open_:
        return
    table = speaking.plain_table("Due", "", "Clock")
    for clock in open_[:CLOCKS_MAX]:
        state = Text("late", "bold red") if clock.is_over else Text("runs")
        table.add_row(times.told(clock.due_at), state, in_words(clock.sentence))
    console.print(table)
    if (rest := len(open_) - CLOCKS_MAX) > 0:
        console.print(f"... and {rest} more: reinstate incident show", highlight=False)


def _show_services(console: Console, services: tuple[ServiceStanding, ...]) -> None:
    lower = [one for one in services if one.level is not Level.NORMAL]
    lower.sort(key=lambda one: (not one.is_threat_to_life, one.name))
    if not lower:
        return
    table = speaking.plain_table("Service", "Reads", "")
    for one in lower[:SERVICES_MAX]:
        mark = Text("threat to life", "bold red") if one.is_threat_to_life else Text("")
        table.add_row(one.name, speaking.level_text(one.level), mark)
    console.print(table)
    if (rest := len(lower) - SERVICES_MAX) > 0:
        console.print(f"... and {rest} more: reinstate status --json", highlight=False)
