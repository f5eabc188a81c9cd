"""Writes a publication as a numbered folder of files, then turns `current` to it at once.

What did not change is the same file as before; whoever reads sees the old site or the new
one, never half of each.
"""

import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from fcntl import LOCK_EX, flock
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Final

from msgspec import Struct

from reinstate.core.terms.trouble import ReinstateError, WorldFailed
from reinstate.operations.packing import is_fingerprinted, original_of, packed
from reinstate.operations.release_folder import FOLDER_MODE, contents, write
from reinstate.operations.turning import (
    CURRENT,
    RELEASES,
    SUMS,
    free_number,
    is_plain,
    mend,
    numbers,
    standing,
    turn,
)

HALF: Final = ".half"
GOING: Final = ".going-"
LOCK: Final = ".lock"
RELEASES_KEPT: Final = 10
RELEASES_KEPT_AS_FOLDERS: Final = 2
"""On disks without links, where each takes its full room."""

SECONDS_KEPT: Final = 300
"""Readers may hold a page for a minute, and a network in between for another."""

RELEASES_MAX: Final = 100

_SUM_LINE: Final = re.compile(r"^[0-9a-f]{64}  (assets/.+)$", re.MULTILINE)


class Released(Struct, frozen=True, kw_only=True):
    """What stands at the target now: `is_new` unless nothing had changed."""

    number: int
    is_new: bool
    written: tuple[str, ...] = ()
    kept: int = 0
    gone: tuple[str, ...] = ()


def release(files: Mapping[str, bytes], target: Path) -> Released:
    """Make `target/current` hold exactly these files, by path, and what goes with them.

    What goes with them: packed copies, the list of digests, and assets that pages of the
    releases before still ask for.

    Raises:
        WorldFailed: If they cannot be written; what stood there before still stands.
    """
    with alone(target):
        return release_alone(files, target)


def release_alone(files: Mapping[str, bytes], target: Path) -> Released:
    """Do what `release` does, for whoever is `alone` at the target already.

    Raises:
        WorldFailed: If they cannot be written; what stood there before still stands.
    """
    with telling(target):
        _clear(target)
        before = standing(target)
        known = contents(before.folder if before is not None else None)
        wanted = _complete(files, known)
        new = {path: content for path, content in wanted.items() if known.get(path) != content}
        gone = {path for path in set(known) - set(wanted) if not is_fingerprinted(path)}
        if before is not None and not new and not gone:
            return Released(number=before.number, is_new=False, kept=len(files))
        number = free_number(target, before)
        old = [path for path in wanted if path in known]
        _write(target, number, new, old)
        turn(target, number)
        _forget_old(target)
    return Released(
        number=number,
        is_new=True,
        written=_named(new),
        kept=sum(1 for path in files if path not in new),
        gone=_named(gone),
    )


def current_of(target: Path) -> Path | None:
    """Return the folder of the release that stands, if there is one.

    Raises:
        WorldFailed: If `current` is something that no publication made.
    """
    found = standing(target)
    return found.folder if found is not None else None


def forget_earlier(target: Path) -> None:
    """Remove every release but the current: words that were erased may stand in them.

    Raises:
        WorldFailed: If one cannot be removed.
    """
    with alone(target), telling(target):
        _clear(target)
        current = standing(target)
        for number in tuple(numbers(target)):
            if current is None or number != current.number:
                shutil.rmtree(target / RELEASES / str(number))


def file_of(target: Path, path: str) -> bytes | None:
    """Return a file of the current release, if there is one."""
    before = current_of(target)
    if before is None or not (before / path).is_file():
        return None
    with telling(target):
        return (before / path).read_bytes()


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


@contextmanager
def alone(target: Path) -> Iterator[None]:
    """Let one publisher at a time look at what stands, decide, and write to the target.

    Raises:
        WorldFailed: If nothing can be written there.
    """
    with ExitStack() as held:
        with telling(target):
            (target / RELEASES).mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
            lock = held.enter_context((target / LOCK).open("a"))
            flock(lock, LOCK_EX)
        yield


def _clear(target: Path) -> None:
    """Finish or remove what a publisher that died left behind."""
    mend(target)
    for left in (target / RELEASES).glob(".*"):
        if left.name == HALF or left.name.startswith(GOING):
            shutil.rmtree(left, ignore_errors=True)


def _complete(files: Mapping[str, bytes], known: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files with their packed copies and the list of digests."""
    every = {**files, **dict(packed(files, known))}
    lines = (f"{sha256(every[path]).hexdigest()}  {path}\n" for path in sorted(every))
    return {**every, SUMS: "".join(lines).encode()}


def _write(target: Path, number: int, new: Mapping[str, bytes], kept: Iterable[str]) -> None:
    """Write the release of this number beside the others, whole; `kept` were there before."""
    old = {path: place for path, place in _assets(target) if path not in new}
    before = standing(target)
    if before is not None:
        old |= {path: before.folder / path for path in kept}
    half = target / RELEASES / HALF
    try:
        write(half, new, old)
    except OSError:
        shutil.rmtree(half, ignore_errors=True)  # a full disk may be the journal's as well
        raise
    half.rename(target / RELEASES / str(number))


def _assets(target: Path) -> Iterator[tuple[str, Path]]:
    """Yield the assets that the kept releases name: their pages may be open in a browser."""
    for folder in _folders(target):
        if (folder / SUMS).is_file():
            for path in _SUM_LINE.findall((folder / SUMS).read_text(encoding="utf-8")):
                if is_fingerprinted(path) and (folder / path).is_file():
                    yield path, folder / path


def _folders(target: Path) -> tuple[Path, ...]:
    """Return the releases that are kept, oldest first."""
    beside = tuple(target / RELEASES / str(number) for number in sorted(numbers(target)))
    return (*beside, target / CURRENT) if is_plain(target) else beside


def _forget_old(target: Path) -> None:
    """Remove old releases, but none that was turned away from a moment ago.

    One that cannot be removed does no harm. The clock is the disk's own.
    """
    kept = RELEASES_KEPT_AS_FOLDERS if is_plain(target) else RELEASES_KEPT
    folders = _folders(target)
    ended = [(old, next_.stat().st_mtime) for old, next_ in pairwise(folders)]
    now = folders[-1].stat().st_mtime
    for place, (old, ended_at) in enumerate(reversed(ended), 2):
        is_fresh = now - ended_at < SECONDS_KEPT and kept == RELEASES_KEPT
        if place > kept and not (is_fresh and place <= RELEASES_MAX):
            going = old.with_name(f"{GOING}{old.name}")
            old.rename(going)
            shutil.rmtree(going, ignore_errors=True)


def _named(paths: Iterable[str]) -> tuple[str, ...]:
    """Return the paths to tell of: not the list of digests, nor a copy that goes with its file."""
    every = set(paths) - {SUMS}
    return tuple(
        sorted(
            path for path in every if original_of(path) == path or original_of(path) not in every
        )
    )
