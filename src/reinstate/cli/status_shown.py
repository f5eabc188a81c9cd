"""What `status` prints: counts, names, what must be answered, clocks and services."""

from datetime import datetime
from typing import Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from reinstate.cli import speaking
from reinstate.cli.output import in_words
from reinstate.cli.speaking import listed
from reinstate.core.incident.clock import Clock
from reinstate.core.incident.clocks import clocks
from reinstate.core.state.council import Council
from reinstate.core.terms.level import Level
from reinstate.core.terms.reference import PersonId
from reinstate.core.terms.zone import Declared
from reinstate.operations import identity, times
from reinstate.operations.situation import ServiceStanding, Situation
from reinstate.operations.waiting.item import Waiting

GAP: Final = "   "
CLOCKS_MAX: Final = 12
SERVICES_MAX: Final = 20
NAMES_MAX: Final = 8
WAITING_MAX: Final = 8
UNKNOWN_HEAD: Final = "Unknown "
ISOLATED_HEAD: Final = "Isolated"


def show(console: Console, council: Council, found: Situation, *, is_all: bool) -> None:
    """Print how the council stands; of each list the first few, or `is_all`."""
    kind = council.home.kind
    what = "" if kind == "real" else f" ({kind} home)"
    head = f"{council.home.council.name}{what}, as of {times.told(found.as_of)}"
    console.print(Text(head, "bold"))
    since = (
        f", incident declared {times.told(found.incident.declared_at)}" if found.incident else ""
    )
    console.print(f"Phase {found.phase}{since}", highlight=False)
    _show_counts(console, found)
    _show_names(console, found, is_all=is_all)
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


def _show_names(console: Console, found: Situation, *, is_all: bool) -> None:
    """Name what nobody knows about and what is off, after how many there are."""
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(min_width=len(UNKNOWN_HEAD))
    table.add_column(overflow="fold")
    for head, zone in ((UNKNOWN_HEAD, Declared.UNKNOWN), (ISOLATED_HEAD, Declared.ISOLATED)):
        names = sorted(one.name for one in found.subjects if one.zone == zone.value)
        if names:
            words = listed(names, len(names) if is_all else NAMES_MAX, "reinstate status --all")
            table.add_row(Text(head, speaking.ZONE_STYLES[zone.value]), Text(words))
    console.print(table)


def show_waiting(  # noqa: PLR0913 - what is shown, and how much of it
    console: Console,
    council: Council,
    person: PersonId,
    found: tuple[Waiting, ...],
    at: datetime,
    *,
    is_all: bool,
) -> None:
    """Print what waits for a person, the late first."""
    name = identity.names().get(person, person)
    if not found:
        console.print(Text(f"Nothing waits for {name}."))
        return
    table = speaking.plain_table("Due", "", f"Waits for {name}")
    shown = found if is_all else found[:WAITING_MAX]
    for one in shown:
        due = times.told(one.due_at) if one.due_at is not None else ""
        state = Text("late", "bold red") if one.is_late(at) else Text("")
        table.add_row(due, state, Text(speaking.numbered(council, in_words(one.sentence))))
    console.print(table)
    _show_rest(console, len(found) - len(shown))


def _show_rest(console: Console, count: int) -> None:
    if count:
        console.print(f"... and {count} more: reinstate status --all", highlight=False)


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
    _show_rest(console, len(open_) - len(shown))


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
    _show_rest(console, len(lower) - len(shown))
