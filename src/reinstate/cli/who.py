"""The options of every command that acts: who, proved how, and JSON or words."""

import os
from pathlib import Path
from typing import Annotated, Final

import typer
from msgspec.structs import replace

from reinstate.cli.output import output
from reinstate.cli.terminal import is_attended, passphrase_asker
from reinstate.core.terms.trouble import BadInput, JournalCorrupt
from reinstate.operations import homes, identity, reading
from reinstate.operations.act import Acting

PASSPHRASE_SETTING: Final = "REINSTATE_PASSPHRASE_FILE"  # noqa: S105 - the name of a setting


def _json(value: bool) -> bool:  # noqa: FBT001 - Typer calls it so
    output.is_json = value
    return value


As = Annotated[str, typer.Option("--as", metavar="PERSON", help="Who acts: a handle, name or id.")]
PassphraseFile = Annotated[
    Path | None,
    typer.Option(
        "--passphrase-file",
        envvar=PASSPHRASE_SETTING,
        help="A file whose first line is the person's passphrase.",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.", callback=_json)]


def acting(person: str, passphrase_file: Path | None) -> Acting:
    """Open the home and return who acts in it."""
    open_home()
    found = _named(person or _asked(), passphrase_file)
    if passphrase_file is not None:
        return found
    return replace(found, prove=passphrase_asker(found.person))


def _named(person: str, passphrase_file: Path | None) -> Acting:
    return identity.acting(reading.council(), person, passphrase_of(passphrase_file))


def acting_anyway(person: str, passphrase_file: Path | None) -> Acting:
    """Return who isolates: no question and no passphrase holds it up."""
    open_home()
    try:
        return _named(person, passphrase_file)
    except BadInput as trouble:
        if trouble.code not in ("passphrase-wrong", "passphrase-unreadable"):
            raise
        output.errors.print(f"{trouble} Going on with the name alone.", markup=False)
        return _named(person, None)


def open_home() -> None:
    """Open the home, and say so where it is not a real one."""
    homes.open_home()
    if output.is_json:
        return
    try:
        kind = reading.home_kind()
    except JournalCorrupt:  # the command itself says what is wrong
        return
    if kind != "real":
        output.errors.print(f"({kind or 'empty'} home)", style="dim", highlight=False)


def passphrase_of(file: Path | None) -> str:
    """Return the first line of a passphrase file; nothing without one."""
    if file is None:
        return ""
    try:
        return file.read_text(encoding="utf-8").splitlines()[0]
    except (OSError, UnicodeDecodeError, IndexError) as error:
        raise BadInput(
            "passphrase-unreadable",
            "The passphrase cannot be read.",
            place=str(file),
            next="Give a text file whose first line is the passphrase.",
        ) from error


def _asked() -> str:
    """Ask who acts, where several people could and somebody sits at a terminal."""
    if os.environ.get(identity.AS_SETTING) or not is_attended():
        return ""
    handles = identity.handles(reading.council())
    if len(handles) < 2:
        return ""
    return str(typer.prompt(f"Who acts ({', '.join(handles)})", default=handles[0], err=True))
