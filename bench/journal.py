"""Budget: verify and fold 100,000 events in under 1 s each; start on 20,000 in under 1 s.

With `--postgresql URL` on PostgreSQL too.
"""

import gc
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import budget
import engines
import made

from reinstate.core.journal.entry import Entry
from reinstate.core.state.evolve import fold
from reinstate.operations import reading
from reinstate.store.verify import verify

EVENTS = 100_000
EVENTS_AT_START = 20_000
SYSTEMS = 2_000
RUNS = 5

START = """
import sys
from pathlib import Path
from reinstate.operations import homes, reading
homes.open_home(Path(sys.argv[1]))
assert reading.council().seq == int(sys.argv[2])
"""


def main() -> None:
    """Measure, print, and end with 1 when a budget was not kept."""
    budget.heading("Journal")
    kept = [each for url in engines.urls() for each in _measured(url)]
    budget.leave(kept)


def _measured(url: str) -> list[bool]:
    with engines.place(url) as large:
        made.home(large, EVENTS, systems=SYSTEMS)
        kept = [
            engines.row(url, f"verify {EVENTS:,} events", _best(_verify), 1),
            engines.row(url, f"fold {EVENTS:,} events", _fold_seconds(), 1),
        ]
        told = f"{engines.name()}: read, decode and fold {EVENTS:,} lines"
        budget.told(told, _best(_read_and_fold))
    with engines.place(url) as small:
        made.home(small, EVENTS_AT_START, systems=SYSTEMS)
        started = _best(lambda: _start(small))
        kept.append(engines.row(url, f"a process starts on {EVENTS_AT_START:,} events", started, 1))
    return kept


def _best(action: Callable[[], None]) -> float:
    """Return the median of a few runs, in seconds; what an earlier run left is gone first."""
    times = []
    for _ in range(RUNS):
        reading.forget()
        gc.collect()
        began = time.perf_counter()
        action()
        times.append(time.perf_counter() - began)
    return sorted(times)[RUNS // 2]


def _verify() -> None:
    assert verify().is_whole


def _fold_seconds() -> float:
    """Return the median time of folding entries that are decoded already."""
    entries = list(reading.entries())
    gc.disable()
    try:
        return _best(lambda: _folded(entries))
    finally:
        gc.enable()


def _folded(entries: list[Entry]) -> None:
    assert fold(entries).seq == EVENTS


def _read_and_fold() -> None:
    assert reading.council().seq == EVENTS


def _start(home: Path) -> None:
    command = [sys.executable, "-c", START, str(home), str(EVENTS_AT_START)]
    subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
