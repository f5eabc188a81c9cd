"""Writing the journal for others to check, or the whole home into one sealed file."""

from pathlib import Path
from typing import Annotated, Final

import typer

from reinstate.cli.acts import asks
from reinstate.cli.output import emit, say
from reinstate.cli.who import PassphraseFile, passphrase_of
from reinstate.core.terms.trouble import BadInput
from reinstate.operations import exporting

SCHEMA: Final = "export/1"

KeyPassphrase = Annotated[
    Path | None,
    typer.Option(
        "--key-passphrase-file",
        help="Opens the signing key, where it is locked; else --passphrase-file does.",
    ),
]
Target = Annotated[
    Path, typer.Argument(metavar="DIR|FILE.zip", help="A place where nothing is yet.")
]


def register(app: typer.Typer) -> None:
    """Add the command that exports."""
    app.command("export")(export)


@asks
def export(
    target: Annotated[
        Path | None, typer.Argument(metavar="DIR|FILE.zip", help="The journal, to be checked.")
    ] = None,
    *,
    encrypted: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The whole home, sealed with --passphrase-file."),
    ] = None,
    passphrase_file: PassphraseFile = None,
    key_passphrase_file: KeyPassphrase = None,
) -> None:
    """Write the journal with its proof, or the whole home into one sealed file.

    Example: reinstate export --encrypted home.sealed --passphrase-file passphrase.txt
    """
    if (target is None) == (encrypted is None):
        raise BadInput(
            "export-unclear",
            "An export is of the journal, or of the whole home.",
            next="Give a DIR or FILE.zip, or --encrypted FILE.",
        )
    if target is not None:
        _journal(target, key_passphrase(key_passphrase_file, passphrase_file))
    if encrypted is not None:
        _home(encrypted, passphrase_of(passphrase_file), passphrase_of(key_passphrase_file))


@asks
def journal_export(
    target: Target,
    *,
    passphrase_file: PassphraseFile = None,
    key_passphrase_file: KeyPassphrase = None,
) -> None:
    """Write the journal, a checkpoint and how to check both without this program.

    Example: reinstate journal export journal-2026-11-22.zip
    """
    _journal(target, key_passphrase(key_passphrase_file, passphrase_file))


def key_passphrase(key_file: Path | None, own_file: Path | None) -> str:
    """Return what opens the signing key: its own passphrase, else that of who made the home."""
    return passphrase_of(key_file or own_file)


def _journal(target: Path, passphrase: str) -> None:
    made = exporting.export_journal(target, passphrase)
    data = {
        "what": "journal",
        "path": str(made.path),
        "size": made.size,
        "root": made.root.hex(),
    }
    emit(SCHEMA, data, lambda _: say(f"{made.size} entries, with their proof, are in {made.path}."))


def _home(target: Path, passphrase: str, key_passphrase: str) -> None:
    made = exporting.export_sealed(target, passphrase, key_passphrase)
    data = {
        "what": "home",
        "path": str(made.path),
        "bytes": made.bytes,
        "signature": str(made.signature or ""),
    }
    words = (
        f"The whole home is in {made.path}, sealed ({made.bytes} bytes).\n"
        f"{_signed_words(made)}\n"
        f"Elsewhere: reinstate init --from {made.path} --passphrase-file FILE"
    )
    emit(SCHEMA, data, lambda _: say(words))


def _signed_words(made: exporting.Sealed) -> str:
    if made.signature is None:
        return (
            "It is not signed: the signing key is locked, and no --key-passphrase-file was given."
        )
    return f"Its signature, which ssh-keygen checks, is in {made.signature}."
