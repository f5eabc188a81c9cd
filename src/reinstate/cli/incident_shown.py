"""The command `incident show`: phase, what holds its exit, clocks, and the story so far."""

from typing import Any

import typer
from rich.console import Console
from rich.text import Text

from reinstate.cli import speaking
from reinstate.cli.acts import asks
from reinstate.cli.options import AsOf
from reinstate.cli.output import emit, in_words
from reinstate.operations import situation, times
from reinstate.operations.incident_story import Story, story


def register(incident: typer.Typer) -> None:
    """Add the command to the group of the incident."""
    incident.command("show")(show)


@asks
def show(*, as_of: AsOf = "") -> None:
    """Show the phase, what holds its exit, every clock, and what happened so far.

    Example: reinstate incident show
    """
    council, at = situation.known(as_of)
    found = story(council, at)
    data: dict[str, Any] = {
        "as_of": at,
        "incident": found.id or None,
        "phase": found.phase,
        "declared_at": found.declared_at,
        "why": found.why,
        "conditions": found.conditions,
        "clocks": found.clocks,
        "story": found.told,
    }
    emit("incident/1", data, lambda console: _show(console, found))


def _show(console: Console, found: Story) -> None:
    if found.declared_at is None:
        console.print("No incident goes on: the council is ready.")
    else:
        head = f"Phase {found.phase}; declared {times.told(found.declared_at)}: {found.why}"
        console.print(head, highlight=False, markup=False)
    for condition in found.conditions:
        mark = Text("held  ", "bold red") if condition.blockers else Text("met   ", "green")
        console.print(
            mark, f"{condition.code}: {in_words(condition.sentence)}", highlight=False, markup=False
        )
        for blocker in condition.blockers[:MISSING_MAX]:
            console.print(f"        {in_words(blocker.sentence)}", highlight=False, markup=False)
        if (rest := len(condition.blockers) - MISSING_MAX) > 0:
            console.print(f"        ... and {rest} more.", highlight=False)
    _show_clocks(console, found)
    if found.told:
        console.print("What happened, and what was decided", style="bold", highlight=False)
    for one in found.told:
        console.print(f"{times.told(one.at)}  {one.text}", highlight=False, markup=False)


MISSING_MAX = 3
"""Of what a condition lacks, so many are told; JSON holds all."""


def _show_clocks(console: Console, found: Story) -> None:
    if not found.clocks:
        return
    table = speaking.plain_table("Due", "", "Clock")
    for clock in {(c.about, c.sentence, c.is_met): c for c in found.clocks}.values():
        late = clock.is_over and not clock.is_met
        state = Text("late", "bold red") if late else Text("met" if clock.is_met else "runs")
        table.add_row(times.told(clock.due_at), state, in_words(clock.sentence))
    console.print(table)
