"""A desk in memory, with rows and councils that have dull defaults: state only from events."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final, TypeVar

import pytest

from reinstate.core.access.confirm import Confirm
from reinstate.core.access.enrol import Enrol
from reinstate.core.access.grant_role import GrantRole
from reinstate.core.access.open_home import OpenHome
from reinstate.core.access.reset_factor import ResetFactor
from reinstate.core.checks.starting import STARTING_CHECKS
from reinstate.core.commands.decide import Command, decide
from reinstate.core.gates.examine import examine
from reinstate.core.incident.declare import Declare
from reinstate.core.journal.asking import Asking, entries_of
from reinstate.core.journal.entry import Entry, Via
from reinstate.core.journal.event import Event
from reinstate.core.journal.events.home import CheckRule, ClockSteppedBack, CouncilNames, HomeKind
from reinstate.core.journal.events.people import Strength
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.journal.rows import (
    AnyRow,
    DeviceGroupRow,
    EdgeRow,
    LinkRow,
    OrganisationRow,
    ServiceRow,
    SystemRow,
    WaveRow,
)
from reinstate.core.register.apply import Import
from reinstate.core.register.incoming import Batch, Incoming
from reinstate.core.state.council import NOTHING_KNOWN, Council
from reinstate.core.state.evolve import fold
from reinstate.core.state.step import subject_of
from reinstate.core.state.subject import Subject
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.limit import STARTING_LIMITS
from reinstate.core.terms.note import Note
from reinstate.core.terms.reference import Ref
from reinstate.core.terms.role import Role
from reinstate.core.terms.system import Hosting
from reinstate.core.terms.trouble import Refused

E = TypeVar("E", bound=Event)
People = Mapping[str, tuple[Role, ...]]

START_AT: Final = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MINUTE: Final = timedelta(minutes=1)
HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)
LONG_AGO: Final = START_AT - 90 * DAY

ASHA, BEN, CAI, DEE, ELI = "asha", "ben", "cai", "dee", "eli"
"""Asha runs the desk, Ben and Cai clear, Dee is the auditor, Eli has no access."""

CAST: Final[People] = {CAI: (Role.CLEARER,), DEE: (Role.AUDITOR,)}
"""Whom Asha enrols, and Ben confirms, once she and Ben have opened the home."""

LEDGER: Final = "system:sys-ledger"
MACHINES: Final = frozenset({"machine:init", "machine:clock", "machine:watch"})


@dataclass(frozen=True)
class Done:
    """What one command appended."""

    entries: tuple[Entry, ...]

    @property
    def id(self) -> str:
        """Return the id of what was born first."""
        return self.entries[0].id

    @property
    def seq(self) -> int:
        """Return the seq of the first entry."""
        return self.entries[0].seq

    @property
    def events(self) -> tuple[AnyEvent, ...]:
        """Return every event, those that it caused included."""
        return tuple(entry.event for entry in self.entries)

    def of(self, type_: type[E]) -> tuple[E, ...]:
        """Return the events of one type."""
        return tuple(event for event in self.events if isinstance(event, type_))


@dataclass
class Desk:
    """A council, its journal and its clock, all in memory; each command takes a minute."""

    council: Council = NOTHING_KNOWN
    entries: list[Entry] = field(default_factory=list[Entry])
    at: datetime = START_AT
    commands: int = 0

    def asking(
        self, *, by: str = ASHA, at: datetime | None = None, strength: Strength = "password"
    ) -> Asking:
        """Return who asks for the next command, and when."""
        moment = self.at if at is None else at
        return Asking(f"c{self.commands:05}", moment, by, Via(strength, "cli"))

    def do(
        self,
        command: Command,
        *,
        by: str = ASHA,
        at: datetime | None = None,
        strength: Strength = "password",
    ) -> Done:
        """Do one command as operations do: nothing is appended when it is refused."""
        self.at = self.at if at is None else at
        asking = self.asking(by=by, strength=strength)
        stepped = self._stepped_back(asking)
        known = fold(stepped, self.council)
        asking = Asking(asking.command_id, asking.at, by, asking.via, len(stepped))
        events = decide(known, command, asking)
        new = (*stepped, *entries_of(known.seq, asking, events)) if events else ()
        self.council = fold(new, self.council)
        self.entries += new
        self._tick()
        return Done(new[len(stepped) :])

    def refused(
        self,
        command: Command,
        *,
        by: str = ASHA,
        at: datetime | None = None,
        strength: Strength = "password",
    ) -> tuple[Blocker, ...]:
        """Return every reason why a command is refused; fail when it is not."""
        with pytest.raises(Refused) as caught:
            decide(self.council, command, self.asking(by=by, at=at, strength=strength))
        assert caught.value.blockers, "A refusal without a reason."
        assert all(blocker.sentence.endswith(".") for blocker in caught.value.blockers)
        return caught.value.blockers

    def tell(self, *events: AnyEvent, by: str = ASHA) -> Done:
        """Append events as if their command had decided them, and nothing that they cause."""
        new = entries_of(self.council.seq, self.asking(by=by), events)
        self.council = fold(new, self.council)
        self.entries += new
        self._tick()
        return Done(new)

    def wait(self, span: timedelta) -> None:
        """Let time pass."""
        self.at += span

    def blockers(self, subject: Ref = LEDGER, *, at: datetime | None = None) -> tuple[Blocker, ...]:
        """Return everything between a subject and the network."""
        return examine(self.council, subject, self.at if at is None else at).blockers

    def codes(self, subject: Ref = LEDGER, *, at: datetime | None = None) -> set[str]:
        """Return the codes of everything between a subject and the network."""
        return codes(self.blockers(subject, at=at))

    def subject(self, subject: Ref = LEDGER) -> Subject:
        """Return what is known of a subject."""
        return subject_of(self.council, subject)

    def take(self, *rows: AnyRow) -> Done:
        """Import rows, whole."""
        return self.do(an_import(*rows))

    def enrol(self, person: str, *roles: Role, by: str = ASHA, confirmed_by: str = BEN) -> None:
        """Let a person act here in these roles; another person stands behind it."""
        self.do(Enrol(person), by=by)
        for role in roles:
            until = self.at + 30 * DAY if role is Role.EXTERNAL_ADVISER else None
            self.do(GrantRole(person, role, until=until), by=by)
        if self.council.home.kind == "real":
            self.do(ResetFactor(person), by=by)
        if confirmed_by:
            self.do(Confirm(person), by=confirmed_by)

    def _stepped_back(self, asking: Asking) -> tuple[Entry, ...]:
        if asking.at >= self.council.last_at:
            return ()
        event = ClockSteppedBack(from_=self.council.last_at, to=asking.at)
        clock = Asking(asking.command_id, asking.at, "machine:clock", Via("asserted", "cli"))
        return entries_of(self.council.seq, clock, (event,))

    def _tick(self) -> None:
        self.commands += 1
        self.at += MINUTE


def codes(blockers: Iterable[Blocker]) -> set[str]:
    """Return the codes of blockers."""
    return {blocker.code for blocker in blockers}


def a_note(text: str = "words") -> Note:
    """Return where a text is kept; its digest is made up from it."""
    return Note(f"n-{text}", a_digest(text))


def a_digest(of: str = "file") -> str:
    """Return 64 hex digits made up from a word."""
    return of.encode().hex().ljust(64, "0")[:64]


def a_home(*, kind: HomeKind = "practice", checks: tuple[CheckRule, ...] = STARTING_CHECKS) -> Desk:
    """Return a desk whose home Asha and Ben have just opened."""
    desk = Desk()
    opening = OpenHome(
        kind=kind,
        council=CouncilNames("Oakbridge Council"),
        origin="oakbridge.example/journal",
        key="oakbridge.example/journal+1f2e3d4c+AAAA",
        owner=ASHA,
        limits=STARTING_LIMITS,
        required_checks=checks,
        second=BEN,
    )
    desk.do(opening, by="machine:init")
    return desk


def a_council(
    *rows: AnyRow,
    kind: HomeKind = "practice",
    people: People = CAST,
    checks: tuple[CheckRule, ...] = STARTING_CHECKS,
) -> Desk:
    """Return the desk of a council with its people and rows: by default, one ledger."""
    desk = a_home(kind=kind, checks=checks)
    desk.take(*(rows or (a_system(),)))
    for person, roles in people.items():
        desk.enrol(person, *roles)
    return desk


def an_incident(
    *rows: AnyRow,
    kind: HomeKind = "practice",
    people: People = CAST,
    checks: tuple[CheckRule, ...] = STARTING_CHECKS,
) -> Desk:
    """Return the desk of a council that has just said it is under attack."""
    desk = a_council(*rows, kind=kind, people=people, checks=checks)
    desk.do(Declare(a_note("attack")))
    return desk


def an_import(*rows: AnyRow) -> Import:
    """Return the import of whole rows."""
    incoming = (Incoming(row, frozenset(row.__struct_fields__)) for row in rows)
    return Import(Batch(rows=tuple(incoming)))


def an_organisation(id_: str = "oakbridge") -> OrganisationRow:
    """Return an organisation that answers for people's data."""
    return OrganisationRow(id=id_, name=id_.capitalize(), is_controller=True)


