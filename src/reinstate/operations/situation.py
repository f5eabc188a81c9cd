"""How the council stands at a moment: zones, levels, services and systems in one answer."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from reinstate.core.gates.examine import Examination, examine
from reinstate.core.gates.look import look_at
from reinstate.core.gates.rows_clearances import rests_on_glass
from reinstate.core.journal.rows import ServiceRow, SystemRow
from reinstate.core.levels.names import name_of
from reinstate.core.levels.publish import Standing, common, standing_in
from reinstate.core.levels.reason import Reason
from reinstate.core.levels.view import View
from reinstate.core.state.council import Council
from reinstate.core.state.incident import Incident
from reinstate.core.state.step import cells_of
from reinstate.core.state.subject import Subject
from reinstate.core.terms.level import ORDER, WORDS, Level
from reinstate.core.terms.reference import Ref, id_of, kind_of, ref
from reinstate.core.terms.trouble import BadInput
from reinstate.core.terms.zone import Declared
from reinstate.core.zones.subjects import all_subjects
from reinstate.operations import clock, reading, times
from reinstate.store import connect, keys, verify

READY = "ready"


class CellStanding(Struct, frozen=True):
    """One cell of a service, and every reason why it is no better."""

    cell: Ref
    name: str
    level: Level
    derived: Level
    opened: Level
    lowered: Level | None
    reasons: tuple[Reason, ...]


class ServiceStanding(Struct, frozen=True):
    """One service as residents read it."""

    id: str
    name: str
    level: Level
    words: str
    is_threat_to_life: bool
    cells: tuple[CellStanding, ...]


class SubjectStanding(Struct, frozen=True):
    """One subject of containment: its zone, how it was cut, what was seen, what holds it."""

    subject: Ref
    name: str
    hosting: str
    zone: str
    basis: str
    measure: str
    seen: str
    seen_at: datetime | None
    round: int
    open: bool
    blockers: int
    demands: int
    findings: int
    rests_on_glass: bool


class Situation(Struct, frozen=True):
    """The whole answer; `subjects` holds links, waves and device groups as well."""

    as_of: datetime
    incident: Incident | None
    phase: str
    zones: dict[str, int]
    levels: dict[str, int]
    services: tuple[ServiceStanding, ...]
    subjects: tuple[SubjectStanding, ...]


def now() -> tuple[Council, datetime]:
    """Return what is known now, and the time that this home goes by."""
    council = reading.council()
    return council, clock.now(council)


def known(as_of: str) -> tuple[Council, datetime]:
    """Return what is known now, or was known at `as_of`, and that moment.

    Raises:
        BadInput: If that moment has not come.
    """
    council, at = now()
    if not as_of:
        return council, at
    asked = times.instant(as_of, at)
    if asked > max(at, council.last_at):
        raise BadInput(
            "not-yet",
            f"{times.told(asked)} has not come yet: nobody knows how it stands then.",
            next=f"It is {times.told(at)} here: name an earlier time, or none to see it now.",
        )
    return reading.council_as_of(asked), asked


def journal_wrong_from() -> int | None:
    """Return from which entry the journal is not what was written: none when it is whole.

    It is 0 when what is wrong is no entry, such as a checkpoint.
    """
    fault = verify.verify(keys=keys.public_keys(connect.current_home())).fault
    return None if fault is None else fault.first


def began_at() -> datetime | None:
    """Return when the first entry of this home was written, nothing when it has none."""
    return next((entry.recorded_at for entry in reading.entries(upto=1)), None)


def situation(council: Council, at: datetime) -> Situation:
    """Return how the council stands."""
    services = tuple(service_standings(council, at))
    subjects = tuple(subject_standing(council, one, at) for one in all_subjects(council))
    zones, levels = Counter(s.zone for s in subjects), Counter(s.level for s in services)
    return Situation(
        at,
        council.incident,
        council.incident.phase.value if council.incident else READY,
        {zone.value: zones[zone.value] for zone in Declared},
        {level.value: levels[level] for level in ORDER},
        services,
        subjects,
    )


def resting_on_glass(council: Council, at: datetime) -> tuple[Ref, ...]:
    """Return the subjects that are connected by break-glass, on one signature."""
    opened = sorted(one for one, state in council.subjects.items() if state.glass)
    return tuple(one for one in opened if rests_on_glass(look_at(council, one, at)))


def zone_of(subject: Subject) -> str:
    """Return where a subject stands: connected only when we know why, else unknown."""
    if subject.declared is Declared.CONNECTED and not subject.is_connected:
        return Declared.UNKNOWN.value
    return subject.declared.value


def subject_standing(council: Council, subject: Ref, at: datetime) -> SubjectStanding:
    """Return how one subject stands."""
    return standing_of(council, examine(council, subject, at))


def standing_of(council: Council, examination: Examination) -> SubjectStanding:
    """Return how the subject stands that was examined."""
    subject, state, row = examination.look.subject, examination.look.state, examination.look.row
    demands = (council.demands[id_] for id_ in state.demands)
    return SubjectStanding(
        subject,
        name_of(council, subject),
        row.hosting.value if isinstance(row, SystemRow) else "",
        zone_of(state),
        state.basis.value,
        state.measure.value,
        state.seen.state.value if state.seen else "",
        (state.seen.at.latest or council.at_of(council.facts[state.seen.seq]))
        if state.seen
        else None,
        state.round,
        examination.is_open,
        len(examination.blockers),
        sum(not demand.is_met for demand in demands),
        sum(council.findings[id_].holds for id_ in state.findings),
        rests_on_glass(examination.look),
    )


def service_standings(council: Council, at: datetime) -> Iterator[ServiceStanding]:
    """Yield how each service on the register stands."""
    view = View(council, at)
    services = sorted(id_of(key) for key in council.register.rows if kind_of(key) == "service")
    found = (service_standing(view, service) for service in services)
    yield from (one for one in found if one is not None)


def service_standing(view: View, service: str) -> ServiceStanding | None:
    """Return how one service stands; nothing where the register has it no longer."""
    council = view.council
    row = council.register.rows.get(ref("service", service))
    if not isinstance(row, ServiceRow):
        return None
    cells = tuple(
        cell_standing(council, cell, standing_in(view, cell)) for cell in cells_of(council, service)
    )
    level = common(cell.level for cell in cells)
    return ServiceStanding(row.id, row.name, level, WORDS[level], row.is_threat_to_life, cells)


def cell_standing(council: Council, cell: Ref, standing: Standing) -> CellStanding:
    """Return how one cell stands."""
    lowered = standing.lowered.level if standing.lowered else None
    return CellStanding(
        cell,
        name_of(council, cell),
        standing.published,
        standing.derived.level,
        standing.opened,
        lowered,
        standing.reasons,
    )
