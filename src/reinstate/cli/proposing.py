"""Commands for acts of two people: sign second, list what waits, drop it."""

from typing import Any

import typer
from rich.console import Console

from reinstate.cli import speaking
from reinstate.cli.acted import tell
from reinstate.cli.acts import acts, asks
from reinstate.cli.groups import group
from reinstate.cli.options import EntryId
from reinstate.cli.output import emit, in_words
from reinstate.core.commands.proposals import has_lapsed
from reinstate.core.levels.acts_of_two import told
from reinstate.core.state.council import Council
from reinstate.core.state.words import Proposal
from reinstate.core.terms.limit import Limit
from reinstate.core.terms.moment import minutes
from reinstate.operations import meant, proposals, situation, times
from reinstate.operations.act import Acting


def register(app: typer.Typer) -> None:
    """Add the commands for acts of two people."""
    app.command("sign")(sign)
    waiting = group(app, "proposal", "Acts that wait for a second person.")
    waiting.command("list")(list_proposals)
    waiting.command("drop")(drop)


@acts
def sign(acting: Acting, proposal: EntryId) -> None:
    """Sign second under an act that another person proposed: it happens.

    Example: reinstate sign 731 --as kasia
    """
    tell(proposals.sign(acting, meant.entry_id(proposal)), "Signed by two: it is done.")


@acts
def drop(acting: Acting, proposal: EntryId) -> None:
    """Take one's own proposal back, or refuse another's.

    Example: reinstate proposal drop 731
    """
    tell(proposals.drop(acting, meant.entry_id(proposal)), "The proposal is dropped.")


@asks
def list_proposals() -> None:
    """List what waits for a second person, and until when.

    Example: reinstate proposal list
    """
    council, now = situation.now()
    waiting = [
        one
        for one in sorted(council.proposals.values(), key=lambda one: one.seq)
        if one.is_open and not has_lapsed(council, one, now)
    ]
    rows = [_data(council, one) for one in waiting]
    emit("proposals/1", {"as_of": now, "proposals": rows}, lambda console: _show(console, rows))


def _data(council: Council, proposal: Proposal) -> dict[str, Any]:
    begun = council.time.at(proposal.seq, proposal.at)
    return {
        "id": proposal.id,
        "seq": proposal.seq,
        "by": in_words(proposal.by),
        "act": told(council, proposal.proposed.event),
        "lapses_at": begun + minutes(council.limit(Limit.PROPOSAL)),
        "digest": proposal.proposed.digest,
    }


def _show(console: Console, waiting: list[dict[str, Any]]) -> None:
    if not waiting:
        console.print("Nothing waits for a second person.")
        return
    table = speaking.plain_table("No.", "By", "What", "Until")
    for one in waiting:
        table.add_row(f"#{one['seq']}", one["by"], one["act"], times.told(one["lapses_at"]))
    console.print(table)
    console.print("Another person signs with: reinstate sign NUMBER", highlight=False)
