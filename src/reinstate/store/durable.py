"""Writes files so that a power cut leaves the old one or the new one, never half of one."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Final

FOLDER_MODE: Final = 0o700
FILE_MODE: Final = 0o600
HALF: Final = ".half-"
"""How the names of files and folders begin that are not whole yet, or never came to be."""


@contextmanager
def replacing(path: Path, *, mode: int = FILE_MODE) -> Iterator[IO[bytes]]:
    """Yield a file that becomes `path`, whole and on the disk, when nothing went wrong."""
    with _temporary(path.parent) as (file, keep):
        yield file
        os.fchmod(file.fileno(), mode)
        keep(path)


def write(path: Path, content: bytes, *, mode: int = FILE_MODE) -> None:
    """Put `content` at `path`, replacing what was there."""
    with replacing(path, mode=mode) as file:
        file.write(content)


@contextmanager
def unplaced(folder: Path) -> Iterator[tuple[IO[bytes], Callable[[Path], None]]]:
    """Yield a file in `folder`, and what gives it its name once its content is known."""
    with _temporary(folder) as opened:
        yield opened


def make_folder(folder: Path) -> None:
    """Make `folder`, for its owner alone, with those above it."""
    folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)


def sync_folder(folder: Path) -> None:
    """Make new names in `folder` survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _temporary(folder: Path) -> Iterator[tuple[IO[bytes], Callable[[Path], None]]]:
    make_folder(folder)
    with NamedTemporaryFile(dir=folder, prefix=HALF, delete=False) as file:
        half = Path(file.name)

        def keep(path: Path) -> None:
            file.flush()
            os.fsync(file.fileno())
            make_folder(path.parent)
            half.replace(path)
            sync_folder(path.parent)

        try:
            yield file, keep
        finally:
            half.unlink(missing_ok=True)
