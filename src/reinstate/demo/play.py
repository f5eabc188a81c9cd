"""Plays the invented council's first weeks in a practice home, through the real operations."""

from collections.abc import Callable
from datetime import date
from typing import Final

from reinstate.demo import arrival
from reinstate.demo.stage import Stage, first_day
from reinstate.demo.story import (
    ago00_today,
    ago01_pages,
    ago02_found,
    ago04_records,
    ago07_money,
    ago08_list,
    ago11_directory,
    ago14_voices,
    day00_off,
    day01_told,
    day04_ground,
)
from reinstate.operations.progress import Progress, silent

Chapter = Callable[[Stage], None]

FRESH: Final[tuple[Chapter, ...]] = (arrival.play, day00_off.declare)
"""The incident is just declared, and nothing is isolated."""

WHOLE: Final[tuple[Chapter, ...]] = (
    arrival.play,
    day00_off.play,
    day01_told.play,
    day04_ground.play,
    ago14_voices.play,
    ago11_directory.play,
    ago08_list.play,
    ago07_money.play,
    ago04_records.play,
    ago02_found.play,
    ago01_pages.play,
    ago00_today.play,
)
"""Everything up to this morning."""


def play(today: date, *, is_fresh: bool = False, progress: Progress = silent) -> Stage:
    """Play the story in a home just opened; the clock is left standing at its end."""
    stage = Stage(today, today if is_fresh else first_day(today))
    chapters = FRESH if is_fresh else WHOLE
    for number, chapter in enumerate(chapters):
        progress("Playing the first weeks", number, len(chapters))
        chapter(stage)
    progress("Playing the first weeks", len(chapters), len(chapters))
    return stage
