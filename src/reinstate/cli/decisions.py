"""Commands that decide: accept, clear, clean, reconnect, break-glass, and second signatures."""

from typing import Annotated

import typer

from reinstate.cli import clearing, proposing
from reinstate.cli.acted import tell
from reinstate.cli.acts import acts
from reinstate.cli.options import Subject, Until, Why
from reinstate.core.levels.names import name_of
from reinstate.core.terms.reference import id_of
from reinstate.core.terms.trouble import BadInput
from reinstate.operations import accepting, meant, prove, reading, returning, situation, times
from reinstate.operations.act import Acting
from reinstate.operations.consequences import born


def register(app: typer.Typer) -> None:
    """Add the commands that decide."""
    app.command("accept")(accept)
    clearing.register(app)
    app.command("clean")(clean)
    app.command("reconnect")(reconnect)
    app.command("break-glass")(break_glass)
    proposing.register(app)


@acts
def accept(  # noqa: PLR0913 - each parameter is an option of the command
    acting: Acting,
    subject: Subject,
    *,
    note: Annotated[str, typer.Option(metavar="TEXT", help="What was tried, and how.")] = "",
    unsupported: Annotated[
        bool, typer.Option("--unsupported", help="Past its support, --until a date; --why.")
    ] = False,
    gaps: Annotated[
        str, typer.Option(metavar="CHECK", help="Each gap of this check; --why, --instead.")
    ] = "",
    without: Annotated[
        str, typer.Option(metavar="REF", help="Without this need; --scope, --until, --loss.")
    ] = "",
    until: Until = "",
    why: Why = "",
    instead: Annotated[str, typer.Option(metavar="TEXT", help="What is done instead.")] = "",
    scope: Annotated[str, typer.Option(metavar="TEXT", help="For whom or what.")] = "",
    loss: Annotated[str, typer.Option(metavar="TEXT", help="What users lose.")] = "",
) -> None:
    """Accept a subject back; or its old support, gaps in a check, or a missing need.

    Example: reinstate accept sys-ledger --note "month end tried"; reinstate
    accept sys-ledger --without sys-print --scope all --until +30d --loss "no letters"
    """
    council, now = situation.now()
    known = meant.subject(council, subject)
    name = name_of(council, known)
    if [unsupported, bool(gaps), bool(without)].count(True) > 1:
        raise BadInput("one-at-a-time", "Accept one thing at a time.", next="Repeat the command.")
    if unsupported:
        _wanted({"--until": until, "--why": why})
        acted = accepting.accept_unsupported(acting, known, times.until(until, now), why)
        tell(acted, f"{name} is accepted past its support until {until}.")
    elif gaps:
        _wanted({"--why": why, "--instead": instead})
        acted = accepting.propose_gaps(acting, known, meant.entry_id(gaps), why, instead)
        tell(acted, f"Proposed. The other role completes it: reinstate sign {born(acted)}")
    elif without:
        _wanted({"--scope": scope, "--until": until, "--loss": loss})
        need = meant.need(council, without)
        degraded = accepting.Degraded(need, scope, times.until(until, now), loss)
        acted = accepting.accept_degraded(acting, known, degraded)
        tell(acted, f"{name} may run without {name_of(council, need)} until {until}.")
    else:
        tell(prove.accept(acting, known, note), f"{name} is accepted.")


def _wanted(options: dict[str, str]) -> None:
    missing = [name for name, given in options.items() if not given]
    if missing:
        what = ", ".join(missing)
        raise BadInput("option-missing", f"This needs {what} as well.", next="Add what is missing.")


@acts
def clean(acting: Acting, subject: Subject) -> None:
    """Move an isolated subject to the clean zone: no users, no internet.

    Example: reinstate clean sys-ledger
    """
    council = reading.council()
    known = meant.subject(council, subject)
    tell(returning.clean(acting, known), f"{name_of(council, known)} is in the clean zone.")


@acts
def reconnect(acting: Acting, subject: Subject) -> None:
    """Put a subject back on the network, once nothing stands in the way.

    Example: reinstate reconnect sys-ledger
    """
    council = reading.council()
    known = meant.subject(council, subject)
    acted = returning.reconnect(acting, known)
    tell(acted, f"{name_of(council, known)} is connected, and on watch.")


@acts
def break_glass(
    acting: Acting,
    subject: Subject,
    *,
    service: Annotated[str, typer.Option(metavar="SERVICE", help="The threat-to-life service.")],
    why: Why,
) -> None:
    """Stand in, as duty director, for the second signature: lives are at stake.

    Example: reinstate break-glass sys-adults --service svc-home-care --why "no rotas for 2,300"
    """
    council = reading.council()
    known = meant.subject(council, subject)
    named = id_of(meant.row(council, "service", service))
    acted = returning.break_glass(acting, known, named, why)
    tell(acted, f"The glass is broken for {name_of(council, known)}: a second signature is due.")
