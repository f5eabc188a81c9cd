"""States built from events: a small council with one service on one system."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import pytest

from reinstate.core.journal.asking import Asking
from reinstate.core.journal.entry import Entry, Via
from reinstate.core.journal.events.facts import DegradedAccepted
from reinstate.core.journal.events.home import CouncilNames, HomeOpened
from reinstate.core.journal.events.incident import IncidentDeclared
from reinstate.core.journal.events.register import RowAdded, RowGone
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.journal.events.zones import (
    NeverCutDeclared,
    SubjectCleaned,
    SubjectIsolated,
    SubjectReconnected,
)
from reinstate.core.journal.rows import (
    AnyRow,
    BacklogRow,
    EdgeRow,
    OrganisationRow,
    ServiceRow,
    SystemRow,
)
from reinstate.core.levels.openings import openings
from reinstate.core.state.council import NOTHING_KNOWN, Council
from reinstate.core.state.evolve import evolve
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.limit import STARTING_LIMITS
from reinstate.core.terms.note import Note
from reinstate.core.terms.reference import Ref
from reinstate.core.terms.trouble import Refused
from reinstate.core.terms.zone import Measure

C = TypeVar("C")
START_AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
ASHA, BEN, CAI = "p-asha", "p-ben", "p-cai"
RENT = "cell:svc-rent/all/all"
LEDGER = "system:sys-ledger"
NETWORK = "system:sys-network"
MAPS = "system:sys-maps"


def a_note(text: str = "words") -> Note:
    """Return where a text is kept; its digest is made up from it."""
    return Note(f"n-{text}", text.encode().hex().ljust(64, "0")[:64])


def asking(*, by: str = ASHA, at: datetime = START_AT, command_id: str = "c-asked") -> Asking:
    """Return who asks and when."""
    return Asking(command_id, at, by, Via("password", "cli"))


def refusal(
    decide: Callable[[Council, C, Asking], object], council: Council, command: C, who: Asking
) -> tuple[Blocker, ...]:
    """Return why a command is refused; fail if it is not."""
    with pytest.raises(Refused) as caught:
        decide(council, command, who)
    return caught.value.blockers


def codes(blockers: tuple[Blocker, ...]) -> list[str]:
    """Return the codes of blockers; each has a sentence to go with it."""
    assert all(blocker.sentence.endswith((".", "!")) for blocker in blockers)
    return [blocker.code for blocker in blockers]


def told(council: Council, *events: AnyEvent, at: datetime = START_AT, by: str = ASHA) -> Council:
    """Return the council after one command's events and the openings that fall by them."""
    after = folded(council, *events, at=at, by=by)
    return folded(after, *openings(council, after, events, at), at=at, by=by)


def folded(council: Council, *events: AnyEvent, at: datetime = START_AT, by: str = ASHA) -> Council:
    """Return the council after these events alone: what they cause is left out."""
    command_id, via = f"c{council.seq + 1}", Via("password", "cli")
    for position, event in enumerate(events):
        entry = Entry(council.seq + 1, at, by, via, command_id, position, event)
        council = evolve(council, entry)
    return council


def added(*rows: AnyRow) -> tuple[RowAdded, ...]:
    """Return rows that the register did not have."""
    return tuple(RowAdded(row=row) for row in rows)


def gone(row: AnyRow) -> RowGone:
    """Return that a row left its sheet."""
    return RowGone(row=row)


def a_system(id_: str, *, name: str = "") -> SystemRow:
    """Return a system row."""
    return SystemRow(id=id_, name=name or id_.removeprefix("sys-").capitalize())


def a_backlog(*, cell: Ref = RENT, baseline: int = 10) -> BacklogRow:
    """Return the backlog of letters about rent."""
    return BacklogRow(id="letters", name="Letters", cell=cell, unit="letters", baseline=baseline)


def an_edge(one: Ref, other: Ref, *, is_use: bool = False) -> EdgeRow:
    """Return that one thing needs, or uses, another."""
    id_ = f"{one}..{other}".replace(":", ".").replace("/", ".")
    return EdgeRow(id=id_, from_=one, to=other, kind="uses" if is_use else "needs")


def a_council(*events: AnyEvent) -> Council:
    """Return a ready council whose rent service needs its ledger, then these events."""
    home = HomeOpened(
        kind="practice",
        council=CouncilNames("Oakbridge"),
        origin="oakbridge.example/journal",
        limits=STARTING_LIMITS,
        required_checks=(),
    )
    rows = added(
        OrganisationRow(id="oakbridge", name="Oakbridge Council", is_controller=True),
        ServiceRow(id="svc-rent", name="Rent", is_threat_to_life=True),
        a_system("sys-ledger"),
        an_edge("service:svc-rent", LEDGER),
    )
    return told(told(NOTHING_KNOWN, home, *rows), *events)


def an_incident(*events: AnyEvent, at: datetime = START_AT) -> Council:
    """Return the council under attack, then these events as a command of their own."""
    council = told(a_council(), IncidentDeclared(note=a_note("attack")), at=at)
    return told(council, *events, at=at) if events else council


def isolated(subject: Ref = LEDGER, *, round_: int = 1) -> SubjectIsolated:
    """Return that a subject was ordered off."""
    return SubjectIsolated(subject=subject, round=round_, measure=Measure.PORT)


def cleaned(subject: Ref = LEDGER, *, round_: int = 1) -> SubjectCleaned:
    """Return that a subject went to the clean zone."""
    return SubjectCleaned(subject=subject, round=round_)


def reconnected(subject: Ref = LEDGER, *, round_: int = 1) -> SubjectReconnected:
    """Return that a subject is back on the network."""
    return SubjectReconnected(
        subject=subject, round=round_, clearances=("c1.0", "c2.0"), watch_minutes=20160
    )


def never_cut(subject: Ref = LEDGER) -> NeverCutDeclared:
    """Return that a subject was never cut, with nothing left to show."""
    return NeverCutDeclared(subject=subject, reason=a_note("saas"), checklist=())


def accepted_without(
    without: Ref, *, subject: Ref = LEDGER, until: datetime = START_AT + 10 * DAY, round_: int = 0
) -> DegradedAccepted:
    """Return that somebody accepts a subject running without a need."""
    return DegradedAccepted(
        subject=subject,
        round=round_,
        without=without,
        scope=a_note("all"),
        until=until,
        loss=a_note("loss"),
    )
