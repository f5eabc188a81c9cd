"""`reinstate check` alone: examines this home."""

from typing import Final

import msgspec
import typer
from rich.console import Console
from rich.text import Text

from reinstate.cli import progress
from reinstate.cli.assets import finding
from reinstate.cli.output import emit
from reinstate.cli.speaking import plain_table
from reinstate.cli.trouble import DONE, REFUSED
from reinstate.cli.who import Json, open_home
from reinstate.operations.home_check import Finding, examine_home

SCHEMA: Final = "home-check/1"
ABOUT: Final = "Examine systems; alone: examine this home."


def register(app: typer.Typer) -> None:
    """Add the group of checks, which alone examines the home."""
    check = typer.Typer(invoke_without_command=True)
    check.callback()(examine)
    app.add_typer(check, name="check")


def examine(
    context: typer.Context,
    *,
    is_json: Json = False,  # noqa: ARG001 - its callback has set how we talk
) -> None:
    """Examine systems; alone: examine this home, 1 if something in it is wrong.

    Example: reinstate check
    """
    if context.invoked_subcommand is not None:
        return
    open_home()
    with progress.shown() as shown:
        found = (*examine_home(shown), finding())
    is_right = all(each.is_right for each in found)
    data = {"is_right": is_right, "findings": msgspec.to_builtins(found)}
    emit(SCHEMA, data, lambda console: _show(console, found))
    raise typer.Exit(DONE if is_right else REFUSED)


def _show(console: Console, found: tuple[Finding, ...]) -> None:
    table = plain_table("", "what", "found")
    for each in found:
        mark = Text("right", "green") if each.is_right else Text("WRONG", "bold red")
        table.add_row(mark, each.name, Text(each.sentence))
    console.print(table)
