"""Exit conditions that follow from services: opened by their owners, backlogs, workarounds."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from reinstate.core.levels.derive import level_in
from reinstate.core.levels.leftovers import backlog_reasons, workaround_reasons
from reinstate.core.levels.names import name_of
from reinstate.core.levels.publish import UP
from reinstate.core.levels.view import View
from reinstate.core.state.council import Council
from reinstate.core.state.step import all_cells, cell_of
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.level import WORDS, Level, is_below

GATE: Final = "phase"


def services_opened(council: Council, at: datetime) -> Iterator[Blocker]:
    """Yield each cell that works better than its owner has opened it."""
    view = View(council, at)
    for cell in all_cells(council):
        opened = cell_of(council, cell).opened
        if opened is Level.NORMAL:
            continue
        level = level_in(view, cell)
        if level in UP and is_below(opened, level):
            sentence = f"The owner of {name_of(council, cell)} can open it to {WORDS[level]}."
            yield Blocker(GATE, "services-opened", sentence, f"reinstate open {cell} {level}")


def backlogs_worked_off(council: Council, at: datetime) -> Iterator[Blocker]:
    """Yield each backlog of the incident that is uncounted or above its baseline."""
    view = View(council, at)
    for cell in all_cells(council):
        for reason in backlog_reasons(view, cell):
            yield Blocker(GATE, "backlogs-worked-off", reason.sentence, reason.need)


def workarounds_reconciled(council: Council, _at: datetime) -> Iterator[Blocker]:
    """Yield each workaround that is in use, or whose records are not all in the system."""
    for cell in all_cells(council):
        for reason in workaround_reasons(council, cell):
            sentence = f"{name_of(council, cell)}: {reason.sentence}"
            yield Blocker(GATE, "workarounds-reconciled", sentence, reason.need)
