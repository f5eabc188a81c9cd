"""A release on the disk: a folder of files, those that did not change linked to what they were."""

import ctypes
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

FOLDER_MODE: Final = 0o755
FILE_MODE: Final = 0o644

_SYNC_DISK: Final = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)


def contents(folder: Path | None) -> dict[str, bytes]:
    """Return every file below `folder` by its path; links are none of ours."""
    if folder is None:
        return {}
    return {path: _read(place) for path, place in _walked(str(folder), "")}


def write(folder: Path, files: Mapping[str, bytes], old: Mapping[str, Path]) -> None:
    """Write `files` below `folder`; all of it is on the disk when this returns.

    `old` is where the file of a path was before. One that is not among `files` is the same
    still and gets a second name; one that is among them is made visibly newer.
    """
    every = sorted({*files, *old})
    for inner in sorted({above for path in every for above in _above(path)}):
        place = folder / inner
        place.mkdir(parents=True, exist_ok=True)
        _let_read(place, FOLDER_MODE)
    for path in every:
        if path in files:
            _write_one(folder / path, files[path], old.get(path))
        else:
            _link(old[path], folder / path)
    sync_disk(folder)


def sync_disk(folder: Path) -> None:
    """Wait until all that was written to the folder's disk is there: once, not for each file."""
    if _SYNC_DISK is None:
        os.sync()
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        if _SYNC_DISK(descriptor) != 0:
            error = ctypes.get_errno()
            raise OSError(error, os.strerror(error))
    finally:
        os.close(descriptor)


def _link(old: Path, new: Path) -> None:
    """Give an unchanged file its second name; on disks without links, a copy as old as it."""
    try:
        os.link(old, new)
    except OSError:
        shutil.copyfile(old, new)
        _let_read(new, FILE_MODE)
        at = old.stat().st_mtime_ns
        os.utime(new, ns=(at, at))


def _write_one(place: Path, content: bytes, old: Path | None) -> None:
    """Write a file; web servers tell versions apart by the second, so it is a later one."""
    place.write_bytes(content)
    _let_read(place, FILE_MODE)
    if old is not None and old.is_file():
        then = int(old.stat().st_mtime)
        if int(place.stat().st_mtime) <= then:
            os.utime(place, (then + 1, then + 1))


def _let_read(place: Path, mode: int) -> None:
    """Let everybody read, on disks that know who may."""
    with suppress(PermissionError):
        place.chmod(mode)


def _read(place: str) -> bytes:
    with open(place, "rb") as file:  # noqa: PTH123 - thousands of files: a Path each takes longer
        return file.read()


def _above(path: str) -> Iterator[str]:
    """Yield the folders that a path lies in, from the innermost."""
    while path:
        path = path.rpartition("/")[0]
        yield path


def _walked(folder: str, above: str) -> Iterator[tuple[str, str]]:
    with os.scandir(folder) as found:
        for entry in sorted(found, key=lambda one: one.name):
            if entry.is_dir(follow_symlinks=False):
                yield from _walked(entry.path, f"{above}{entry.name}/")
            elif entry.is_file(follow_symlinks=False):
                yield above + entry.name, entry.path
