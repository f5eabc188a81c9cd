"""What residents read by now: the release that stands, and which entry of the journal it proves."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from msgspec import Struct

from reinstate.core.state.council import Council
from reinstate.core.terms.trouble import ReinstateError
from reinstate.operations import publishing, reading
from reinstate.operations.turning import SUMS, standing

BEHIND_AFTER: Final = timedelta(seconds=30)
"""A publisher that runs follows within seconds; one that is later does not run."""


class SiteSeen(Struct, frozen=True, kw_only=True):
    """The release that residents read.

    `entry` is the last entry under its signed head; 0 where it has none. `is_behind`: the
    journal has grown since, and nobody has published it.
    """

    number: int
    published_at: datetime
    entry: int
    is_behind: bool


def site_seen(council: Council, at: datetime, target: Path | None = None) -> SiteSeen | None:
    """Return what stands at the target; nothing where nothing was ever published there."""
    try:
        found = standing(target or publishing.default_target())
    except ReinstateError:
        return None
    if found is None:
        return None
    entry = _entry(found.folder / publishing.CHECKPOINT)
    return SiteSeen(
        number=found.number,
        published_at=datetime.fromtimestamp(_written(found.folder), UTC),
        entry=entry,
        is_behind=_is_behind(council, entry, at),
    )


def _is_behind(council: Council, entry: int, at: datetime) -> bool:
    """Return whether the first entry that is not published is old enough to wonder.

    A locked key signs no new head, so that the pages may be newer than what is proved.
    """
    if not 0 < entry < council.seq or publishing.is_key_locked():
        return False
    following = next(reading.entries(entry, entry + 1), None)
    return following is not None and at - following.recorded_at > BEHIND_AFTER


def _written(folder: Path) -> float:
    sums = folder / SUMS
    return (sums if sums.exists() else folder).stat().st_mtime


def _entry(checkpoint: Path) -> int:
    """Return the size of the journal that a signed head tells; 0 where it cannot be read."""
    try:
        lines = checkpoint.read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0
    return int(lines[1]) if len(lines) > 1 and lines[1].isdigit() else 0
