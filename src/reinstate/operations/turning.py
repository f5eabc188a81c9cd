"""Turns `current` to a release: a link where the disk has links, else a folder of that name.

With links there is a site at every moment. Without, as on a memory stick, two renames follow
each other; a publisher that dies between them leaves no site until the next one mends it.
"""

import errno
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from msgspec import Struct

from reinstate.core.terms.trouble import WorldFailed
from reinstate.operations.release_folder import sync_disk

RELEASES: Final = "releases"
CURRENT: Final = "current"
NUMBER: Final = ".number"
"""Below `releases`, where `current` is a folder: the number of the release it was."""

SUMS: Final = "SHA256SUMS"
"""The digest of every file of a release, as `sha256sum --check` reads them."""

OURS: Final = (SUMS, "api/v2/summary.json")
"""Either makes a folder one of ours; the first releases had no list of digests."""

NO_LINKS: Final = frozenset((errno.EPERM, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP))
"""What disks without links say to one."""


class Standing(Struct, frozen=True):
    """The release that stands: its number, and the folder its files are in."""

    number: int
    folder: Path


def standing(target: Path) -> Standing | None:
    """Return the release that `current` is, if there is one.

    Raises:
        WorldFailed: If `current` is something that no publication made.
    """
    current, releases = target / CURRENT, target / RELEASES
    if current.is_symlink():
        folder = releases / current.readlink().name
        if _is_release(folder) and current.resolve() == folder.resolve():
            return Standing(int(folder.name), folder)
        if not current.exists():  # it points at nothing: start again
            return None
    elif current.is_dir() and is_plain(target):
        return Standing(_plain_number(target), current)
    if current.exists():
        raise WorldFailed(
            "target-foreign",
            "`current` in this folder was not made by a publication; nothing was touched.",
            place=str(current),
            next="Name an empty folder with --to.",
        )
    return None


def turn(target: Path, number: int) -> None:
    """Turn `current` to the release of this number; it is whole and on the disk already."""
    if is_plain(target) or not _turned_by_link(target, number):
        _turn_by_name(target, number)
    sync_disk(target)


def mend(target: Path) -> None:
    """Finish what a publisher began that died between two names."""
    if is_plain(target):
        if not (target / CURRENT).exists() and (found := sorted(numbers(target))):
            (target / RELEASES / str(found[-1])).rename(target / CURRENT)
            _say_number(target, found[-1])
        _say_number(target, _plain_number(target))


def is_plain(target: Path) -> bool:
    """Return whether `current` is a folder here, since the disk has no links."""
    return (target / RELEASES / NUMBER).is_file() and not (target / CURRENT).is_symlink()


def numbers(target: Path) -> Iterator[int]:
    """Yield the numbers of the releases that lie beside `current`, in no order.

    Other programs keep their releases so as well: theirs are not looked at, nor ever removed.
    """
    for path in (target / RELEASES).iterdir():
        if _is_release(path):
            yield int(path.name)


def free_number(target: Path, before: Standing | None) -> int:
    """Return the number of the next release: past all of ours, and nobody's folder yet."""
    number = max([before.number if before is not None else 0, *numbers(target)]) + 1
    while (target / RELEASES / str(number)).exists():
        number += 1
    return number


def _is_release(folder: Path) -> bool:
    """Return whether a publication made this folder."""
    is_number = folder.name.isascii() and folder.name.isdigit()
    return is_number and any((folder / path).is_file() for path in OURS)


def _turned_by_link(target: Path, number: int) -> bool:
    turning = target / f".{CURRENT}"
    turning.unlink(missing_ok=True)
    try:
        turning.symlink_to(Path(RELEASES) / str(number))
    except OSError as error:
        if error.errno in NO_LINKS:
            return False
        raise
    turning.replace(target / CURRENT)
    return True


def _turn_by_name(target: Path, number: int) -> None:
    """Give `current` its number back, and its name to the new release; order matters to `mend`."""
    releases, current = target / RELEASES, target / CURRENT
    if current.exists():
        current.rename(releases / str(_plain_number(target)))
    else:
        _say_number(target, number - 1)
    (releases / str(number)).rename(current)
    _say_number(target, number)


def _plain_number(target: Path) -> int:
    """Return the number of the folder `current`.

    When the release of the number that was said lies beside it, its successor took its place.
    """
    words = (target / RELEASES / NUMBER).read_text().strip()
    said = int(words) if words.isdigit() else 0
    if (target / RELEASES / str(said)).exists():
        return max(numbers(target)) + 1
    return said


def _say_number(target: Path, number: int) -> None:
    place = target / RELEASES / NUMBER
    if not place.is_file() or place.read_text().strip() != str(number):
        half = place.with_name(f"{NUMBER}.half")
        half.write_text(f"{number}\n")
        half.replace(place)
