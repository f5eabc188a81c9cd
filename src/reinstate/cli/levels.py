"""Commands of service levels: show, lower, lift, open; workarounds and backlogs."""

from typing import Annotated, Any

import typer
from rich.console import Console

from reinstate.cli import leftovers, speaking
from reinstate.cli.acted import tell
from reinstate.cli.acts import acts, asks
from reinstate.cli.groups import group
from reinstate.cli.options import AsOf, CellOrService, Why
from reinstate.cli.output import emit
from reinstate.core.levels.names import cells_meant, name_of
from reinstate.core.levels.publish import standing
from reinstate.core.terms.level import WORDS, Level
from reinstate.operations import meant, reading, serving, situation, times
from reinstate.operations.act import Acting

ToLevel = Annotated[
    Level, typer.Argument(metavar="LEVEL", help="normal, partly_working, by_hand or stopped.")
]

REASONS_MAX = 5
"""So many reasons are told for each cell."""


def register(app: typer.Typer) -> None:
    """Add the commands of service levels."""
    level = group(app, "level", "How well services work, and why no better.")
    level.command("show")(show)
    level.command("lower")(lower)
    level.command("lift")(lift)
    app.command("open")(open_to)
    leftovers.register(app)


@asks
def show(cell: CellOrService, *, as_of: AsOf = "") -> None:
    """Show how a service or cell stands, and every reason why it is no better.

    Example: reinstate level show svc-rent
    """
    council, at = situation.known(as_of)
    known = meant.cell(council, cell)
    cells = [
        situation.cell_standing(council, one, standing(council, one, at))
        for one in cells_meant(council, known)
    ]
    data: dict[str, Any] = {"as_of": at, "ref": known, "cells": cells}
    emit("levels/1", data, lambda console: _show(console, cells))


def _show(console: Console, cells: list[situation.CellStanding]) -> None:
    for one in cells:
        console.print(one.name, ": ", speaking.level_text(one.level), sep="", highlight=False)
        for reason in one.reasons[:REASONS_MAX]:
            console.print(f"  - {reason.sentence}", highlight=False, markup=False)
            if reason.need:
                need = f"      {reason.need}"
                console.print(need, style="cyan", highlight=False, markup=False, soft_wrap=True)
        if (rest := len(one.reasons) - REASONS_MAX) > 0:
            console.print(f"  ... and {rest} more: --json lists all.", highlight=False)


@acts
def lower(
    acting: Acting,
    cell: CellOrService,
    level: ToLevel,
    *,
    why: Why,
    review: Annotated[str, typer.Option(metavar="DATE", help="When to look at it again.")],
) -> None:
    """Say that it is worse than it looks, why, and when to look again.

    Example: reinstate level lower svc-rent partly_working --why "slow since noon" --review +2d
    """
    council, now = situation.now()
    known = meant.cell(council, cell)
    acted = serving.lower(acting, known, level, why, times.until(review, now))
    tell(acted, f"{name_of(council, known)} reads no better than {WORDS[level]} from now on.")


@acts
def lift(acting: Acting, cell: CellOrService) -> None:
    """End a lowering; it rises no further than its owner has opened it.

    Example: reinstate level lift svc-rent
    """
    council = reading.council()
    known = meant.cell(council, cell)
    tell(serving.lift(acting, known), f"{name_of(council, known)} is no longer lowered.")


@acts
def open_to(acting: Acting, cell: CellOrService, level: ToLevel) -> None:
    """Let residents read that a service works as well as this, as its owner.

    Example: reinstate open svc-rent normal
    """
    council = reading.council()
    known = meant.cell(council, cell)
    acted = serving.open_to(acting, known, level)
    tell(acted, f"{name_of(council, known)} is open as far as {WORDS[level]}.")
