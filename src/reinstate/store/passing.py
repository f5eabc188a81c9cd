"""Passing files: what was sent to the desk for a job, and what jobs made to be fetched.

They lie under their own digest, as kept files do, but no entry of the journal names them. So
they are removed by age, with all that may be personal in them, and no export carries them. What
we wrote ourselves about what was sent has a shelf of its own: nothing sent comes to lie on it.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Final

from reinstate.store import durable
from reinstate.store.connect import refuse_read_only
from reinstate.store.files import FILE_SIZE_MAX_BYTES, KeptFile, copied, path_below
from reinstate.store.trouble import told_of_disk

FOLDER: Final = "passing"
PASSING: Final = "putting a file by"


def put_by(
    home: Path,
    stream: IO[bytes],
    *,
    shelf: str = "",
    size_max_bytes: int = FILE_SIZE_MAX_BYTES,
) -> KeptFile:
    """Put by what `stream` holds, and return its digest and size.

    Raises:
        BadInput: If it is longer than `size_max_bytes`; nothing is put by then.
        WorldFailed: If the disk is full or cannot be written; nothing is put by then.
    """
    refuse_read_only(PASSING)
    with told_of_disk(PASSING), durable.unplaced(home / FOLDER) as (file, keep):
        found = copied(stream, file, size_max_bytes)
        keep(passing_path(home, found.sha256, shelf))
    return found


def passing_path(home: Path, digest: str, shelf: str = "") -> Path:
    """Return where the passing file with this digest is on a shelf, if it has not gone yet.

    Raises:
        BadInput: If this is no SHA-256 in hex.
    """
    return path_below(home / FOLDER / shelf, digest)


def clear_passing(home: Path, older_than: datetime) -> None:
    """Remove passing files, whole or half, that were put by before then."""
    with told_of_disk("removing passing files"):
        for path in (home / FOLDER).rglob("*"):
            put_by_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
            if path.is_file() and put_by_at < older_than:
                path.unlink(missing_ok=True)
