"""Budgets: publish 60 services in under 1 s, 500 in under 5 s, one change in under 0.5 s."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import budget
import made

from reinstate.core.terms.level import Level
from reinstate.demo.keeping import keep
from reinstate.operations import homes, reading
from reinstate.operations.act import Acting
from reinstate.operations.serving import lower
from reinstate.public.publish import publish

RUNS = 5
SERVICES = 500
SYSTEMS = 1_000
EVENTS = 20_000
SMALL_SECONDS = 1.0
LARGE_SECONDS = 5.0
CHANGE_SECONDS = 0.5


def main() -> None:
    """Measure, print, and end with 1 when a budget was not kept."""
    budget.heading("Publish")
    with tempfile.TemporaryDirectory() as folder:
        os.environ[homes.HOME_SETTING] = str(Path(folder, "invented"))
        keep(is_fresh=False)
        kept = _whole("60 services", Path(folder, "small"), SMALL_SECONDS)
        os.environ[homes.HOME_SETTING] = str(Path(folder, "made"))
        made.home(Path(folder, "made"), EVENTS, systems=SYSTEMS, services=SERVICES)
        what = f"{SERVICES} services, {EVENTS:,} entries"
        kept += _whole(what, Path(folder, "large"), LARGE_SECONDS)
        changes = sorted(_changes(Path(folder, "large", "0")))
        kept.append(budget.row("one change, `serve` running", changes[RUNS // 2], CHANGE_SECONDS))
    budget.leave(kept)


def _whole(what: str, sites: Path, seconds: float) -> list[bool]:
    """Print how long a whole publication of this home takes; return whether budgets were kept."""
    targets = [sites / str(run) for run in range(RUNS)]
    fresh, again = _median(_cold, targets), _median(_cold, targets)
    by_command = [sites / f"by-command-{run}" for run in range(RUNS)]
    budget.told(f"{what}, every page new, the command", _median(_by_command, by_command))
    budget.told(f"{what}, nothing new, the command", _median(_by_command, by_command))
    return [
        budget.row(f"{what}, every page new", fresh, seconds),
        budget.row(f"{what}, nothing new", again, seconds),
    ]


def _median(action: Callable[[Path], None], targets: list[Path]) -> float:
    """Return the median time of doing it to each of these, in seconds."""
    times = []
    for target in targets:
        reading.forget()
        began = time.perf_counter()
        action(target)
        times.append(time.perf_counter() - began)
    return sorted(times)[len(times) // 2]


def _cold(target: Path) -> None:
    publish(target)


def _by_command(target: Path) -> None:
    words = [sys.executable, "-m", "reinstate", "publish", "--to", str(target)]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _changes(target: Path) -> Iterator[float]:
    """Yield how long one publication takes after each of a few changes of one level."""
    last, acting = publish(target), Acting(made.OWNER, made.VIA)
    for run in range(RUNS):
        at = made.BEGAN + timedelta(days=3650)
        lower(acting, f"cell:svc-{run}/all/all", Level.UNKNOWN, "We do not know.", at)
        began = time.perf_counter()
        last = publish(target, history=last.history)
        yield time.perf_counter() - began
        assert f"services/svc-{run}/index.html" in last.release.written


if __name__ == "__main__":
    main()
