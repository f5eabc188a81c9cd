"""Reads the lines of an exported copy of the journal."""

from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile

from reinstate.core.terms.trouble import BadInput
from reinstate.store.trouble import told_of_disk

LINES_NAME: Final = "journal.jsonl"


def copied_lines(copy: Path) -> list[bytes]:
    """Return the lines of a copy: the exported folder, its zip file, or the lines alone.

    Raises:
        BadInput: If there is no copy of a journal at `copy`.
    """
    with told_of_disk("reading a copy of the journal"):
        content = _content(copy)
    if content and not content.endswith(b"\n"):
        raise _unreadable(copy)
    return content.split(b"\n")[:-1]


def _content(copy: Path) -> bytes:
    if copy.is_dir():
        copy = copy / LINES_NAME
    if not copy.is_file():
        raise _unreadable(copy)
    if copy.suffix != ".zip":
        return copy.read_bytes()
    try:
        with ZipFile(copy) as packed:
            return packed.read(LINES_NAME)
    except (BadZipFile, KeyError) as error:
        raise _unreadable(copy) from error


def _unreadable(copy: Path) -> BadInput:
    return BadInput(
        "copy-unreadable",
        "This is no exported copy of a journal.",
        place=str(copy),
        next="Name the folder or file that `reinstate journal export` wrote.",
    )
