"""Makes journals of a given size for the benches: a register, an incident, facts in plenty."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from reinstate.core.access.open_home import OpenHome
from reinstate.core.access.open_home import decide as open_home
from reinstate.core.checks.starting import STARTING_CHECKS
from reinstate.core.journal.asking import Asking, entries_of
from reinstate.core.journal.entry import Entry, Via, line_of
from reinstate.core.journal.events.facts import CheckRecorded, EvidenceTaken, Patched
from reinstate.core.journal.events.home import CouncilNames
from reinstate.core.journal.events.incident import IncidentDeclared
from reinstate.core.journal.events.register import RowAdded
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.journal.events.zones import SubjectIsolated
from reinstate.core.journal.rows import EdgeRow, ServiceRow, SystemRow
from reinstate.core.state.council import NOTHING_KNOWN
from reinstate.core.terms.limit import STARTING_LIMITS
from reinstate.core.terms.note import Note
from reinstate.core.terms.system import Verdict
from reinstate.core.terms.zone import Measure
from reinstate.operations import reading
from reinstate.store import connect
from reinstate.store.append import append_session

OWNER = "p-0000000000000001"
SECOND = "p-0000000000000002"
BEGAN = datetime(2026, 9, 1, 8, tzinfo=UTC)
VIA = Via("asserted", "demo")
LAYERS = 12
SYSTEMS_PER_SERVICE = 10
DIGEST = "0" * 64


def entries(
    count: int, *, systems: int, services: int = 0, isolated: int | None = None
) -> Iterator[Entry]:
    """Yield `count` entries of a council with `systems` systems, and a tenth as many services.

    All systems are isolated, or the first `isolated` of them.
    """
    wanted = services or systems // SYSTEMS_PER_SERVICE
    return islice(_entries(systems, wanted, systems if isolated is None else isolated), count)


def home(
    path: Path, count: int, *, systems: int, services: int = 0, isolated: int | None = None
) -> None:
    """Make a home at `path` whose journal has `count` entries, and point at it."""
    connect.migrate(path)
    every = entries(count, systems=systems, services=services, isolated=isolated)
    lines = [line_of(entry) for entry in every]
    with append_session() as session:
        for line in lines:
            seq = session.size + 1
            session.append(_command_id(seq), [line])
    reading.forget()


def _command_id(seq: int) -> str:
    return f"{seq:012x}"


def _entries(systems: int, services: int, isolated: int) -> Iterator[Entry]:
    opening = OpenHome(
        kind="practice",
        council=CouncilNames("Benchton"),
        origin="benchton.example/reinstate",
        key="benchton.example/reinstate+00000000+bm8ga2V5",
        owner=OWNER,
        second=SECOND,
        limits=dict(STARTING_LIMITS),
        required_checks=STARTING_CHECKS,
    )
    asking = Asking(_command_id(1), BEGAN, "machine:init", VIA)
    seq = 0
    for event in (*open_home(NOTHING_KNOWN, opening, asking), *_rows(systems, services)):
        seq += 1
        yield _entry(seq, event)
    for event in _work(isolated):
        seq += 1
        yield _entry(seq, event)


def _entry(seq: int, event: AnyEvent) -> Entry:
    at = BEGAN + timedelta(minutes=seq)
    actor = "machine:init" if seq == 1 else OWNER
    asking = Asking(_command_id(seq), at, actor, VIA)
    return entries_of(seq - 1, asking, (event,))[0]


def _rows(systems: int, services: int) -> Iterator[AnyEvent]:
    """Layers of systems, each needing two of the layer below; services on the top half."""
    per_layer = max(systems // LAYERS, 1)
    for number in range(systems):
        row = SystemRow(id=f"sys-{number}", name=f"System {number}", kind="care")
        yield RowAdded(row=row)
    for number in range(per_layer, systems):
        for step in (0, 7):
            below = number - per_layer - step
            if below >= 0:
                yield _edge(f"system:sys-{number}", f"system:sys-{below}", number * 10 + step)
    for number in range(services):
        yield RowAdded(row=ServiceRow(id=f"svc-{number}", name=f"Service {number}"))
        top = systems - 1 - number
        yield _edge(f"service:svc-{number}", f"system:sys-{top}", 10**9 + number)


def _edge(who: str, what: str, number: int) -> AnyEvent:
    return RowAdded(row=EdgeRow(id=f"edge-{number}", from_=who, to=what))


def _work(systems: int) -> Iterator[AnyEvent]:
    yield IncidentDeclared(note=Note("n-1", DIGEST))
    subjects = [f"system:sys-{number}" for number in range(systems)]
    for subject in subjects:
        yield SubjectIsolated(subject=subject, round=1, measure=Measure.PORT)
    while True:
        for subject in subjects:
            yield EvidenceTaken(subject=subject, round=1, what="disk", files=(DIGEST,))
        for subject in subjects:
            yield Patched(subject=subject, round=1, done_by=(OWNER,), level=Note("n-1", DIGEST))
        for check in ("event-logs", "files", "accounts"):
            for subject in subjects:
                yield CheckRecorded(
                    subject=subject,
                    round=1,
                    check=check,
                    verdict=Verdict.NONE_FULL,
                    files=1200,
                    rules=300,
                    digest=DIGEST,
                )
