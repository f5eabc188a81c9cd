"""Building the look of the pages from what npm fetched, and saying whether it is there."""

from pathlib import Path
from typing import Annotated, Final

import typer

from reinstate.cli.output import say
from reinstate.core.terms.trouble import WorldFailed
from reinstate.look import building
from reinstate.look.cleaning import Unclean
from reinstate.operations.home_check import Finding

WAY_ON: Final = "Run `script/bootstrap` in the checkout with the npm registry in reach."
PLAIN: Final = "Not built: the residents' pages are plain, and say the same."


def register(app: typer.Typer) -> None:
    """Add the group of commands about assets."""
    assets = typer.Typer(no_args_is_help=True)
    assets.command("build")(build)
    app.add_typer(assets, name="assets", help="The look of the pages, built at set-up.")


def build(
    *,
    modules: Annotated[
        Path, typer.Option("--from", metavar="DIR", help="The node_modules that npm filled.")
    ] = Path("ui/node_modules"),
) -> None:
    """Build the look of the pages from the Design System that npm fetched: no font, no crest.

    Example: reinstate assets build
    """
    try:
        made = building.build(modules)
    except Unclean as error:
        raise WorldFailed("assets-not-built", str(error), str(modules), WAY_ON) from error
    say(f"The look is built in {building.VENDOR}: {len(made)} files.")


def finding(folder: Path = building.VENDOR) -> Finding:
    """Return whether the look is there; without it the pages are plain, which is no fault."""
    sentence = "Built." if building.is_built(folder) else f"{PLAIN} {WAY_ON}"
    return Finding("look", is_right=True, sentence=sentence)
