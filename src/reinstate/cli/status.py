"""The command `status`: how the council stands, now or on any day, or `status/1`."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from reinstate.cli import speaking
from reinstate.cli.acts import asks
from reinstate.cli.options import AsOf
from reinstate.cli.output import emit, in_words, say
from reinstate.core.incident.clock import Clock
from reinstate.core.incident.clocks import clocks
from reinstate.core.state.council import Council
from reinstate.core.terms.level import Level
from reinstate.core.terms.reference import id_of, kind_of
from reinstate.operations import grab_bag, retention, situation, times
from reinstate.operations.situation import ServiceStanding, Situation, SubjectStanding

GAP = "   "
CLOCKS_MAX = 12
SERVICES_MAX = 20


def register(app: typer.Typer) -> None:
    """Add the command `status`."""
    app.command("status")(status)


@asks
def status(
    *,
    as_of: AsOf = "",
    everything: Annotated[
        bool, typer.Option("--all", help="Every service and clock, not the first few.")
    ] = False,
    print_to: Annotated[
        Path | None,
        typer.Option("--print", metavar="FILE", help="Plan, contacts and open blockers, plain."),
    ] = None,
) -> None:
    """Show how the council stands: zones, levels, clocks, services and systems.

    Example: reinstate status --as-of 2026-11-13; reinstate status --print grab-bag.txt
    """
    council, at = situation.known(as_of)
    found = situation.situation(council, at)
    if print_to is not None:
        grab_bag.write(print_to, council, found)
        say(f"Written to {print_to}: print it, or take it out of the building.")
    wrong_from = situation.journal_wrong_from()
    due = retention.due_count(council, at)
    data = _data(found) | {"journal_whole": wrong_from is None, "reviews_due": due}

    def show(console: Console) -> None:
        _show_journal(console, wrong_from)
        if as_of and not council.seq:
            _show_nothing(console)
            return
        _show(console, council, found, is_all=everything)
        if due:
            words = f"{due} texts and names are due for review: reinstate personal due"
            console.print(words, highlight=False)

    emit("status/1", data, show)


def _show_journal(console: Console, wrong_from: int | None) -> None:
    if wrong_from is not None:
        where = f", from entry {wrong_from}" if wrong_from else ""
        words = f"The journal is not what was written{where}: reinstate journal verify"
        console.print(Text(words, "bold red"))


def _show_nothing(console: Console) -> None:
    began = situation.began_at()
    when = f"this home began on {times.told(began)}" if began else "this home has no entry yet"
    console.print(f"Nothing was known then: {when}.", highlight=False)


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


def _show(console: Console, council: Council, found: Situation, *, is_all: bool) -> None:
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
    _show_clocks(console, clocks(council, found.as_of), is_all=is_all)
    _show_services(console, found.services, is_all=is_all)


def _show_counts(console: Console, found: Situation) -> None:
    zones = [speaking.zone_text(zone).append(f" {n}") for zone, n in found.zones.items()]
    _show_row(console, "Zones    ", zones)
    levels = [
        speaking.level_text(Level(level)).append(f" {n}") for level, n in found.levels.items()
    ]
    _show_row(console, "Services ", levels)


def _show_row(console: Console, head: str, parts: list[Text]) -> None:
    """Print parts side by side: a line breaks between two of them, never inside one."""
    line = Text(head)
    for part in parts:
        if len(line) > len(head) and len(line) + len(GAP) + len(part) > console.width:
            console.print(line)
            line = Text(" " * len(head))
        line.append(GAP if len(line) > len(head) else "").append_text(part)
    console.print(line)


def _show_answers(console: Console, found: Situation) -> None:
    """Print what must be answered: demands and findings on what is on the network."""
    for one in found.subjects:
        if one.demands:
            words = f"{one.name}: isolate it or clear it again (reinstate gate {one.subject})"
            console.print(Text(words, "bold red"))
        if one.rests_on_glass:
            words = f"BREAK-GLASS: {one.name} is connected on one signature"
            console.print(Text(f"{words} (reinstate gate {one.subject})", "bold red"))


def _show_clocks(console: Console, running: tuple[Clock, ...], *, is_all: bool) -> None:
    open_ = [*{(c.about, c.sentence): c for c in running if not c.is_met}.values()]
    if not open_:
        return
    table = speaking.plain_table("Due", "", "Clock")
    shown = open_ if is_all else open_[:CLOCKS_MAX]
    for clock in shown:
        state = Text("late", "bold red") if clock.is_over else Text("runs")
        table.add_row(times.told(clock.due_at), state, in_words(clock.sentence))
    console.print(table)
    if rest := len(open_) - len(shown):
        console.print(f"... and {rest} more: reinstate status --all", highlight=False)


def _show_services(
    console: Console, services: tuple[ServiceStanding, ...], *, is_all: bool
) -> None:
    lower = [one for one in services if one.level is not Level.NORMAL]
    lower.sort(key=lambda one: (not one.is_threat_to_life, one.name))
    if not lower:
        return
    table = speaking.plain_table("Service", "Reads", "")
    shown = lower if is_all else lower[:SERVICES_MAX]
    for one in shown:
        mark = Text("threat to life", "bold red") if one.is_threat_to_life else Text("")
        table.add_row(one.name, speaking.level_text(one.level), mark)
    console.print(table)
    if rest := len(lower) - len(shown):
        console.print(f"... and {rest} more: reinstate status --all", highlight=False)
