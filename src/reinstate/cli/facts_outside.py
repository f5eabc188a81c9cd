"""Commands for what suppliers say and do: attestations, and tokens that were revoked."""

from typing import Annotated

import typer

from reinstate.cli import speaking
from reinstate.cli.acted import tell
from reinstate.cli.acts import acts
from reinstate.cli.options import At, By, OneFile, Subject
from reinstate.core.journal.events import facts
from reinstate.core.levels.names import name_of
from reinstate.operations import kept, meant, moments, prove, situation, times
from reinstate.operations.act import Acting


def register(app: typer.Typer) -> None:
    """Add the commands about suppliers."""
    app.command("attestation")(attestation)
    app.command("tokens-revoked")(tokens_revoked)


@acts
def attestation(
    acting: Acting,
    subject: Subject,
    *,
    author: Annotated[str, typer.Option(metavar="TEXT", help="Who says so, and in what role.")],
    file: OneFile,
    expires: Annotated[str, typer.Option(metavar="DATE", help="Until when it holds.")],
) -> None:
    """Take what the supplier, or the other side of a link, says in writing.

    Example: reinstate attestation sys-payroll --author "Kay Ito, CISO" --file letter.pdf
    --expires +60d
    """
    council, now = situation.now()
    known = meant.subject(council, subject)
    acted = prove.attested(
        acting, known, author, kept.keep(file), expires_at=times.until(expires, now)
    )
    tell(acted, f"The attestation for {name_of(council, known)} is recorded.")


@acts
def tokens_revoked(acting: Acting, subject: Subject, *, by: By, at: At = "") -> None:
    """Say that sessions, keys and integrations were revoked.

    Example: reinstate tokens-revoked sys-payroll --by fola
    """
    council, now = situation.now()
    known = meant.subject(council, subject)
    fact = facts.TokensRevoked(
        subject=known, done_by=speaking.people_ids(by), at=moments.moment(at, now)
    )
    tell(prove.record(acting, fact), f"Tokens of {name_of(council, known)} are revoked.")
