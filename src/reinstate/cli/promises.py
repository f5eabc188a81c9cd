"""Commands of promises: a range of dates, or when we say more; two people stand for each."""

from datetime import datetime
from typing import Annotated, Any

import typer
from rich.console import Console

from reinstate.cli import speaking
from reinstate.cli.acted import tell
from reinstate.cli.acts import acts, asks
from reinstate.cli.groups import group
from reinstate.cli.options import EntryId, Why
from reinstate.cli.output import emit
from reinstate.core.journal.events.notices import Audience, PromiseMade
from reinstate.core.notices.reading import book, is_overdue
from reinstate.core.state.words import Promise
from reinstate.operations import meant, proposals, situation, telling, times
from reinstate.operations.act import Acting
from reinstate.operations.consequences import born


def register(app: typer.Typer) -> None:
    """Add the commands of promises."""
    promise = group(app, "promise", "Dates told outside, and whether they were kept.")
    promise.command("make")(make)
    promise.command("sign")(sign)
    promise.command("end")(end)
    promise.command("list")(list_promises)


@acts
def make(  # noqa: PLR0913 - each parameter is an option of the command
    acting: Acting,
    *,
    audience: Annotated[Audience, typer.Option(help="Whom it is told to.")] = "residents",
    about: Annotated[
        str, typer.Option(metavar="CELL|SERVICE", help="Without it: about everything.")
    ] = "",
    earliest: Annotated[str, typer.Option("--from", metavar="DATE", help="At the earliest.")] = "",
    latest: Annotated[str, typer.Option("--to", metavar="DATE", help="At the latest.")] = "",
    say_more_by: Annotated[
        str, typer.Option(metavar="DATE", help="No date yet: when we say more.")
    ] = "",
) -> None:
    """Propose a range of dates, or when we say more; another person signs.

    Example: reinstate promise make --about svc-rent --from 2026-12-01 --to 2026-12-10
    """
    council, now = situation.now()
    promise = PromiseMade(
        audience=audience,
        about=meant.cell(council, about) if about else None,
        earliest=times.instant(earliest, now) if earliest else None,
        latest=times.until(latest, now) if latest else None,
        say_more_by=times.until(say_more_by, now) if say_more_by else None,
    )
    acted = telling.propose_promise(acting, promise)
    tell(acted, f"Proposed. Another person completes it: reinstate promise sign {born(acted)}")


@acts
def sign(acting: Acting, proposal: EntryId) -> None:
    """Sign second under a promise: it is told outside.

    Example: reinstate promise sign 815 --as lev
    """
    acted = proposals.sign(acting, meant.entry_id(proposal))
    tell(acted, f"Promised: {born(acted, PromiseMade)}.")


@acts
def end(
    acting: Acting,
    promise: EntryId,
    how: Annotated[telling.HowEnded, typer.Argument(metavar="HOW", help="kept, broken, ...")],
    *,
    why: Why = "",
) -> None:
    """Say how a promise ended: kept, broken, replaced or withdrawn; the book keeps all.

    Example: reinstate promise end 815 kept
    """
    acted = telling.end_promise(acting, meant.entry_id(promise), how, why)
    tell(acted, f"The promise is {how}.")


@asks
def list_promises() -> None:
    """Print the book of promises: open, kept and broken.

    Example: reinstate promise list
    """
    council, now = situation.now()
    rows = [_data(one, now) for one in book(council)]
    emit("promises/1", {"as_of": now, "promises": rows}, lambda console: _show(console, rows))


def _data(promise: Promise, at: datetime) -> dict[str, Any]:
    made = promise.made
    return {
        "id": promise.id,
        "seq": promise.seq,
        "state": promise.state,
        "is_overdue": is_overdue(promise, at),
        "audience": made.audience,
        "about": made.about,
        "earliest": made.earliest,
        "latest": made.latest,
        "say_more_by": made.say_more_by,
        "made_at": promise.at,
        "ended_at": promise.ended_at,
    }


def _show(console: Console, rows: list[dict[str, Any]]) -> None:
    table = speaking.plain_table("No.", "State", "To", "About", "When")
    for row in rows:
        state = "overdue" if row["is_overdue"] else row["state"]
        table.add_row(f"#{row['seq']}", state, row["audience"], row["about"] or "all", _when(row))
    console.print(table)


def _when(row: dict[str, Any]) -> str:
    if row["say_more_by"]:
        return f"we say more by {times.told(row['say_more_by'])}"
    return f"{times.told(row['earliest'])} to {times.told(row['latest'])}"
