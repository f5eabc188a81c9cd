"""Files are kept under their own digest, whole or not at all."""

import io
import stat
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import IO

import pytest

from reinstate.core.terms.trouble import BadInput, WorldFailed
from reinstate.store.files import KeptFile, kept_files, path_of, put_file, verify_file

AT = datetime(2026, 11, 22, 10, tzinfo=UTC)
CONTENT = b"evidence " * 300_000
DIGEST = sha256(CONTENT).hexdigest()


class FailingStream(io.RawIOBase):
    """A stream whose disk fails after the first part."""

    def __init__(self) -> None:
        """Start with one good part."""
        self._parts = [b"good part"]

    def read(self, _size: int = -1) -> bytes:
        """Return the good part, then fail."""
        if not self._parts:
            raise OSError(28, "No space left on device")
        return self._parts.pop()


def put(home: Path, stream: IO[bytes], limit: int = 10_000_000) -> KeptFile:
    """Keep a file."""
    return put_file(home, stream, AT, name_note="disk image", size_max_bytes=limit)


def files_on_disk(home: Path) -> list[Path]:
    """Return the files in the store, half ones too."""
    return [path for path in (home / "files").rglob("*") if path.is_file()]


def test_a_file_is_kept_under_its_digest_for_the_owner_alone(home: Path) -> None:
    kept = put(home, io.BytesIO(CONTENT))
    assert kept == KeptFile(DIGEST, len(CONTENT))
    assert files_on_disk(home) == [home / "files" / DIGEST[:2] / DIGEST[2:]]
    assert stat.S_IMODE(path_of(home, DIGEST).stat().st_mode) == 0o600
    assert verify_file(home, DIGEST) == kept
    assert kept_files() == (kept,)


def test_the_same_file_twice_is_kept_once(home: Path) -> None:
    put(home, io.BytesIO(CONTENT))
    put(home, io.BytesIO(CONTENT))
    assert len(files_on_disk(home)) == 1
    assert len(kept_files()) == 1


def test_putting_the_right_file_again_mends_an_altered_one(home: Path) -> None:
    put(home, io.BytesIO(CONTENT))
    path_of(home, DIGEST).write_bytes(CONTENT[:-1] + b"!")
    with pytest.raises(WorldFailed) as caught:
        verify_file(home, DIGEST)
    assert caught.value.code == "file-altered"
    put(home, io.BytesIO(CONTENT))
    assert verify_file(home, DIGEST).size == len(CONTENT)


def test_a_missing_file_is_named(home: Path) -> None:
    with pytest.raises(WorldFailed) as caught:
        verify_file(home, DIGEST)
    assert caught.value.code == "file-missing"
    assert DIGEST[2:] in caught.value.place


@pytest.mark.parametrize("limit", [0, len(CONTENT) - 1])
def test_a_file_over_the_limit_leaves_nothing(home: Path, limit: int) -> None:
    with pytest.raises(BadInput) as caught:
        put(home, io.BytesIO(CONTENT), limit=limit)
    assert caught.value.code == "file-too-large"
    assert files_on_disk(home) == []
    assert kept_files() == ()


def test_a_file_just_at_the_limit_is_kept(home: Path) -> None:
    assert put(home, io.BytesIO(CONTENT), limit=len(CONTENT)).size == len(CONTENT)


def test_a_disk_that_fails_half_way_leaves_nothing(home: Path) -> None:
    with pytest.raises(WorldFailed) as caught:
        put(home, FailingStream())  # type: ignore[arg-type] # it reads, which is all that is asked
    assert caught.value.code == "disk-full"
    assert files_on_disk(home) == []
    assert kept_files() == ()


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", "A" * 64, DIGEST + "0", "g" * 64])
def test_what_is_no_digest_leads_to_no_path(tmp_path: Path, digest: str) -> None:
    with pytest.raises(BadInput, match="no SHA-256"):
        path_of(tmp_path, digest)
