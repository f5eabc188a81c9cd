"""The gate as people read it: by step, what is done and what is missing, and who lifts it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from msgspec import Struct

from reinstate.core.gates.checklist import ITEMS, open_items
from reinstate.core.gates.examine import Examination
from reinstate.core.gates.listing import RowFound, left_out, rows_found, steps
from reinstate.core.gates.look import Look
from reinstate.core.gates.rows_clearances import is_glass_overdue, rests_on_glass
from reinstate.core.journal.events.facts import (
    DegradedAccepted,
    EvidenceUnobtainable,
    GlassBroken,
    Restored,
)
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.limit import Limit
from reinstate.core.terms.moment import minutes
from reinstate.core.terms.reference import EntryId
from reinstate.core.terms.zone import Declared
from reinstate.desk.wording import WAYS
from reinstate.operations import chronicle, texts
from reinstate.operations.chronicle import EntrySeen
from reinstate.operations.sentences.subjects import CAUSES

TITLES: Final = {
    "route-chosen": "The way back is chosen",
    "power-explained": "Why it was powered off",
    "evidence-taken": "Evidence is kept, before anything is wiped",
    "restore-point": "The backup is tested and swept",
    "rebuilt": "It is wiped and rebuilt, or new",
    "attestation": "Supplier or other side says in writing that it is safe",
    "tokens-revoked": "Sessions and keys are revoked",
    "devices-done": "Every device is rebuilt or examined",
    "findings": "Nothing that was found stands",
    "credentials-reset": "Passwords and keys are reset",
    "patched": "It is patched",
    "support": "Its supplier supports it",
    "monitored": "Somebody watches its logs",
    "checks": "The checks it needs are passed",
    "needs-connected": "What it needs is connected",
    "accepted": "Its owner accepts it",
    "two-clearances": "Two people cleared it",
}
"""The rows of a gate, as what is true when nothing is missing."""

NAMES: Final = {
    "route-chosen": "Way back",
    "power-explained": "Powered off",
    "evidence-taken": "Evidence",
    "restore-point": "Restore point",
    "rebuilt": "Rebuilt or new",
    "attestation": "Word in writing of the supplier or other side",
    "tokens-revoked": "Sessions and keys",
    "devices-done": "Devices",
    "findings": "Findings",
    "credentials-reset": "Passwords and keys",
    "patched": "Patches",
    "support": "Support",
    "monitored": "Monitoring",
    "checks": "Checks",
    "needs-connected": "What it needs",
    "accepted": "Acceptance",
    "two-clearances": "Clearances",
}
"""The rows of a gate, as what they are about."""

STEPS: Final = {"clean": "To the clean zone", "connected": "Back onto the network"}

TO_STAY: Final = "To stay on the network"

ALSO: Final = {
    "evidence-taken": "unobtainable",
    "needs-connected": "accept-without",
    "restore-point": "restored",
}
"""Another form beside the one that a blocker names, by the row's code."""

COMMANDS: Final[dict[str, tuple[str, type]]] = {
    "unobtainable": ("The supplier cannot give any", EvidenceUnobtainable),
    "accept-without": ("Let it come back without one of them", DegradedAccepted),
    "restored": ("Say what was restored", Restored),
}
"""The words of each such form, and what it records."""


class RowShown(Struct, frozen=True):
    """One row: what it is about or what is true, what is missing, what shows it, another way."""

    code: str
    title: str
    blockers: tuple[Blocker, ...]
    facts: tuple[EntrySeen, ...]
    also: str = ""

    @property
    def is_met(self) -> bool:
        """Return whether nothing is missing."""
        return not self.blockers


class Step(Struct, frozen=True):
    """One step of the way back; `act` is the form that takes it."""

    gate: str
    title: str
    rows: tuple[RowShown, ...]
    is_taken: bool
    act: str

    @property
    def missing(self) -> int:
        """Return how much is missing."""
        return sum(len(row.blockers) for row in self.rows)


class DemandShown(Struct, frozen=True):
    """A connected subject has to be isolated or cleared anew: why, and by when."""

    cause: str
    because: int
    due_at: datetime
    is_overdue: bool


class Due(Struct, frozen=True):
    """What something that was never cut still has to show, by when."""

    title: str
    due_at: datetime
    is_overdue: bool
    blockers: tuple[Blocker, ...]


class Glass(Struct, frozen=True):
    """Break-glass: connected, or to be, on one signature."""

    is_open: bool
    due_at: datetime
    is_overdue: bool
    seen: EntrySeen


