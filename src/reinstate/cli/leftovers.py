"""Commands of what an incident leaves behind: workarounds by hand, and backlogs."""

from typing import Annotated, Any

import typer
from rich.console import Console

from reinstate.cli import speaking
from reinstate.cli.acted import tell
from reinstate.cli.acts import acts, asks
from reinstate.cli.groups import group
from reinstate.cli.options import CellOrService, EntryId
from reinstate.cli.output import emit
from reinstate.core.journal.events.service import WorkaroundStarted
from reinstate.core.journal.rows import BacklogRow
from reinstate.core.levels.names import name_of
from reinstate.core.state.council import Council
from reinstate.core.terms.reference import id_of
from reinstate.operations import meant, reading, serving, times
from reinstate.operations.act import Acting
from reinstate.operations.consequences import born

Backlog = Annotated[str, typer.Argument(metavar="BACKLOG", help="Its id on the register.")]


def register(app: typer.Typer) -> None:
    """Add the commands of workarounds and backlogs."""
    workaround = group(app, "workaround", "Serving by hand, and the records that it makes.")
    workaround.command("start")(start)
    workaround.command("end")(end)
    workaround.command("reconcile")(reconcile)
    backlog = group(app, "backlog", "Work that waits.")
    backlog.command("count")(count)
    backlog.command("list")(list_backlogs)


@acts
def start(
    acting: Acting,
    cell: CellOrService,
    how: Annotated[str, typer.Argument(metavar="HOW", help="How it is served meanwhile.")],
    *,
    no_records: Annotated[
        bool, typer.Option("--no-records", help="Nothing is written down meanwhile.")
    ] = False,
) -> None:
    """Serve a service or cell by hand.

    Example: reinstate workaround start svc-home-care "printed rota, providers phoned"
    """
    council = reading.council()
    known = meant.cell(council, cell)
    acted = serving.start_workaround(acting, known, how, makes_records=not no_records)
    tell(acted, f"{name_of(council, known)} is served by hand: {born(acted, WorkaroundStarted)}.")


@acts
def end(acting: Acting, workaround: EntryId) -> None:
    """Stop serving by hand in this way.

    Example: reinstate workaround end 640
    """
    tell(serving.end_workaround(acting, meant.entry_id(workaround)), "The workaround has ended.")


@acts
def reconcile(
    acting: Acting,
    workaround: EntryId,
    *,
    records: Annotated[int, typer.Option(metavar="COUNT", help="How many were made by hand.")],
) -> None:
    """Say that every record made by hand is in the system, or accounted for.

    Example: reinstate workaround reconcile 640 --records 218
    """
    acted = serving.reconcile_workaround(acting, meant.entry_id(workaround), records)
    tell(acted, f"{records} records made by hand are reconciled.")


@acts
def count(
    acting: Acting,
    backlog: Backlog,
    waiting: Annotated[int, typer.Argument(metavar="COUNT", help="How many wait.")],
) -> None:
    """Say how much work of one kind waits.

    Example: reinstate backlog count backlog-care-referrals 212
    """
    known = meant.row(reading.council(), "backlog", backlog)
    acted = serving.count_backlog(acting, id_of(known), waiting)
    tell(acted, f"{name_of(acted.council, known)}: {waiting}.")


@asks
def list_backlogs() -> None:
    """List each backlog, its last count, and its usual size.

    Example: reinstate backlog list
    """
    rows = _rows(reading.council())
    emit("backlogs/1", {"backlogs": rows}, lambda console: _show(console, rows))


def _rows(council: Council) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for _, row in sorted(council.register.rows.items()):
        if isinstance(row, BacklogRow):
            last = council.backlogs.get(row.id)
            found.append(
                {
                    "id": row.id,
                    "name": row.name,
                    "cell": row.cell,
                    "unit": row.unit,
                    "baseline": row.baseline,
                    "count": last.count if last else None,
                    "counted_at": last.at if last else None,
                }
            )
    return found


def _show(console: Console, rows: list[dict[str, Any]]) -> None:
    table = speaking.plain_table("Backlog", "Waiting", "Usual", "Counted")
    for row in rows:
        is_counted = row["count"] is not None
        waiting = f"{row['count']} {row['unit']}" if is_counted else "not counted"
        counted = times.told(row["counted_at"]) if is_counted else ""
        table.add_row(row["id"], waiting, str(row["baseline"]), counted)
    console.print(table)
