"""The ways in which disk and database can fail us."""

from reinstate.core.terms.trouble import WorldFailed


class HomeMissing(WorldFailed):
    """There is no home, or it was never finished."""


class HomeReadOnly(WorldFailed):
    """The home can be read but not written."""


class DiskFull(WorldFailed):
    """The disk has no room left for what was to be written."""


class StoreBusy(WorldFailed):
    """Another process held the journal for too long."""


class StoreFailed(WorldFailed):
    """The database or the disk failed in another way."""
