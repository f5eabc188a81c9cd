"""Commands of findings: raise, confirm, dismiss, remediate, list; and new detection rules."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from reinstate.cli import speaking
from reinstate.cli.acted import tell
from reinstate.cli.acts import acts, asks
from reinstate.cli.groups import group
from reinstate.cli.options import EntryId, OneFile, Subjects, Why
from reinstate.cli.output import emit
from reinstate.core.journal.events.facts import FindingRaised
from reinstate.core.levels.names import name_of
from reinstate.core.state.council import Council
from reinstate.core.state.subject import Finding
from reinstate.operations import examining, kept, meant, reading, texts
from reinstate.operations.act import Acting
from reinstate.operations.consequences import born

MaybeFile = Annotated[
    Path | None, typer.Option("--file", metavar="FILE", help="The file that shows it.")
]


def register(app: typer.Typer) -> None:
    """Add the commands of findings."""
    finding = group(app, "finding", "What was found; it holds the gate of its subjects.")
    finding.command("add")(add)
    finding.command("confirm")(confirm)
    finding.command("dismiss")(dismiss)
    finding.command("remediated")(remediated)
    finding.command("list")(list_findings)
    group(app, "detection", "New rules and indicators.").command("changed")(changed)


@acts
def add(acting: Acting, subjects: Subjects, *, why: Why, file: MaybeFile = None) -> None:
    """Say that something was found: clearances lapse, what is connected has to answer.

    Example: reinstate finding add sys-ledger --why "web shell in the upload folder"
    """
    council = reading.council()
    known = meant.subjects(council, subjects)
    digest = kept.keep(file) if file else ""
    acted = examining.raise_finding(acting, known, why, digest)
    tell(acted, f"Finding {born(acted, FindingRaised)} on {speaking.named(council, known)}.")


@acts
def confirm(acting: Acting, finding: EntryId) -> None:
    """Say that a finding is real.

    Example: reinstate finding confirm 412
    """
    known = meant.entry_id(finding)
    tell(examining.confirm_finding(acting, known), f"Finding {known} is confirmed.")


@acts
def dismiss(acting: Acting, finding: EntryId, *, why: Why) -> None:
    """Propose that a finding is none; a second person signs, and nothing revives by it.

    Example: reinstate finding dismiss 412 --why "our own backup agent"
    """
    acted = examining.propose_dismissal(acting, meant.entry_id(finding), why)
    tell(acted, f"Proposed. Another person completes it: reinstate sign {born(acted)}")


@acts
def remediated(
    acting: Acting,
    finding: EntryId,
    *,
    check: Annotated[
        list[str],
        typer.Option(metavar="CHECK", help="A later check without findings: a name or an entry."),
    ],
) -> None:
    """Say that a finding is put right, as later checks with full coverage show.

    Example: reinstate finding remediated 412 --check accounts
    """
    known = meant.entry_id(finding)
    council = reading.council()
    checks = tuple(dict.fromkeys(id_ for one in check for id_ in meant.checks(council, known, one)))
    tell(examining.remediate_finding(acting, known, checks), f"Finding {known} is put right.")


@acts
def changed(
    acting: Acting,
    subject: Annotated[list[str] | None, typer.Argument(metavar="SUBJECT...")] = None,
    *,
    file: OneFile,
    count: Annotated[int, typer.Option(metavar="N", help="How many rules are new.")],
) -> None:
    """Say that new rules or indicators touch these subjects; all, when none is named.

    Example: reinstate detection changed sys-ledger --file rules.yar --count 3
    """
    known = meant.subjects(reading.council(), subject or ())
    acted = examining.change_detection(acting, kept.keep(file), count, known)
    tell(acted, f"{count} new rules or indicators: checks made before count no more.")


@asks
def list_findings(
    *,
    everything: Annotated[bool, typer.Option("--all", help="Closed ones as well.")] = False,
) -> None:
    """List findings that hold a gate.

    Example: reinstate finding list
    """
    council = reading.council()
    found = sorted(council.findings.values(), key=lambda finding: finding.seq)
    rows = [_data(council, one) for one in found if one.holds or everything]
    emit("findings/1", {"findings": rows}, lambda console: _show(console, council, rows))


def _data(council: Council, finding: Finding) -> dict[str, Any]:
    entry = council.facts.get(finding.seq)
    note = entry.event.note if entry and isinstance(entry.event, FindingRaised) else None
    return {
        "id": finding.id,
        "seq": finding.seq,
        "state": finding.state.value,
        "subjects": list(finding.subjects),
        "why": texts.text(note),
    }


def _show(console: Console, council: Council, rows: list[dict[str, Any]]) -> None:
    if not rows:
        console.print("No finding holds a gate.")
        return
    table = speaking.plain_table("No.", "State", "Subjects", "What was found")
    for row in rows:
        names = ", ".join(name_of(council, one) for one in row["subjects"])
        table.add_row(f"#{row['seq']}", row["state"], names, row["why"])
    console.print(table)
