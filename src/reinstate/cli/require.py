"""Requiring more checks of some systems before they come back."""

from typing import Annotated

import typer

from reinstate.cli.acted import tell
from reinstate.cli.acts import acts
from reinstate.cli.groups import group
from reinstate.core.journal.events.home import CheckRule
from reinstate.core.terms.system import Hosting, Route
from reinstate.operations import settings_of_home
from reinstate.operations.act import Acting


def register(app: typer.Typer) -> None:
    """Add the command to the group of checks."""
    group(app, "check", "Examine systems; alone: examine this home.").command("require")(require)


@acts
def require(
    acting: Acting,
    checks: Annotated[list[str], typer.Argument(metavar="CHECK", help="As in event-logs.")],
    *,
    kind: Annotated[
        list[str] | None, typer.Option(metavar="KIND", help="Only systems of this kind.")
    ] = None,
    hosting: Annotated[list[Hosting] | None, typer.Option(help="Only systems so hosted.")] = None,
    route: Annotated[list[Route] | None, typer.Option(help="Only on this way back.")] = None,
) -> None:
    """Ask for more checks of some systems; clearances without them lapse.

    Example: reinstate check require firmware-digest --kind server
    """
    rule = CheckRule(
        kinds=tuple(kind or ()),
        hosting=tuple(hosting or ()),
        routes=tuple(route or ()),
        checks=tuple(checks),
    )
    acted = settings_of_home.require(acting, rule)
    which = " and ".join(filter(None, (", ".join(rule.kinds), ", ".join(rule.hosting))))
    tell(acted, f"Required from now on: {', '.join(checks)}, of {which or 'every system'}.")
