"""Proofs for outsiders: of one entry, or that nothing before an older checkpoint was changed."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final

import msgspec
import typer
from rich.console import Console

from reinstate.cli.acts import asks
from reinstate.cli.export import KeyPassphrase, key_passphrase
from reinstate.cli.output import emit, say
from reinstate.cli.who import PassphraseFile
from reinstate.core.terms.trouble import BadInput
from reinstate.operations import exporting
from reinstate.operations.files_out import write_text

VALUES: Final = ("entry", "index", "old_size", "size", "leaf")


@asks
def prove(
    seq: Annotated[
        int | None, typer.Argument(metavar="SEQ", help="The number of the entry.")
    ] = None,
    *,
    since: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A checkpoint that somebody kept, of the same journal."),
    ] = None,
    to: Annotated[Path | None, typer.Option(metavar="FILE", help="Write it there.")] = None,
    passphrase_file: PassphraseFile = None,
    key_passphrase_file: KeyPassphrase = None,
) -> None:
    """Prove one entry, or that nothing changed since a checkpoint that others hold.

    Neither proof shows any other entry.

    Example: reinstate journal prove 12 --to entry-12.json

    Example: reinstate journal prove --since older.txt --to since.json
    """
    if (seq is None) == (since is None):
        raise BadInput(
            "proof-unclear",
            "A proof is of one entry, or since one checkpoint.",
            next="Give SEQ, or --since FILE.",
        )
    refuse_nowhere(to)
    passphrase = key_passphrase(key_passphrase_file, passphrase_file)
    if since is not None:
        _tell(exporting.prove_since(since, passphrase), f"that nothing changed since {since}", to)
    if seq is not None:
        _tell(exporting.prove(seq, passphrase), f"of entry {seq}", to)


def refuse_nowhere(to: Path | None) -> None:
    """Refuse a place to write to whose folder is missing."""
    if to is not None and not to.parent.is_dir():
        raise BadInput(
            "folder-missing",
            "The folder is missing; nothing was written.",
            place=str(to.parent),
            next="Make it, or name another.",
        )


def _tell(proof: Mapping[str, Any], of_what: str, to: Path | None) -> None:
    if to is not None:
        write_text(to, msgspec.json.encode(proof).decode() + "\n")
    data = {name: value for name, value in proof.items() if name != "schema"}

    def show(console: Console) -> None:
        if to is not None:
            say(f"The proof {of_what} is in {to}.")
            return
        for line in _lines(data):
            console.print(line, highlight=False, markup=False, soft_wrap=True)

    emit(str(proof["schema"]), data, show)


def _lines(data: Mapping[str, Any]) -> list[str]:
    """Return a line for each value and each hash; then the checkpoints, as they are signed."""
    values = [f"{name}  {data[name]}" for name in VALUES if name in data]
    notes = [str(data[name]) for name in ("old_checkpoint", "checkpoint") if name in data]
    return [*values, *(f"path  {node}" for node in data["path"]), "\n".join(notes).rstrip()]
