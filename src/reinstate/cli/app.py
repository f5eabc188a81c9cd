"""The tree of commands: `reinstate --help` lists it, and loads no module for that.

A module is loaded only when one of its commands is run, so that help and commands without
a journal start at once. Each has `register(app)`, which adds what it brings.
"""

from collections.abc import Iterable
from functools import cache
from importlib import import_module
from typing import Any, Final

import typer
from typer.core import TyperCommand, TyperGroup

from reinstate.cli.commands import COMMANDS


class LazyGroup(TyperGroup):
    """The commands at the top, as the table has them; the one that is run is loaded."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - Typer calls it so
        """Return the name of every command."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - Typer calls it so
        """Return what the help says of a command."""
        brought = COMMANDS.get(cmd_name)
        if brought is None:
            return None
        return TyperCommand(cmd_name, help=brought.help, rich_help_panel=brought.panel)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Load and return the command that is run."""
        name, *rest = args
        if name not in COMMANDS:
            self.commands = dict.fromkeys(COMMANDS)  # type: ignore[assignment]  # names to suggest
            return super().resolve_command(ctx, args)
        load(COMMANDS[name].modules)
        return name, built(len(_loaded))[name], rest


app: Final = typer.Typer(
    cls=LazyGroup,
    name="reinstate",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Take a council from everything switched off to everything safely back on.",
    epilog="A new home for trying things out: reinstate init, then reinstate import DIR.",
)

_loaded: Final[set[str]] = set()


def load(names: Iterable[str]) -> None:
    """Let these modules register their commands, each once."""
    for name in names:
        if name not in _loaded:
            import_module(f"reinstate.cli.{name}").register(app)
            _loaded.add(name)


@cache
def program() -> Any:
    """Return the command at the top, to be run any number of times."""
    return typer.main.get_group(app)


@cache
def built(loaded_count: int) -> dict[str, Any]:  # noqa: ARG001 - built anew when more is loaded
    """Return every command that the loaded modules registered."""
    return dict(typer.main.get_group(app).commands)


@app.callback()
def _top() -> None:
    pass