def a_system(
    id_: str = "sys-ledger",
    *,
    hosting: Hosting = Hosting.ON_PREMISES,
    kind: str = "server",
    support_ends: str = "",
    is_foundation: bool = False,
    accepting_role: Role = Role.TECHNICAL_OWNER,
    belongs_to: str = "",
    serves: tuple[str, ...] = (),
) -> SystemRow:
    """Return a server of our own that its supplier keeps current."""
    return SystemRow(
        id=id_,
        name=id_.removeprefix("sys-").capitalize(),
        kind=kind,
        hosting=hosting,
        support_ends=support_ends,
        is_foundation=is_foundation,
        accepting_role=accepting_role,
        belongs_to=belongs_to,
        serves=serves,
    )


def a_service(id_: str = "svc-care", *, is_threat_to_life: bool = True) -> ServiceRow:
    """Return a service that somebody may die without."""
    name = id_.removeprefix("svc-").capitalize()
    return ServiceRow(id=id_, name=name, is_threat_to_life=is_threat_to_life)


def a_link(id_: str = "internet") -> LinkRow:
    """Return a link to the internet."""
    return LinkRow(id=id_, name=id_.capitalize(), kind="internet")


def a_wave(id_: str = "staff", *, reach: tuple[Ref, ...] = ()) -> WaveRow:
    """Return a wave of staff."""
    return WaveRow(id=id_, name=id_.capitalize(), cohort=id_, count=40, reach=reach)


def a_device_group(id_: str = "laptops", *, count: int = 10) -> DeviceGroupRow:
    """Return ten laptops of the council."""
    return DeviceGroupRow(id=id_, name=id_.capitalize(), count=count)


def an_edge(one: Ref, other: Ref, *, is_use: bool = False) -> EdgeRow:
    """Return that one thing needs, or uses, another."""
    id_ = f"{one}..{other}".replace(":", ".").replace("/", ".")
    return EdgeRow(id=id_, from_=one, to=other, kind="uses" if is_use else "needs")
