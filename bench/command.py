"""Budget: one command on 2,000 systems and 20,000 events, p95 under 50 ms.

With `--postgresql URL` on PostgreSQL too.
"""

import time
from collections.abc import Callable

import budget
import engines
import made

from reinstate.core.checks.finding import RaiseFinding
from reinstate.core.gates.record import Record
from reinstate.core.journal.events.facts import Patched
from reinstate.core.terms.note import Note
from reinstate.core.terms.zone import Seen
from reinstate.core.zones.isolate import Isolate
from reinstate.core.zones.see import See
from reinstate.operations import reading
from reinstate.operations.act import Acting, CommandMaker, act

EVENTS = 20_000
SYSTEMS = 2_000
RUNS = 60
BUDGET_SECONDS = 0.05


def main() -> None:
    """Measure, print, and end with 1 when a budget was not kept."""
    budget.heading(f"One command, {SYSTEMS:,} systems, {EVENTS:,} events")
    budget.leave([each for url in engines.urls() for each in _measured(url)])


def _measured(url: str) -> list[bool]:
    with engines.place(url) as home:
        made.home(home, EVENTS, systems=SYSTEMS)
        reading.council()
        return [
            engines.row(url, f"{what}, p95", _p95(make), BUDGET_SECONDS)
            for what, make in COMMANDS.items()
        ]


def _p95(make: Callable[[int], CommandMaker]) -> float:
    acting = Acting(made.OWNER, made.VIA)
    samples = []
    for number in range(RUNS):
        command = make(number)
        began = time.perf_counter()
        act(command, acting)
        samples.append(time.perf_counter() - began)
    return budget.p95(samples)


def _patched(number: int) -> CommandMaker:
    level = Note("n-1", made.DIGEST)
    fact = Patched(subject=f"system:sys-{number}", done_by=(made.OWNER,), level=level)
    return lambda _writing, _council: Record(fact)


def _seen(number: int) -> CommandMaker:
    return lambda _writing, _council: See((f"system:sys-{number}",), Seen.CUT)


def _found_at_the_bottom(number: int) -> CommandMaker:
    subject = f"system:sys-{number}"
    return lambda writing, _council: RaiseFinding((subject,), writing.note("A web shell."))


def _isolated(number: int) -> CommandMaker:
    return lambda _writing, _council: Isolate((f"devices:new-{number}",))


COMMANDS = {
    "record a fact": _patched,
    "record a sighting": _seen,
    "raise a finding that everything rests on": _found_at_the_bottom,
    "isolate a subject": _isolated,
}


if __name__ == "__main__":
    main()
