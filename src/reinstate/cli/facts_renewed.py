"""Commands for what is renewed before a subject meets users: secrets, patches, monitoring."""

from typing import Annotated

import typer

from reinstate.cli import speaking
from reinstate.cli.acted import tell
from reinstate.cli.acts import acts
from reinstate.cli.options import At, By, OneFile, Subject
from reinstate.core.journal.events import facts
from reinstate.core.levels.names import name_of
from reinstate.operations import kept, meant, moments, prove, reading, situation
from reinstate.operations.act import Acting


def register(app: typer.Typer) -> None:
    """Add the commands for what is renewed."""
    app.command("credentials")(credentials)
    app.command("patched")(patched)
    app.command("configuration")(configuration)
    app.command("monitored")(monitored)


@acts
def credentials(
    acting: Acting,
    subject: Subject,
    *,
    by: By,
    recovery_accounts_checked: Annotated[
        bool,
        typer.Option("--recovery-accounts-checked", help="Recovery accounts were seen to work."),
    ] = False,
    at: At = "",
) -> None:
    """Say that administrator and service credentials were reset (R07).

    Example: reinstate credentials sys-ledger --by fola --recovery-accounts-checked
    """
    council, now = situation.now()
    known = meant.subject(council, subject)
    fact = facts.CredentialsReset(
        subject=known,
        done_by=speaking.people_ids(by),
        are_recovery_accounts_checked=recovery_accounts_checked,
        at=moments.moment(at, now),
    )
    tell(prove.record(acting, fact), f"Credentials of {name_of(council, known)} are reset.")


@acts
def patched(
    acting: Acting,
    subject: Subject,
    *,
    level: Annotated[str, typer.Option(metavar="TEXT", help="To what level: a version, a date.")],
    by: By,
    at: At = "",
) -> None:
    """Say that a subject was updated, and to what level.

    Example: reinstate patched sys-ledger --level 2026-11 --by fola
    """
    council, now = situation.now()
    known = meant.subject(council, subject)
    done_by = speaking.people_ids(by)
    acted = prove.patched(acting, known, level, done_by, moments.moment(at, now))
    tell(acted, f"{name_of(council, known)} is patched to {level}.")


@acts
def configuration(acting: Acting, subject: Subject, *, file: OneFile, at: At = "") -> None:
    """Record the configuration as it stands; it voids checks made before.

    Example: reinstate configuration sys-firewalls --file running.conf
    """
    council, now = situation.now()
    known = meant.subject(council, subject)
    fact = facts.ConfigurationRecorded(
        subject=known, digest=kept.keep(file), at=moments.moment(at, now)
    )
    tell(prove.record(acting, fact), f"The configuration of {name_of(council, known)} is kept.")


@acts
def monitored(
    acting: Acting,
    subject: Subject,
    *,
    local: Annotated[
        bool, typer.Option("--local", help="Logs stay local for now: foundation systems only.")
    ] = False,
) -> None:
    """Say that the logs of a subject arrive where somebody watches (R08).

    Example: reinstate monitored sys-core-network --local
    """
    council = reading.council()
    known = meant.subject(council, subject)
    fact = facts.MonitoringAttached(subject=known, where="local" if local else "central")
    tell(prove.record(acting, fact), f"{name_of(council, known)} is monitored.")
