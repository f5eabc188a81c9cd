"""Commands that state facts about a subject on its way back to the clean zone."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from reinstate.cli import facts_outside, facts_renewed, speaking
from reinstate.cli.acted import tell
from reinstate.cli.acts import acts
from reinstate.cli.options import At, By, ReportFile, Subject, Why
from reinstate.cli.progress import shown
from reinstate.core.journal.events import facts
from reinstate.core.levels.names import name_of
from reinstate.core.terms.system import Route
from reinstate.core.terms.trouble import BadInput
from reinstate.operations import kept, meant, moments, prove, reading, reports, situation
from reinstate.operations.act import Acting
from reinstate.operations.consequences import born

What = Literal["memory", "disk", "logs", "access-logs", "other"]
Contents = Literal["all", "data-only"]


def register(app: typer.Typer) -> None:
    """Add the commands that state facts."""
    app.command("evidence")(evidence)
    app.command("route")(route)
    app.command("restore-point")(restore_point)
    app.command("rebuilt")(rebuilt)
    app.command("restored")(restored)
    app.command("devices-done")(devices_done)
    facts_outside.register(app)
    facts_renewed.register(app)


@acts
def evidence(  # noqa: PLR0913 - each parameter is an option of the command
    acting: Acting,
    subject: Subject,
    *,
    what: Annotated[What | None, typer.Option(help="What was copied.")] = None,
    file: Annotated[
        list[Path] | None, typer.Option(metavar="FILE", help="A file of it; repeat for each.")
    ] = None,
    unobtainable: Annotated[
        bool, typer.Option("--unobtainable", help="The supplier cannot give any; say why.")
    ] = False,
    why: Why = "",
    at: At = "",
) -> None:
    """Keep evidence of a subject before anything is wiped (R16).

    Example: reinstate evidence sys-ledger --what disk --file ledger.img
    """
    council, now = situation.now()
    known = meant.subject(council, subject)
    if unobtainable:
        _say_why(why)
        acted = prove.evidence_unobtainable(acting, known, why)
        tell(acted, f"No evidence of {name_of(council, known)} can be obtained: noted, with why.")
        return
    with shown() as progress:
        digests = kept.keep_all(file or (), progress)
    acted = prove.record(
        acting,
        facts.EvidenceTaken(
            subject=known, what=what or "other", files=digests, at=moments.moment(at, now)
        ),
    )
    tell(acted, f"Evidence of {name_of(council, known)} is kept.", files=list(digests))


def _say_why(why: str) -> None:
    if not why:
        sentence = "Say why the evidence cannot be obtained."
        raise BadInput("no-reason", sentence, next="Add --why TEXT.")


@acts
def route(
    acting: Acting,
    subject: Subject,
    way: Annotated[Route, typer.Argument(metavar="ROUTE", help="keep, restore, rebuild, ...")],
) -> None:
    """Choose by which route a system comes back; it voids checks made before.

    Example: reinstate route sys-ledger restore
    """
    council = reading.council()
    known = meant.subject(council, subject)
    acted = prove.record(acting, facts.RouteChosen(subject=known, route=way))
    tell(acted, f"{name_of(council, known)} comes back by the route {way.value}.")


@acts
def restore_point(  # noqa: PLR0913 - each parameter is an option of the command
    acting: Acting,
    subject: Subject,
    *,
    made: Annotated[str, typer.Option(metavar="WHEN", help="When it was made; A..B if unsure.")],
    file: Annotated[
        Path, typer.Option(metavar="FILE", help="The backup, or its manifest: its digest is taken.")
    ],
    report: ReportFile,
    verified: Annotated[bool, typer.Option("--verified", help="Its integrity was tested.")] = False,
) -> None:
    """Record a backup to restore from: verified (R05) and swept (R03).

    Example: reinstate restore-point sys-ledger --made 2026-10-01 --file ledger.manifest
    --report sweep.json --verified
    """
    council, now = situation.now()
    known = meant.subject(council, subject)
    sweep = reports.read_report(report)
    acted = prove.record(
        acting,
        facts.RestorePointRecorded(
            subject=known,
            point=moments.moment(made, now),
            digest=kept.digest(file),
            report=kept.keep(report),
            is_integrity_verified=verified,
            sweep=sweep.verdict,
            files=sweep.files,
            rules=sweep.rules,
        ),
    )
    tell(acted, f"Restore point {born(acted)} of {name_of(council, known)} is recorded.")


@acts
def rebuilt(
    acting: Acting,
    subject: Subject,
    *,
    by: By,
    new: Annotated[
        bool, typer.Option("--new", help="It is a new one, not the old one wiped.")
    ] = False,
    at: At = "",
) -> None:
    """Say that the target was wiped and rebuilt, or is new (R06).

    Example: reinstate rebuilt sys-ledger --by fola
    """
    council, now = situation.now()
    known = meant.subject(council, subject)
    fact = facts.Rebuilt(
        subject=known,
        done_by=speaking.people_ids(by),
        method="new" if new else "wiped",
        at=moments.moment(at, now),
    )
    tell(prove.record(acting, fact), f"{name_of(council, known)} is rebuilt.")


@acts
def restored(  # noqa: PLR0913 - each parameter is an option of the command
    acting: Acting,
    subject: Subject,
    *,
    point: Annotated[str, typer.Option(metavar="ID", help="The restore point it came from.")],
    by: By,
    contents: Annotated[Contents, typer.Option(help="What was taken from it.")] = "data-only",
    at: At = "",
) -> None:
    """Say that contents came back from a restore point; data only when it is suspect (R04).

    Example: reinstate restored sys-ledger --point 512 --by fola --contents data-only
    """
    council, now = situation.now()
    known = meant.subject(council, subject)
    fact = facts.Restored(
        subject=known,
        point=meant.entry_id(point),
        done_by=speaking.people_ids(by),
        contents=contents,
        at=moments.moment(at, now),
    )
    tell(prove.record(acting, fact), f"{name_of(council, known)} is restored ({contents}).")


@acts
def devices_done(
    acting: Acting,
    subject: Subject,
    *,
    by: By,
    rebuilt: Annotated[int, typer.Option(metavar="N", help="How many are rebuilt so far.")] = 0,
    examined: Annotated[int, typer.Option(metavar="N", help="How many are clean so far.")] = 0,
) -> None:
    """Count devices of a group that are rebuilt so far, or examined and found clean.

    Example: reinstate devices-done devices-mobiles --rebuilt 40 --examined 12 --by fola
    """
    council = reading.council()
    known = meant.subject(council, subject)
    fact = facts.DevicesDone(
        subject=known, rebuilt=rebuilt, examined=examined, done_by=speaking.people_ids(by)
    )
    sentence = f"{rebuilt + examined} devices of {name_of(council, known)} are done."
    tell(prove.record(acting, fact), sentence)
