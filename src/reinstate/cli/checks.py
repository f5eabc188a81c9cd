"""Commands of examination: record a check, list what is required, findings, new detection."""

from datetime import datetime
from typing import Annotated, Any

import typer
from rich.console import Console

from reinstate.cli import findings, speaking
from reinstate.cli.acted import tell
from reinstate.cli.acts import acts, asks
from reinstate.cli.groups import group
from reinstate.cli.options import At, ReportFile, Subject
from reinstate.cli.output import emit
from reinstate.core.checks.required import required_checks
from reinstate.core.gates.look import look_at
from reinstate.core.journal.events.facts import CheckRecorded
from reinstate.core.levels.names import name_of
from reinstate.core.state.council import Council
from reinstate.core.terms.reference import Ref
from reinstate.core.terms.system import VERDICT_WORDS, Route, Verdict
from reinstate.core.zones.subjects import all_subjects
from reinstate.operations import examining, kept, meant, moments, reports, situation, times
from reinstate.operations.act import Acting
from reinstate.operations.consequences import born
from reinstate.operations.texts import text


def register(app: typer.Typer) -> None:
    """Add the commands of examination."""
    check = group(app, "check", "Examine systems; alone: examine this home.")
    check.command("record")(record)
    check.command("list")(list_checks)
    findings.register(app)


@acts
def record(  # noqa: PLR0913 - each parameter is an option of the command
    acting: Acting,
    subject: Subject,
    name: Annotated[str, typer.Argument(metavar="CHECK", help="event-logs, files, accounts, ...")],
    *,
    report: ReportFile,
    verdict: Annotated[Verdict | None, typer.Option(help="When the report is not ours.")] = None,
    files: Annotated[int, typer.Option(metavar="N", help="With --verdict: looked at.")] = 0,
    rules: Annotated[int, typer.Option(metavar="N", help="With --verdict: applied.")] = 0,
    gap: Annotated[
        list[str] | None, typer.Option(metavar="TEXT", help="What was not read.")
    ] = None,
    at: At = "",
) -> None:
    """Record an examination from its report: a JSON file, or any file with --verdict.

    Example: reinstate check record sys-ledger files --report sweep.json
    """
    council, now = situation.now()
    known = meant.subject(council, subject)
    if verdict is None:
        said = reports.read_report(report)
    else:
        said = reports.Report(verdict, files, rules, tuple(gap or ()))
    made = moments.moment(at, now) if at else said.moment
    fact = CheckRecorded(
        subject=known,
        check=name,
        verdict=said.verdict,
        files=said.files,
        rules=said.rules,
        digest=kept.keep(report),
        at=made,
    )
    words = VERDICT_WORDS[said.verdict]
    acted = examining.record_check(acting, fact, said.gaps)
    tell(acted, f"Check {name} of {name_of(council, known)}: {words}.", check=born(acted))


@asks
def list_checks(
    subject: Annotated[list[str] | None, typer.Argument(metavar="SUBJECT...")] = None,
) -> None:
    """List the checks that subjects must pass, and what each says now.

    Example: reinstate check list sys-ledger
    """
    council, now = situation.now()
    subjects = meant.subjects(council, subject) if subject else all_subjects(council)
    rows = [row for one in subjects for row in _rows(council, one, now)]
    emit("checks/1", {"as_of": now, "checks": rows}, lambda console: _show(console, rows))


def _rows(council: Council, subject: Ref, at: datetime) -> list[dict[str, Any]]:
    look = look_at(council, subject, at)
    if look.row is None:
        return []
    last = {
        entry.event.check: entry
        for entry in look.of(CheckRecorded)
        if isinstance(entry.event, CheckRecorded)
    }
    names = required_checks(council, look.row, look.route or Route.KEEP)
    found: list[dict[str, Any]] = []
    for name in dict.fromkeys((*names, *last)):
        entry = last.get(name)
        row: dict[str, Any] = {
            "subject": subject,
            "check": name,
            "is_required": name in names,
            "verdict": None,
        }
        if entry is not None and isinstance(entry.event, CheckRecorded):
            row |= {
                "id": entry.id,
                "seq": entry.seq,
                "verdict": entry.event.verdict.value,
                "files": entry.event.files,
                "rules": entry.event.rules,
                "gaps": [text(gap) for gap in entry.event.gaps],
                "recorded_at": entry.recorded_at,
            }
        found.append(row)
    return found


def _show(console: Console, rows: list[dict[str, Any]]) -> None:
    table = speaking.plain_table("Subject", "Check", "Says", "Entry")
    table.columns[0].no_wrap = True
    for row in rows:
        says = VERDICT_WORDS[Verdict(row["verdict"])] if row["verdict"] else "not made"
        entry = f"#{row['seq']} {times.told(row['recorded_at'])}" if row["verdict"] else ""
        table.add_row(row["subject"], row["check"], says, entry)
    console.print(table)
