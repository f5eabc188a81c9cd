"""The harm of an isolation on the terminal: services that stop, people, threats to life."""

from rich.console import Console

from reinstate.cli.speaking import plain_table
from reinstate.operations.harm import Harm

ROWS_MAX = 12
"""So many services are listed; the rest is counted."""


def show_harm(console: Console, harm: Harm) -> None:
    """Print what cutting these stops; nothing when it stops nothing."""
    if not harm.services:
        return
    is_bulk = len(harm.subjects) > 1
    what = f"these {len(harm.subjects)} subjects" if is_bulk else "it"
    console.print(
        f"Cutting {what} stops {len(harm.services)} services for residents and staff:"
        f" {harm.people_affected:,} people.",
        highlight=False,
    )
    lives = len(harm.threats_to_life)
    if lives:
        console.print(
            f"{lives} of them are a THREAT TO LIFE when down: start their way by hand now.",
            style="bold red",
            highlight=False,
        )
    if is_bulk:
        _show_table(console, harm)


def _show_table(console: Console, harm: Harm) -> None:
    table = plain_table("Service", "People", "Harm a day", "")
    for one in harm.services[:ROWS_MAX]:
        mark = "threat to life" if one.is_threat_to_life else ""
        table.add_row(one.name, f"{one.people_affected:,}", str(one.harm_per_day), mark)
    console.print(table)
    if (rest := len(harm.services) - ROWS_MAX) > 0:
        console.print(f"... and {rest} more.", highlight=False)
