"""The file store: each file under its own SHA-256, so that what was kept can be proved."""

from collections.abc import Collection
from datetime import datetime
from hashlib import file_digest, sha256
from pathlib import Path
from typing import IO, Final

from msgspec import Struct

from reinstate.core.terms.trouble import BadInput, WorldFailed
from reinstate.store import durable, models
from reinstate.store.connect import refuse_read_only
from reinstate.store.trouble import told, told_of_disk

FOLDER: Final = "files"
FILE_SIZE_MAX_BYTES: Final = 4 * 1024**3
CHUNK_SIZE_BYTES: Final = 1024**2
DIGEST_DIGITS: Final = frozenset("0123456789abcdef")


class KeptFile(Struct, frozen=True):
    """A file of the store: what the journal says of it is digest and size."""

    sha256: str
    size: int


def put_file(
    home: Path,
    stream: IO[bytes],
    at: datetime,
    *,
    name_note: str = "",
    size_max_bytes: int = FILE_SIZE_MAX_BYTES,
) -> KeptFile:
    """Keep what `stream` holds, and return its digest and size; twice keeps it once.

    Raises:
        BadInput: If it is longer than `size_max_bytes`; nothing is kept then.
        WorldFailed: If the disk is full or cannot be written; nothing is kept then.
    """
    refuse_read_only("keeping a file")
    with told_of_disk("keeping a file"), durable.unplaced(home / FOLDER) as (file, keep):
        kept = copied(stream, file, size_max_bytes)
        keep(path_of(home, kept.sha256))
    with told("keeping a file"):
        models.StoredFile.objects.get_or_create(
            sha256=kept.sha256,
            defaults={"size": kept.size, "name_note": name_note, "first_seen": at},
        )
    return kept


def path_of(home: Path, digest: str) -> Path:
    """Return where the file with this digest is kept.

    Raises:
        BadInput: If this is no SHA-256 in hex.
    """
    return path_below(home / FOLDER, digest)


def path_below(folder: Path, digest: str) -> Path:
    """Return where `folder` holds the file with this digest.

    Raises:
        BadInput: If this is no SHA-256 in hex.
    """
    if len(digest) != 64 or not DIGEST_DIGITS.issuperset(digest):
        raise BadInput(
            "digest-unreadable",
            f"{digest!r} is no SHA-256 digest.",
            next="Give the 64 hex digits that the journal names.",
        )
    return folder / digest[:2] / digest[2:]


def verify_file(home: Path, digest: str) -> KeptFile:
    """Read the kept file through and return it.

    Raises:
        WorldFailed: If it is missing, or is no longer what was kept.
    """
    path = path_of(home, digest)
    if not path.is_file():
        raise WorldFailed(
            "file-missing",
            "A kept file is missing from the file store.",
            place=str(path),
            next="Put it back with the same command that kept it, or from a copy of this home.",
        )
    with told_of_disk("reading a kept file"), path.open("rb") as file:
        found = file_digest(file, "sha256").hexdigest()
        size = file.tell()
    if found != digest:
        raise WorldFailed(
            "file-altered",
            "A kept file is not what was kept: its digest differs.",
            place=str(path),
            next="Keep the altered one as evidence; put the right one back from a copy.",
        )
    return KeptFile(digest, size)


def kept_files(wanted: Collection[str] | None = None) -> tuple[KeptFile, ...]:
    """Return every file that was kept, or those wanted of them, by digest."""
    every = models.StoredFile.objects.order_by("sha256")
    found = every if wanted is None else every.filter(sha256__in=wanted)
    with told("reading the list of kept files"):
        rows = list(found.values_list("sha256", "size"))
    return tuple(KeptFile(digest, size) for digest, size in rows)


def copied(stream: IO[bytes], file: IO[bytes], size_max_bytes: int) -> KeptFile:
    """Copy `stream` into `file`, and return its digest and size.

    Raises:
        BadInput: If it is longer than `size_max_bytes`.
    """
    digest, size = sha256(), 0
    while chunk := stream.read(CHUNK_SIZE_BYTES):
        size += len(chunk)
        if size > size_max_bytes:
            raise BadInput(
                "file-too-large",
                f"The file is larger than {size_max_bytes} bytes; nothing was kept.",
                next="Split it, or keep a list of digests in its place.",
            )
        digest.update(chunk)
        file.write(chunk)
    return KeptFile(digest.hexdigest(), size)
