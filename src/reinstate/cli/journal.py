"""The journal: what happened, and the proof that it was not changed."""

from pathlib import Path
from typing import Annotated, Any, Final

import typer
from rich.console import Console
from rich.text import Text

from reinstate.cli.acted import tell
from reinstate.cli.acts import acts, asks
from reinstate.cli.erasing import erase_all
from reinstate.cli.export import KeyPassphrase, journal_export, key_passphrase
from reinstate.cli.groups import group
from reinstate.cli.options import AsOf, Yes
from reinstate.cli.output import emit, say
from reinstate.cli.proving import prove, refuse_nowhere
from reinstate.cli.speaking import plain_table
from reinstate.cli.verdict import tell_verified
from reinstate.cli.who import PassphraseFile, passphrase_of
from reinstate.core.terms.trouble import BadInput
from reinstate.operations import (
    chronicle,
    clock,
    correcting,
    kept_texts,
    keys,
    reading,
    verifying,
)
from reinstate.operations.act import Acting
from reinstate.operations.files_out import write_text
from reinstate.operations.kept_texts import Named
from reinstate.operations.moments import moment
from reinstate.operations.times import instant, told

SCHEMA: Final = "entries/1"
ABOUT: Final = "What happened, and the proof that it was not changed."


def register(app: typer.Typer) -> None:
    """Add the commands of the journal."""
    journal = group(app, "journal", ABOUT)
    journal.command("show")(show)
    journal.command("verify")(verify)
    journal.command("checkpoint")(checkpoint)
    journal.command("export")(journal_export)
    journal.command("prove")(prove)
    journal.command("correct")(correct)
    journal.command("redact")(redact)
    journal.command("rotate-key")(rotate_key)


@asks
def show(
    seq: Annotated[int | None, typer.Argument(metavar="SEQ", help="One entry alone.")] = None,
    *,
    as_of: AsOf = "",
    after: Annotated[
        int | None, typer.Option(metavar="SEQ", help="From the entry after this one on.")
    ] = None,
    limit: Annotated[
        int, typer.Option(min=1, max=chronicle.LIMIT_MAX, help="At most so many.")
    ] = chronicle.LIMIT,
) -> None:
    """Show entries in words: the last ones, those after one, or one alone.

    Example: reinstate journal show --as-of 2026-11-20
    """
    at = instant(as_of, clock.now(reading.council())) if as_of else None
    found = (
        chronicle.shown(after=after, limit=limit, as_of=at) if seq is None else chronicle.one(seq)
    )
    data: dict[str, Any] = {"size": found.size, "entries": chronicle.as_data(found.entries)}
    if at is not None:
        data["as_of"] = at
    emit(SCHEMA, data, lambda console: _show(console, found))


@asks
def verify(
    *,
    checkpoint: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="A checkpoint that was kept elsewhere; repeat for each."),
    ] = None,
    copy: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="An exported journal, to name the entry that differs."),
    ] = None,
) -> None:
    """Verify every entry, the tree over them, and every known checkpoint; 1 if one is wrong.

    Example: reinstate journal verify --checkpoint from-the-website.txt
    """
    raise typer.Exit(tell_verified(verifying.verify_journal(checkpoint or (), copy)))


@asks
def checkpoint(
    *,
    to: Annotated[Path | None, typer.Option(metavar="FILE", help="Write it there.")] = None,
    passphrase_file: PassphraseFile = None,
    key_passphrase_file: KeyPassphrase = None,
) -> None:
    """Sign the journal as it stands: take the note elsewhere, on paper or to a colleague.

    Example: reinstate journal checkpoint --to checkpoint.txt
    """
    refuse_nowhere(to)
    note = keys.checkpoint(key_passphrase(key_passphrase_file, passphrase_file))
    if to is not None:
        write_text(to, note)
    data = {"note": note, "file": str(to or "")}
    emit(
        "checkpoint/1", data, lambda _: say(f"The checkpoint is in {to}." if to else note.rstrip())
    )


@acts
def correct(
    acting: Acting,
    seq: Annotated[int, typer.Argument(metavar="SEQ", help="The number of the entry.")],
    *,
    why: Annotated[str, typer.Option(metavar="TEXT", help="What was wrong, in your words.")],
    withdraw: Annotated[bool, typer.Option("--withdraw", help="It should not be there.")] = False,
    fields: Annotated[
        list[str] | None, typer.Option("--set", metavar="FIELD=VALUE", help="Repeat for each.")
    ] = None,
) -> None:
    """Put an entry right by a later one; it never takes a blocker away.

    Example: reinstate journal correct 41 --set level=2026-11 --why "wrong level typed"
    """
    if withdraw == bool(fields):
        raise BadInput(
            "correction-unclear",
            "A correction either withdraws the entry or sets fields of it.",
            next="Give --withdraw, or --set FIELD=VALUE.",
        )
    if withdraw:
        tell(correcting.withdraw(acting, seq, why), f"Entry {seq} is withdrawn.")
        return
    now = clock.now(reading.council())
    values = dict(map(_field, fields or ()))
    acted = correcting.correct(acting, seq, values, why, lambda words: moment(words, now))
    tell(acted, f"Entry {seq} is put right.")


@acts
def redact(
    acting: Acting,
    what: Annotated[
        list[str], typer.Argument(metavar="WHAT...", help="Entries ('#802') or texts (n-...).")
    ],
    *,
    yes: Yes = False,
) -> None:
    """Erase texts beside the journal with their salts; the journal stays whole.

    Example: reinstate journal redact '#802'
    """
    notes = [note for words in what for note in kept_texts.notes_named(words) or (words,)]
    erase_all(acting, Named(tuple(dict.fromkeys(notes)), ()), yes=yes)


@acts
def rotate_key(
    acting: Acting,
    *,
    key_passphrase_file: KeyPassphrase = None,
    new_passphrase_file: Annotated[
        Path | None, typer.Option("--new-passphrase-file", help="Locks the new key.")
    ] = None,
) -> None:
    """Change the key that signs checkpoints; the journal says so.

    Example: reinstate journal rotate-key
    """
    acted = keys.rotate(
        acting, passphrase_of(key_passphrase_file), passphrase_of(new_passphrase_file)
    )
    tell(acted, f"Checkpoints are signed by {acted.council.home.keys[-1]} from now on.")


def _field(words: str) -> tuple[str, str]:
    name, mark, value = words.partition("=")
    if not mark:
        raise BadInput("field-unreadable", f"{words!r} sets nothing.", next="Write FIELD=VALUE.")
    return name.strip().replace("-", "_"), value.strip()


def _show(console: Console, found: chronicle.Chronicle) -> None:
    table = plain_table("entry", "when", "who", "what")
    for each in found.entries:
        how = "" if each.entry.via.strength == "asserted" else f" ({each.entry.via.strength})"
        table.add_row(
            str(each.entry.seq),
            told(each.entry.recorded_at),
            Text(f"{each.who}{how}"),
            Text(each.sentence),
        )
    console.print(table)
    if found.entries and found.entries[0].entry.seq > 1 and len(found.entries) > 1:
        say(f"{found.entries[0].entry.seq - 1} entries come before: --after 0 begins with them.")
    if found.entries and found.entries[-1].entry.seq < found.size and len(found.entries) > 1:
        last = found.entries[-1].entry.seq
        say(f"{found.size - last} entries follow: --after {last} goes on.")
    altered = [n.id for each in found.entries for n in each.notes if n.state == "altered"]
    if altered:
        say(f"Not the texts that were written: {', '.join(altered)}.")
