"""The demo: the invented council's first weeks, its pages, and a guided tour to type."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console

from reinstate.cli import progress, serve
from reinstate.cli.desk_part import Pair, desk_place
from reinstate.cli.output import emit
from reinstate.cli.who import Json
from reinstate.core.terms.trouble import BadInput
from reinstate.demo import tour
from reinstate.operations import homes, situation
from reinstate.operations.publishing import default_target
from reinstate.operations.times import told
from reinstate.operations.turning import CURRENT

SCHEMA: Final = "demo/1"
PLACE: Final = ".demo"
"""Where the demo lives when `REINSTATE_HOME` names no place: below the current folder."""


SIGNED_IN: Final = "Open the desk: you are its recovery manager there, and a tour begins on it."


def register(app: typer.Typer) -> None:
    """Add the demo."""
    app.command("demo")(demo)


def demo(
    *,
    no_serve: Annotated[
        bool, typer.Option("--no-serve", help="Play, publish and stop; show no pages.")
    ] = False,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Stop where the attack is just declared.")
    ] = False,
    desk_port: serve.DeskPort = serve.DESK_PORT,
    public_port: Annotated[
        int, typer.Option("--public-port", "--port", help="Where the pages are; 0 takes any.")
    ] = serve.PUBLIC_PORT,
    is_json: Json = False,
) -> None:
    """Play an invented council's first weeks after an attack, and serve its two sites.

    Example: reinstate demo --no-serve
    """
    if is_json and not no_serve:
        sentence = "With --json the demo plays, publishes and stops: it serves nothing."
        raise BadInput("json-and-serve", sentence, next="Add --no-serve.")
    os.environ.setdefault(homes.HOME_SETTING, str(Path.cwd() / PLACE))
    is_new = _kept(is_fresh=fresh)
    if no_serve:
        _publish()
    stops = tour.FRESH if fresh else tour.WHOLE
    council, at = situation.now()
    data = {
        "home": str(homes.home_path()),
        "site": str(default_target() / CURRENT),
        "is_new": is_new,
        "is_fresh": fresh,
        "entries": council.seq,
        "at": at,
        "tour": [{"command": stop.command, "why": stop.why} for stop in stops],
    }
    what = "just attacked" if fresh else "in its first weeks after an attack"
    played = "played just now" if is_new else "as you left it"
    opening = f"An invented council {what}, {played}: {council.seq} entries, to {told(at)}."
    if no_serve:
        pages = f"Residents' pages: {_short(default_target() / CURRENT / 'index.html')}"
        emit(SCHEMA, data, lambda console: _show(console, [opening, pages], stops))
        return
    serve.serve_both(
        serve.Serving(
            target=default_target().absolute(),
            public_host=serve.HERE,
            public_port=public_port,
            desk=desk_place(serve.HERE, desk_port, Pair(), ()),
            is_demo=True,
        ),
        lambda console, at: _show(console, [*at, SIGNED_IN, opening], stops),
    )


def _kept(*, is_fresh: bool) -> bool:
    from reinstate.demo import keeping  # noqa: PLC0415 - slow to load, and help does without

    with progress.shown() as shown:
        return keeping.keep(is_fresh=is_fresh, progress=shown)


def _publish() -> None:
    from reinstate.public import publish as pages  # noqa: PLC0415 - templates are slow to load

    pages.publish(default_target().absolute())


def _show(console: Console, above: Sequence[str], stops: tuple[tour.Stop, ...]) -> None:
    """Print what there is and what to type; paths are as short as they can be."""
    lines = [
        *above,
        "",
        "A guided tour by command. Type in another terminal, in this folder, first:",
        f"  export {homes.HOME_SETTING}={_short(homes.home_path())}",
        "and then, in this order:",
    ]
    for stop in stops:
        lines += ["", f"  {_short(Path(sys.prefix) / 'bin' / 'reinstate')} {stop.command}"]
        lines += [f"      {stop.why}"]
    console.print("\n".join([*lines, ""]), highlight=False, markup=False, soft_wrap=True)


def _short(path: Path) -> str:
    """Return a path as it is typed from the current folder."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
