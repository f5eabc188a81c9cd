"""Commands of an incident: declare, phases, clocks, what leaders read, and its end."""

from pathlib import Path
from typing import Annotated

import typer

from reinstate.cli import incident_clocks, incident_shown
from reinstate.cli.acted import tell
from reinstate.cli.acts import acts
from reinstate.cli.groups import group
from reinstate.cli.options import At, Why
from reinstate.core.journal.events.incident import Phase
from reinstate.operations import incidents, kept, moments, situation
from reinstate.operations.act import Acting

ABOUT = "The incident: declared, its phases and clocks, and its end."
What = Annotated[str, typer.Argument(metavar="TEXT", help="What, in your words.")]


def register(app: typer.Typer) -> None:
    """Add the commands of an incident."""
    incident = group(app, "incident", ABOUT)
    incident.command("declare")(declare)
    incident.command("phase")(phase)
    incident.command("condition")(condition)
    incident.command("milestone")(milestone)
    incident.command("decision")(decision)
    incident.command("root-cause")(root_cause)
    incident.command("close")(close)
    incident_clocks.register(incident)
    incident_shown.register(incident)


@acts
def declare(
    acting: Acting,
    *,
    why: Why,
    noticed: Annotated[str, typer.Option(metavar="WHEN", help="When it was noticed; A..B.")] = "",
) -> None:
    """Say that the council is under attack: every connection is doubted from here on.

    Example: reinstate incident declare --why "files encrypted on three servers" --noticed -2h
    """
    _, now = situation.now()
    acted = incidents.declare(acting, why, moments.moment(noticed, now))
    tell(acted, "Declared. Isolate first: reinstate isolate --all")


@acts
def phase(
    acting: Acting,
    to: Annotated[Phase, typer.Argument(metavar="PHASE", help="The next, or an earlier one.")],
    *,
    why: Why = "",
) -> None:
    """Enter the next phase once its exit conditions hold; going back takes a reason.

    Example: reinstate incident phase investigate
    """
    tell(incidents.enter_phase(acting, to, why), f"The phase is {to.value}.")


@acts
def condition(
    acting: Acting,
    code: Annotated[str, typer.Argument(metavar="CODE", help="As `incident show` names it.")],
    *,
    why: Why,
) -> None:
    """Say that a written exit condition, which only a person can judge, is met.

    Example: reinstate incident condition entry-point-known --why "the mail gateway"
    """
    tell(incidents.meet_condition(acting, code, why), f"The condition {code} is met.")


@acts
def milestone(acting: Acting, what: What, *, at: At = "") -> None:
    """Write down something worth telling leaders.

    Example: reinstate incident milestone "payroll ran in full" --at -3h
    """
    _, now = situation.now()
    acted = incidents.record_milestone(acting, what, moments.moment(at, now))
    tell(acted, "The milestone is written down.")


@acts
def decision(
    acting: Acting,
    title: Annotated[str, typer.Argument(metavar="TITLE", help="What was decided about.")],
    *,
    option: Annotated[
        list[str], typer.Option(metavar="TEXT", help="What could be done; repeat, two at least.")
    ],
    choice: Annotated[int, typer.Option(metavar="N", help="Which is done: 1 is the first.")],
    why: Why,
) -> None:
    """Record a decision: what could have been done, what is done, and why.

    Example: reinstate incident decision "Bills" --option "send" --option "hold" --choice 2
    --why "addresses are not checked"
    """
    acted = incidents.take_decision(acting, title, tuple(option), choice - 1, why)
    tell(acted, "The decision is written down.")


@acts
def root_cause(acting: Acting, what: What) -> None:
    """Say how the attacker's way in was closed, or blocked (R10).

    Example: reinstate incident root-cause "gateway replaced, accounts closed"
    """
    tell(incidents.remediate_root_cause(acting, what), "The way in is closed.")


@acts
def close(
    acting: Acting,
    *,
    report: Annotated[Path, typer.Option(metavar="FILE", help="The report; a copy is kept.")],
) -> None:
    """End the incident on its written criteria, with the report (R11).

    Example: reinstate incident close --report report.pdf
    """
    tell(incidents.close(acting, kept.keep(report)), "The incident is closed.")
