"""The command `status`: how the council stands, now or on any day, or `status/1`."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from reinstate.cli import status_shown
from reinstate.cli.acts import asks
from reinstate.cli.options import AsOf
from reinstate.cli.output import emit, in_words, say
from reinstate.core.terms.reference import id_of, kind_of
from reinstate.operations import grab_bag, identity, retention, situation, times
from reinstate.operations.situation import Situation, SubjectStanding
from reinstate.operations.waiting.everything import waiting
from reinstate.operations.waiting.item import Waiting


def register(app: typer.Typer) -> None:
    """Add the command `status`."""
    app.command("status")(status)


@asks
def status(
    *,
    as_of: AsOf = "",
    person: Annotated[
        str, typer.Option("--as", metavar="PERSON", help="Also what waits for this person.")
    ] = "",
    everything: Annotated[
        bool, typer.Option("--all", help="Everything, not the first few of each.")
    ] = False,
    print_to: Annotated[
        Path | None,
        typer.Option("--print", metavar="FILE", help="Plan, contacts and open blockers, plain."),
    ] = None,
) -> None:
    """Show how the council stands: zones, levels, clocks, services and systems.

    Example: reinstate status --as ben; reinstate status --as-of 2026-11-13
    """
    council, at = situation.known(as_of)
    whose = identity.person_id(council, person)
    found = situation.situation(council, at)
    if print_to is not None:
        grab_bag.write(print_to, council, found)
        say(f"Written to {print_to}: print it, or take it out of the building.")
    wrong_from = situation.journal_wrong_from()
    due = retention.due_count(council, at)
    tasks = waiting(council, whose, at, is_past=bool(as_of)) if whose else ()
    data = _data(found) | {"journal_whole": wrong_from is None, "reviews_due": due}
    if whose:
        data["waiting"] = [_waiting(one, at) for one in tasks]

    def show(console: Console) -> None:
        _show_journal(console, wrong_from)
        if as_of and not council.seq:
            _show_nothing(console)
            return
        status_shown.show(console, council, found, is_all=everything)
        if whose:
            status_shown.show_waiting(console, council, whose, tasks, at, is_all=everything)
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


def _waiting(one: Waiting, at: datetime) -> dict[str, Any]:
    return {
        "kind": one.kind.value,
        "sentence": in_words(one.sentence),
        "about": one.about,
        "id": one.id,
        "due_at": one.due_at,
        "is_late": one.is_late(at),
    }
