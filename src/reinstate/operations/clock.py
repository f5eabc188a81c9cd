"""The only place that reads a clock; a practice home may have its own."""

from datetime import UTC, datetime

from reinstate.core.state.council import Council


def machine_now() -> datetime:
    """Return the machine's clock in UTC."""
    return datetime.now(UTC)


def now(council: Council) -> datetime:
    """Return the time that this home goes by: its own clock where one was set."""
    return council.home.clock or machine_now()
