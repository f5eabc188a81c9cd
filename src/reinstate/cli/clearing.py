"""The command that clears: shows the exact text, what drops out and why, and signs it."""

import sys
from datetime import datetime
from typing import Annotated, Any

import typer
from rich.console import Console

from reinstate.cli import speaking
from reinstate.cli.acted import tell
from reinstate.cli.acts import acts
from reinstate.cli.options import Subjects, Yes
from reinstate.cli.output import in_words, output, say
from reinstate.cli.trouble import REFUSED
from reinstate.core.gates.look import look_at
from reinstate.core.gates.rows_clearances import two_clearances
from reinstate.core.journal.events.decisions import DecisionText
from reinstate.core.levels.names import name_of
from reinstate.core.state.council import Council
from reinstate.core.state.step import fact_of
from reinstate.core.terms.reference import Ref
from reinstate.operations import clearing, meant, reading, texts, times
from reinstate.operations.act import Acting


def register(app: typer.Typer) -> None:
    """Add the command that clears."""
    app.command("clear")(clear)


@acts
def clear(
    acting: Acting,
    subjects: Subjects,
    *,
    digest: Annotated[
        str, typer.Option(metavar="SHA256", help="Sign only the text with this digest.")
    ] = "",
    yes: Yes = False,
) -> None:
    """Say yes to the decision text of a subject, or of a list of like subjects (R02).

    Example: reinstate clear sys-ledger --as ben
    """
    council = reading.council()
    known = meant.subjects(council, subjects)
    clearing.permit(acting, known)
    read = clearing.read(acting.person, known)
    _show(output.errors if output.is_json else output.console, council, read)
    if read.texts and not yes and sys.stdin.isatty() and not typer.confirm("Sign this?", err=True):
        say("Nothing was signed.")
        raise typer.Exit(REFUSED)
    acted = clearing.sign(acting, known, digest or read.digest)
    signed = tuple(text.text.subject for text in read.texts)
    tell(acted, f"Cleared: {speaking.named(council, signed)}.", **_data(read))
    for subject in signed:
        start = f"{name_of(council, subject)}: " if len(signed) > 1 else ""
        say(start + _counts(acted.council, subject, acted.at))


def _counts(council: Council, subject: Ref, at: datetime) -> str:
    """Return whether the clearances of a subject count now, and else what is missing."""
    row = two_clearances(look_at(council, subject, at))
    if row.blockers:
        return f"It does not count yet: {row.blockers[0].sentence}"
    is_glass = any(fact not in council.clearances for fact in row.facts)
    return "It counts with the broken glass." if is_glass else "Two clearances stand."


def _data(read: clearing.Read) -> dict[str, Any]:
    return {
        "digest": read.digest,
        "texts": [{"digest": one.digest, "text": one.text} for one in read.texts],
        "dropped": [
            {
                "subject": one.subject,
                "blockers": [
                    {
                        "gate": b.gate,
                        "code": b.code,
                        "sentence": in_words(b.sentence),
                        "need": b.need,
                    }
                    for b in one.blockers
                ],
            }
            for one in read.dropped
        ],
    }


def _show(console: Console, council: Council, read: clearing.Read) -> None:
    for one in read.texts:
        _line(console, f"You say yes to this: {name_of(council, one.text.subject)}")
        for line in _lines(council, one.text):
            _line(console, f"  {line}")
        _line(console, f"  digest {one.digest}")
    if len(read.texts) > 1:
        _line(console, f"The list as one: digest {read.digest}")
    for dropped in read.dropped if read.texts else ():
        _line(console, f"Drops out: {name_of(council, dropped.subject)}")
        for blocker in dropped.blockers:
            _line(console, f"  - {in_words(blocker.sentence)}")


def _lines(council: Council, text: DecisionText) -> list[str]:
    lines = [
        f"from {text.from_.value} to {text.to.value}, round {text.round}",
        f"counts until {times.told(text.expires_at)}",
        f"on {len(text.facts)} facts: {_numbers(council, text)}",
    ]
    lines += [f"needs {name_of(council, need.ref)}: {need.zone.value}" for need in text.needs]
    return lines + [f"with the accepted GAP: {texts.text(gap)}" for gap in text.gaps]


def _numbers(council: Council, text: DecisionText) -> str:
    found = [(fact_of(council, (text.subject,), id_), id_) for id_ in text.facts]
    numbers = sorted(entry.seq for entry, _ in found if entry)
    others = sorted(id_ for entry, id_ in found if not entry)
    return ", ".join([*(f"#{seq}" for seq in numbers), *others])


def _line(console: Console, line: str) -> None:
    console.print(line, highlight=False, markup=False)
