"""Budget: publishing the invented council's 60 services, every page new, in under 1 s."""

import os
import tempfile
import time
from pathlib import Path

import budget

from reinstate.demo.keeping import keep
from reinstate.operations import homes, reading
from reinstate.public.publish import publish

RUNS = 5
BUDGET_SECONDS = 1.0


def main() -> None:
    """Measure, print, and end with 1 when a budget was not kept."""
    budget.heading("Publish")
    with tempfile.TemporaryDirectory() as folder:
        os.environ[homes.HOME_SETTING] = str(Path(folder, "home"))
        keep(is_fresh=False)
        targets = [Path(folder, f"site-{run}") for run in range(RUNS)]
        fresh = sorted(_timed(target) for target in targets)[RUNS // 2]
        again = sorted(_timed(target) for target in targets)[RUNS // 2]
    budget.leave(
        [
            budget.row("60 services, every page new", fresh, BUDGET_SECONDS),
            budget.row("60 services, nothing new", again, BUDGET_SECONDS),
        ]
    )


def _timed(target: Path) -> float:
    reading.forget()
    began = time.perf_counter()
    publish(target)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