class GateShown(Struct, frozen=True):
    """The whole gate of one subject."""

    steps: tuple[Step, ...]
    rests_on: tuple[EntrySeen, ...]
    other: tuple[Blocker, ...]
    left_out: tuple[str, ...]
    route: str
    gaps: tuple[str, ...]
    checklist: tuple[Due, ...]
    glass: Glass | None


def gate_of(examination: Examination) -> GateShown:
    """Return the gate of a subject as its page shows it."""
    look = examination.look
    shown = _rows(look) if _asks_rows(look) else ()
    return GateShown(
        tuple(_step(look, gate, shown) for gate in _steps(look)) if shown else (),
        () if shown else tuple(_entries(look, examination.facts).values()),
        () if shown else tuple(b for b in examination.blockers if b.code != "second-signature"),
        tuple(NAMES[code] for code in left_out(look)),
        WAYS[look.route] if look.route else "",
        gaps_of(examination),
        _checklist(look),
        _glass(look),
    )


def gaps_of(examination: Examination) -> tuple[str, ...]:
    """Return the gaps that were accepted in its checks, in words."""
    kept = texts.texts(examination.gaps)
    return tuple(kept[gap.id] for gap in examination.gaps)


def _asks_rows(look: Look) -> bool:
    """Return whether the rows say what to do next: off the network, or connected on a demand."""
    if look.row is None:
        return False
    is_off = look.state.declared in (Declared.ISOLATED, Declared.CLEAN)
    return is_off or bool(look.state.is_connected and look.since)


def _steps(look: Look) -> tuple[str, ...]:
    """Return the steps that are still asked: what is connected was in the clean zone."""
    return ("connected",) if look.state.is_connected else steps(look)


def _rows(look: Look) -> tuple[tuple[RowFound, RowShown], ...]:
    found = rows_found(look)
    seen = _entries(look, [id_ for row in found for id_ in row.found.facts])
    return tuple((row, _shown(row, seen)) for row in found if not _says_nothing(row))


def _says_nothing(row: RowFound) -> bool:
    """Return whether a row is met by what did not happen: nobody powered it off."""
    return row.code == "power-explained" and row.is_met


def _shown(row: RowFound, seen: dict[EntryId, EntrySeen]) -> RowShown:
    facts = tuple(seen[id_] for id_ in row.found.facts if id_ in seen)
    title = TITLES[row.code] if row.is_met else NAMES[row.code]
    return RowShown(row.code, title, row.found.blockers, facts, ALSO.get(row.code, ""))


def _entries(look: Look, ids: Iterable[EntryId]) -> dict[EntryId, EntrySeen]:
    """Return the entries that meet rows, in words: facts and clearances of the subject."""
    council, wanted = look.council, set(ids)
    known = [entry for entry in look.facts if entry.id in wanted]
    return {one.entry.id: one for one in chronicle.worded(known, council)}


def _step(look: Look, gate: str, shown: Iterable[tuple[RowFound, RowShown]]) -> Step:
    is_taken = gate == "clean" and look.state.declared is Declared.CLEAN
    rows = tuple(row for found, row in shown if found.gate == gate)
    title = TO_STAY if look.state.is_connected else STEPS[gate]
    return Step(gate, title, rows, is_taken, "clean" if gate == "clean" else "reconnect")


def demands_of(look: Look) -> tuple[DemandShown, ...]:
    """Return the demands that stand: isolate it, or clear it anew."""
    demands = (look.council.demands[id_] for id_ in look.state.demands)
    found: list[DemandShown] = []
    for one in demands:
        due_at = look.council.time.at(one.seq, one.at) + minutes(one.minutes)
        if not one.is_met:
            found.append(DemandShown(CAUSES[one.cause], one.because, due_at, look.at > due_at))
    return tuple(found)


def _checklist(look: Look) -> tuple[Due, ...]:
    items = open_items(look.council, look.subject, look.at)
    return tuple(
        Due(NAMES[one.code], one.due_at, look.at > one.due_at, ITEMS[one.code](look).blockers)
        for one in items
    )


def _glass(look: Look) -> Glass | None:
    broken = look.last(GlassBroken)
    if broken is None or (look.state.is_connected and not rests_on_glass(look)):
        return None
    due_at = look.council.at_of(broken) + minutes(look.council.limit(Limit.BREAK_GLASS))
    (seen,) = chronicle.worded((broken,), look.council)
    return Glass(rests_on_glass(look), due_at, is_glass_overdue(look), seen)
