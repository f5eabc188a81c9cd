"""Files that acts rest on: kept in the home under their digest before the act is recorded."""

from collections.abc import Iterable
from hashlib import file_digest
from pathlib import Path

from reinstate.core.terms.trouble import BadInput
from reinstate.operations import clock, homes, reading
from reinstate.operations.progress import Progress, silent
from reinstate.store.files import put_file


def keep(path: Path) -> str:
    """Keep a copy of a file in the home and return its SHA-256 in hex."""
    at = clock.now(reading.council())
    try:
        with path.open("rb") as stream:
            if not path.stat().st_size:
                raise BadInput("file-empty", "The file is empty: it shows nothing.", str(path))
            return put_file(homes.home_path(), stream, at).sha256
    except (FileNotFoundError, IsADirectoryError, PermissionError) as error:
        raise _unreadable(path) from error


def keep_all(paths: Iterable[Path], progress: Progress = silent) -> tuple[str, ...]:
    """Keep copies of files and return their digests."""
    every = tuple(paths)
    found: list[str] = []
    for path in every:
        progress("Keeping files", len(found), len(every))
        found.append(keep(path))
    progress("Keeping files", len(found), len(every))
    return tuple(found)


def digest(path: Path) -> str:
    """Return the SHA-256 of a file that is too large to keep a copy of, such as a backup."""
    try:
        with path.open("rb") as stream:
            return file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise _unreadable(path) from error


def _unreadable(path: Path) -> BadInput:
    return BadInput(
        "file-unreadable",
        "The file cannot be read; nothing was recorded.",
        place=str(path),
        next="Name a file that is there and may be read.",
    )
