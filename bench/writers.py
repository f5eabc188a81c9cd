"""How many commands a second four processes append at once; a desk needs less than one.

With `--postgresql URL` on PostgreSQL too.
"""

import subprocess
import sys
import time
from pathlib import Path

import budget
import engines
import made

from reinstate.operations import reading
from reinstate.store.verify import verify

WRITERS = 4
COMMANDS_EACH = 100
SYSTEMS = 200
EVENTS = 1_000
BUDGET_SECONDS = 1.0
"""For one command while three others write: a person waits no longer for a click."""

WRITER = """
import sys
import time
from pathlib import Path
from reinstate.core.access.set_council import SetCouncil
from reinstate.core.journal.events.home import CouncilNames
from reinstate.core.journal.entry import Via
from reinstate.operations import homes, reading
from reinstate.operations.act import Acting, act
homes.open_home(Path(sys.argv[1]))
reading.council()
acting = Acting(sys.argv[4], Via("asserted", "demo"))
print("ready", flush=True)
sys.stdin.readline()
for number in range(int(sys.argv[3])):
    command = SetCouncil(CouncilNames(f"{sys.argv[2]} {number}"))
    began = time.perf_counter()
    act(lambda _writing, _council: command, acting)
    print(time.perf_counter() - began, flush=True)
"""


def main() -> None:
    """Measure, print, and end with 1 when a budget was not kept."""
    budget.heading(f"{WRITERS} processes, {COMMANDS_EACH} commands each, at once")
    budget.leave([_measured(url) for url in engines.urls()])


def _measured(url: str) -> bool:
    with engines.place(url) as home:
        made.home(home, EVENTS, systems=SYSTEMS)
        on = engines.name()
        seconds, samples = _run(home)
        count = WRITERS * COMMANDS_EACH
        assert reading.council().seq == EVENTS + count
        assert verify().is_whole
        print(f"  {on}: {count / seconds:.0f} commands a second, none lost, none doubled")
        return budget.row(
            f"{on}: one command among {WRITERS}, p95", budget.p95(samples), BUDGET_SECONDS
        )


def _run(home: Path) -> tuple[float, list[float]]:
    running = [_start(home, number) for number in range(WRITERS)]
    for each in running:
        assert each.stdout is not None
        each.stdout.readline()
    began = time.perf_counter()
    for each in running:
        assert each.stdin is not None
        each.stdin.write("go\n")
        each.stdin.flush()
    samples = []
    for each in running:
        assert each.stdout is not None
        samples += [float(line) for line in each.stdout]
        assert each.wait() == 0
    return time.perf_counter() - began, samples


def _start(home: Path, number: int) -> subprocess.Popen[str]:
    words = [sys.executable, "-c", WRITER, str(home), f"Writer {number}", str(COMMANDS_EACH)]
    return subprocess.Popen(
        [*words, made.OWNER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


if __name__ == "__main__":
    main()
