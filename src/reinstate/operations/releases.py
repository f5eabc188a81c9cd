"""Writes a publication as a numbered folder of files, then points `current` at it at once.

What did not change is the same file as before; whoever reads sees the old site or the new
one, never half of each.
"""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import Final

from msgspec import Struct

from reinstate.core.terms.trouble import ReinstateError, WorldFailed

RELEASES: Final = "releases"
CURRENT: Final = "current"
HALF: Final = ".half"
LOCK: Final = ".lock"
RELEASES_KEPT: Final = 10
FOLDER_MODE: Final = 0o755
FILE_MODE: Final = 0o644


class Released(Struct, frozen=True, kw_only=True):
    """What stands at the target now: `is_new` unless nothing had changed."""

    number: int
    is_new: bool
    written: tuple[str, ...] = ()
    kept: int = 0
    gone: tuple[str, ...] = ()


def release(files: Mapping[str, bytes], target: Path) -> Released:
    """Make `target/current` hold exactly these files, by path.

    Raises:
        WorldFailed: If they cannot be written; what stood there before still stands.
    """
    with telling(target), _locked(target):
        before = current_of(target)
        known = _files(before)
        same = frozenset(path for path in files if known.get(path) == files[path])
        gone = tuple(sorted(set(known) - set(files)))
        if before is not None and len(same) == len(files) and not gone:
            return Released(number=int(before.name), is_new=False, kept=len(files))
        number = max([0, *_numbers(target)]) + 1
        _write(files, same, before, target / RELEASES / HALF)
        _switch(target, number)
        _forget_old(target, number)
    written = tuple(sorted(set(files) - same))
    return Released(number=number, is_new=True, written=written, kept=len(same), gone=gone)


def current_of(target: Path) -> Path | None:
    """Return the release that `current` points at, if there is one.

    Raises:
        WorldFailed: If `current` is something that no publication made.
    """
    link = target / CURRENT
    if link.is_symlink():
        release_ = target / RELEASES / link.readlink().name
        is_ours = release_.name.isdigit() and release_.is_dir()
        if is_ours and link.resolve() == release_.resolve():
            return release_
        if not link.exists():  # it points at nothing: start again
            return None
    if link.exists():
        raise WorldFailed(
            "target-foreign",
            "`current` in this folder was not made by a publication; nothing was touched.",
            place=str(link),
            next="Name an empty folder with --to.",
        )
    return None


def forget_earlier(target: Path) -> None:
    """Remove every release but the current: words that were erased may stand in them.

    Raises:
        WorldFailed: If one cannot be removed.
    """
    with telling(target), _locked(target):
        current = current_of(target)
        for number in tuple(_numbers(target)):
            if current is None or number != int(current.name):
                shutil.rmtree(target / RELEASES / str(number))


def file_of(target: Path, path: str) -> bytes | None:
    """Return a file of the current release, if there is one."""
    before = current_of(target)
    if before is None or not (before / path).is_file():
        return None
    with telling(target):
        return (before / path).read_bytes()


@contextmanager
def _locked(target: Path) -> Iterator[None]:
    """Let one publisher at a time write to the target."""
    (target / RELEASES).mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    with (target / LOCK).open("w") as lock:
        flock(lock, LOCK_EX)
        yield


@contextmanager
def telling(target: Path) -> Iterator[None]:
    """Turn a failure to read or write the target into clear words."""
    try:
        yield
    except ReinstateError:
        raise
    except OSError as error:
        raise WorldFailed(
            "target-unwritable",
            f"The pages cannot be written ({error.strerror}); what stood there still stands.",
            place=str(target),
            next="Name a folder you may write to with --to, or make room on its disk.",
        ) from error


def _files(release_: Path | None) -> dict[str, bytes]:
    if release_ is None:
        return {}
    return {
        path.relative_to(release_).as_posix(): path.read_bytes()
        for path in sorted(release_.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


def _write(
    files: Mapping[str, bytes], same: frozenset[str], before: Path | None, half: Path
) -> None:
    """Write all files below `half`, those that did not change as links to what they were."""
    shutil.rmtree(half, ignore_errors=True)
    for path, content in sorted(files.items()):
        place = half / path
        place.parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        if before is not None and path in same:
            _link(before / path, place)
        else:
            _write_one(place, content)
    for folder in (half, *(path for path in half.rglob("*") if path.is_dir())):
        folder.chmod(FOLDER_MODE)
        _sync(folder)


def _link(old: Path, new: Path) -> None:
    """Give an unchanged file its second name; on disks without links, a copy as old as it."""
    try:
        new.hardlink_to(old)
    except OSError:
        shutil.copy2(old, new)


def _write_one(place: Path, content: bytes) -> None:
    with place.open("wb") as file:
        file.write(content)
        os.fchmod(file.fileno(), FILE_MODE)
        file.flush()
        os.fsync(file.fileno())


def _switch(target: Path, number: int) -> None:
    """Name the release, then turn `current` to it in one step."""
    releases = target / RELEASES
    (releases / HALF).rename(releases / str(number))
    _sync(releases)
    turning = target / f".{CURRENT}"
    turning.unlink(missing_ok=True)
    turning.symlink_to(Path(RELEASES) / str(number))
    turning.replace(target / CURRENT)
    _sync(target)


def _forget_old(target: Path, number: int) -> None:
    """Remove all but the last releases; one that cannot be removed does no harm."""
    for old in sorted(_numbers(target)):
        if old <= number - RELEASES_KEPT:
            shutil.rmtree(target / RELEASES / str(old), ignore_errors=True)


def _numbers(target: Path) -> Iterator[int]:
    for path in (target / RELEASES).iterdir():
        if path.name.isdigit():
            yield int(path.name)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
