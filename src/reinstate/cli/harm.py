"""The harm of an isolation on the terminal: services that stop, people, threats to life."""

from rich.console import Console

from reinstate.cli.speaking import plain_table
from reinstate.operations.harm import Harm
from reinstate.operations.plain_words import by_kind

ROWS_MAX = 12
"""So many services are listed; the rest is counted."""


def show_harm(console: Console, harm: Harm) -> None:
    """Print what cutting these stops; nothing when it stops nothing."""
    if not harm.services:
        return
    is_bulk = len(harm.subjects) > 1
    what = f"these {by_kind(harm.subjects)}" if is_bulk else "it"
    services = "1 service" if len(harm.services) == 1 else f"{len(harm.services)} services"
    console.print(
        f"Cutting {what} stops {services} for residents and staff:"
        f" {harm.people_affected:,} people.",
        highlight=False,
    )
    lives = len(harm.threats_to_life)
    if lives:
        whose = "its" if lives == 1 else "their"
        console.print(
            f"{_lives(lives, len(harm.services))} when down: start {whose} way by hand now.",
            style="bold red",
            highlight=False,
        )
    _show_table(console, harm)


def _lives(lives: int, services: int) -> str:
    if services == 1:
        return "It is a THREAT TO LIFE"
    return f"{lives} of them {'is' if lives == 1 else 'are'} a THREAT TO LIFE"


def _show_table(console: Console, harm: Harm) -> None:
    table = plain_table("Service", "People", "Harm a day", "")
    for one in harm.services[:ROWS_MAX]:
        mark = "threat to life" if one.is_threat_to_life else ""
        table.add_row(one.name, f"{one.people_affected:,}", str(one.harm_per_day), mark)
    console.print(table)
    if (rest := len(harm.services) - ROWS_MAX) > 0:
        console.print(f"... and {rest} more.", highlight=False)
