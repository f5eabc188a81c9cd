"""What the council is called and how its pages look."""

from typing import Annotated

import typer

from reinstate.cli.acted import tell
from reinstate.cli.acts import acts
from reinstate.cli.groups import group
from reinstate.core.terms.trouble import BadInput
from reinstate.operations import settings_of_home
from reinstate.operations.act import Acting


def register(app: typer.Typer) -> None:
    """Add the commands about the council."""
    council = group(app, "council", "What the council is called and how its pages look.")
    council.command("set")(set_names)


@acts
def set_names(
    acting: Acting,
    *,
    name: Annotated[str, typer.Option(metavar="NAME", help="What it is called.")] = "",
    host: Annotated[str, typer.Option(metavar="HOST", help="Its public host name.")] = "",
    colour: Annotated[str, typer.Option(metavar="#RRGGBB", help="Behind white words.")] = "",
) -> None:
    """Say what the council is called; what is not given stays as it is.

    Example: reinstate council set --name "Thornmere District Council" --colour '#00594c'
    """
    if not (name or host or colour):
        raise BadInput(
            "nothing-given", "There is nothing to set.", next="Give --name, --host or --colour."
        )
    acted = settings_of_home.set_council(acting, name=name, host=host, colour=colour)
    now = acted.council.home.council
    tell(acted, f"The council is {now.name}, at {now.host}, in {now.colour}.")
