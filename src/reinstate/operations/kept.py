"""Files that acts rest on: kept in the home under their digest before the act is recorded."""

from collections.abc import Iterable
from hashlib import file_digest, sha256
from pathlib import Path
from typing import IO, Final

from reinstate.core.terms.trouble import BadInput
from reinstate.operations import clock, homes, reading
from reinstate.operations.progress import Progress, silent
from reinstate.store.files import kept_files, put_file

UPLOAD_SIZE_MAX_BYTES: Final = 48 * 1024**2
"""What a browser may send at once: less than the door of the desk lets through, for a form is
longer than its file. Longer files are kept from the command line."""

CHUNK_SIZE_BYTES: Final = 1024**2


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


def keep_sent(stream: IO[bytes]) -> str:
    """Keep what somebody sent from a browser and return its SHA-256 in hex.

    Raises:
        BadInput: If it is empty, or longer than a browser may send.
    """
    stream.seek(0)
    if not stream.read(1):
        raise BadInput("file-empty", "The file is empty: it shows nothing.")
    stream.seek(0)
    at = clock.now(reading.council())
    return put_file(homes.home_path(), stream, at, size_max_bytes=UPLOAD_SIZE_MAX_BYTES).sha256


def digest_sent(stream: IO[bytes]) -> str:
    """Return the SHA-256 of what somebody sent, without keeping it."""
    stream.seek(0)
    found = sha256()
    while chunk := stream.read(CHUNK_SIZE_BYTES):
        found.update(chunk)
    return found.hexdigest()


def sizes(digests: Iterable[str]) -> dict[str, int]:
    """Return how many bytes each of these files has, of those that are kept here."""
    wanted = frozenset(digests)
    return {file.sha256: file.size for file in kept_files(wanted)} if wanted else {}


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
