"""Commands that start and stop the clocks of an incident."""

from typing import Annotated

import typer

from reinstate.cli.acted import tell
from reinstate.cli.acts import acts
from reinstate.cli.options import Why
from reinstate.core.levels.names import name_of
from reinstate.core.terms.reference import id_of
from reinstate.operations import incidents, meant, moments, situation, times
from reinstate.operations.act import Acting

Earliest = Annotated[str, typer.Option("--earliest", metavar="WHEN", help="Not before.")]
Latest = Annotated[str, typer.Option("--latest", metavar="WHEN", help="Not after.")]
Controller = Annotated[
    str, typer.Argument(metavar="ORGANISATION", help="A data controller on the register.")
]


def register(incident: typer.Typer) -> None:
    """Add the commands about clocks to the group of the incident."""
    incident.command("first-entry")(first_entry)
    incident.command("aware")(aware)
    incident.command("told")(told)
    incident.command("next-update")(next_update)


@acts
def first_entry(acting: Acting, *, earliest: Earliest = "", latest: Latest = "") -> None:
    """Say between when and when the attacker came in: restore points are held against it.

    Example: reinstate incident first-entry --earliest 2026-10-02 --latest 2026-10-09
    """
    _, now = situation.now()
    moment = moments.between(earliest, latest, now)
    tell(incidents.bound_first_entry(acting, moment), "The first entry is bounded.")


@acts
def aware(
    acting: Acting, controller: Controller, *, earliest: Earliest, latest: Latest = ""
) -> None:
    """Say since when a data controller has known of the breach: its 72 hours run (R12).

    Example: reinstate incident aware org-thornmere --earliest "2026-11-20 14:00"
    """
    council, now = situation.now()
    known = meant.row(council, "organisation", controller)
    moment = moments.between(earliest, latest, now)
    acted = incidents.record_awareness(acting, id_of(known), moment)
    tell(acted, f"The clock of {name_of(council, known)} runs.")


@acts
def told(
    acting: Acting,
    controller: Controller,
    *,
    at: Annotated[str, typer.Option("--at", metavar="WHEN", help="When the authority was told.")],
    why: Why = "",
) -> None:
    """Say when the authority was told; a late report carries its reasons.

    Example: reinstate incident told org-thornmere --at -1h
    """
    council, now = situation.now()
    known = meant.row(council, "organisation", controller)
    acted = incidents.tell_authority(acting, id_of(known), moments.moment(at, now), why)
    tell(acted, f"{name_of(council, known)} has told the authority.")


@acts
def next_update(
    acting: Acting,
    due: Annotated[str, typer.Argument(metavar="WHEN", help="'2026-11-20 17:00', or +1d.")],
) -> None:
    """Say by when residents hear from us again.

    Example: reinstate incident next-update +1d
    """
    _, now = situation.now()
    due_at = times.until(due, now)
    acted = incidents.set_next_update(acting, due_at)
    tell(acted, f"The next update is due by {times.told(due_at)}.")
