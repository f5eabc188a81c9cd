"""The desk under any commands in any order, its clock running on, leaping and stepping back.

`REINSTATE_EXAMPLES` says how many runs Hypothesis makes (default 50).
"""

import os
from datetime import timedelta
from typing import Any, get_args

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from msgspec import structs

from reinstate.core.access.end_grant import EndGrant
from reinstate.core.access.require_check import RequireCheck
from reinstate.core.checks.finding import ChangeDetection, RaiseFinding
from reinstate.core.commands.proposals import Complete, Propose
from reinstate.core.commands.table import RULES
from reinstate.core.gates.break_glass import BreakGlass
from reinstate.core.gates.checklist import DeclareNeverCut
from reinstate.core.gates.clear import Clear
from reinstate.core.gates.correct import Correct
from reinstate.core.gates.reconnect import Reconnect
from reinstate.core.gates.record import Record
from reinstate.core.incident.declare import Declare
from reinstate.core.incident.first_entry import BoundFirstEntry
from reinstate.core.journal.entry import Entry, entry_of, line_of
from reinstate.core.journal.events.decisions import ActProposed
from reinstate.core.journal.events.facts import Fact
from reinstate.core.journal.events.zones import (
    IsolationWithdrawn,
    NeverCutDeclared,
    SubjectIsolated,
    SubjectReconnected,
)
from reinstate.core.journal.rows import AnyRow, BacklogRow, SystemRow
from reinstate.core.levels.lift import Lift
from reinstate.core.levels.lower import Lower
from reinstate.core.levels.publish import standings
from reinstate.core.levels.view import View
from reinstate.core.notices.approve import ApproveNotice
from reinstate.core.notices.bound import has_moved
from reinstate.core.notices.digest import words_digest
from reinstate.core.notices.draft import DraftNotice
from reinstate.core.notices.reading import standing_notices
from reinstate.core.register.apply import Import
from reinstate.core.state.council import NOTHING_KNOWN
from reinstate.core.state.evolve import evolve, fold
from reinstate.core.terms.level import Level, is_below
from reinstate.core.terms.limit import Limit
from reinstate.core.terms.place import ABOUT_SERVICES, Place
from reinstate.core.terms.role import FIRST_PERSON, Role
from reinstate.core.terms.system import Hosting, Route, Verdict
from reinstate.core.terms.trouble import Refused
from reinstate.core.terms.zone import Declared
from reinstate.core.zones.isolate import Isolate
from reinstate.core.zones.reach import needs_of
from tests.builders import (
    ASHA,
    BEN,
    CAI,
    DAY,
    DEE,
    ELI,
    MINUTE,
    Desk,
    a_council,
    a_device_group,
    a_digest,
    a_link,
    a_note,
    a_service,
    a_system,
    a_wave,
    an_edge,
    an_import,
    an_organisation,
)
from tests.core.gates.facts import a_check, credentials, patched, rebuilt
from tests.core.gates.lifting import LIFTS, Hands, lift, lift_one
from tests.core.oracle import Oracle
from tests.core.raw import Raw
from tests.strategies import COMMANDS, commands, steps
from tests.strategies_of_facts import FACTS, Known

EXAMPLES = int(os.environ.get("REINSTATE_EXAMPLES", "50"))
PEOPLE = {
    CAI: (Role.CLEARER, Role.SENIOR_RISK_OWNER, Role.TECHNICAL_OWNER, Role.RECOVERY_MANAGER),
    DEE: (*FIRST_PERSON, Role.CLEARER),
    ELI: (Role.AUDITOR,),
}
ROWS: tuple[AnyRow, ...] = (
    an_organisation(),
    a_service(),
    a_system("sys-core", kind="network", is_foundation=True),
    a_system("sys-ledger"),
    a_system("sys-old", support_ends="2025-12-31"),
    a_system("sys-portal", hosting=Hosting.HOSTED),
    a_system("sys-mail", hosting=Hosting.SAAS),
    a_link(),
    a_device_group(),
    a_wave(reach=("system:sys-mail", "link:internet")),
    BacklogRow(id="letters", name="Letters", cell="cell:svc-care/all/all", baseline=3),
    an_edge("system:sys-portal", "system:sys-ledger"),
    an_edge("system:sys-ledger", "system:sys-core"),
    an_edge("service:svc-care", "system:sys-portal"),
    an_edge("cell:svc-care/all/all", "system:sys-mail"),
)
SUBJECTS = tuple(
    f"{kind}:{id_}"
    for kind, ids in {
        "system": ("sys-core", "sys-ledger", "sys-old", "sys-portal", "sys-mail"),
        "link": ("internet",),
        "devices": ("laptops",),
        "wave": ("staff",),
    }.items()
    for id_ in ids
)
LAST = frozenset({"two-clearances", "accepted"})
TROUBLE: tuple[type, ...] = (
    Record,
    Correct,
    RaiseFinding,
    ChangeDetection,
    Isolate,
    RequireCheck,
    EndGrant,
    BreakGlass,
    DeclareNeverCut,
    BoundFirstEntry,
    Import,
    Propose,
    Complete,
)
subjects = st.sampled_from(SUBJECTS)


def the_desk() -> Desk:
    """Return the desk of a small council: each hosting, a chain of needs, every kind."""
    return a_council(*ROWS, people=PEOPLE)


def isolated_in_incident(raw: Raw, subject: str) -> bool:
    """Return whether a subject was isolated in the incident that goes on, or still is."""
    begun, is_open = raw.incident()
    gone = raw.withdrawn()
    is_off = raw.zones().get(subject) in ("isolated", "clean")
    return is_off or any(
        is_open and entry.seq > begun and event.subject == subject
        for entry, event in raw.of(SubjectIsolated)
        if (event.subject, event.round) not in gone
    )


def objections_to_withdrawal(raw: Raw, subject: str, entry: Entry) -> list[str]:
    """Return what is wrong with a withdrawal: too late, one person, or nothing to withdraw."""
    isolated = [one for one, event in raw.of(SubjectIsolated) if event.subject == subject][-1]
    proposed = [one for one, event in raw.of(ActProposed) if event.event == entry.event]
    found = []
    if raw.zones().get(subject) != "isolated":
        found.append("it is not isolated")
    if entry.recorded_at - raw.time_of(isolated) > timedelta(minutes=raw.limit(Limit.WITHDRAWAL)):
        found.append("too late")
    if not any(one.actor != entry.actor for one in proposed):
        found.append("one person")
    return found


def close_to(desk: Desk, subject: str) -> list[Any]:
    """Return commands that are likely to take something from this very subject."""
    needs = sorted(needs_of(desk.council, subject)) or [subject]
    facts = desk.subject(subject).facts[-3:] or (1,)
    row = desk.council.register.rows[subject]
    moved = structs.replace(row, hosting=Hosting.HOSTED) if isinstance(row, SystemRow) else row
    return [
        Record(credentials(of=subject, by=BEN)),
        Record(credentials(of=subject)),
        Record(patched(of=subject)),
        Record(rebuilt(of=subject)),
        Record(a_check("accounts", of=subject, verdict=Verdict.FINDINGS)),
        *(RaiseFinding((one,), a_note()) for one in (subject, needs[0])),
        ChangeDetection(a_digest(), 1, (subject,)),
        Isolate((needs[0],)),
        an_import(moved),
        *(Correct(seq) for seq in facts),
        EndGrant(desk.council.people[BEN].grants[-1]),
    ]


class DeskMachine(RuleBasedStateMachine):
    """Does commands, keeps the journal, and asks a second opinion of what became connected."""

    def __init__(self) -> None:
        """Open the desk of a small council."""
        super().__init__()
        self.desk = the_desk()
        self.checked = 0
        self.overtaken: set[str] = set()
        self.looked_at = self.desk.at

    @initialize(is_attacked=st.booleans())
    def begin(self, *, is_attacked: bool) -> None:
        """Start during an incident or before one; everything is off, or nothing is known."""
        if is_attacked:
            self.desk.do(Declare(a_note()))
            self.desk.do(Isolate(SUBJECTS))

    @rule(data=st.data())
    def any_command(self, data: st.DataObject) -> None:
        """Somebody asks for anything."""
        council = self.desk.council
        command = data.draw(commands(council, self.desk.at), label="command")
        by = data.draw(st.sampled_from(sorted(council.people)), label="by")
        self.attempt(command, by)

    @rule(data=st.data(), type_=st.sampled_from(TROUBLE))
    def trouble(self, data: st.DataObject, type_: type) -> None:
        """Whoever may does what makes gates hard: facts, findings, corrections, broken glass."""
        command = data.draw(COMMANDS[type_](Known(self.desk.council, self.desk.at)))
        self.attempt_by_anybody(command)

    @rule(subject=subjects)
    def withdraw_isolation(self, subject: str) -> None:
        """Two people withdraw an isolation, if they still may."""
        act = IsolationWithdrawn(
            subject=subject, round=0, evidence=a_digest(), reason=a_note(subject)
        )
        if self.attempt_by_anybody(Propose(act)):
            self.attempt_by_anybody(Complete(self.desk.entries[-1].id))

    @rule(
        subject=subjects,
        count=st.integers(1, 12),
        route=st.sampled_from(Route),
        restorer=st.sampled_from((ASHA, DEE)),
    )
    def bring_along(self, subject: str, count: int, route: Route, restorer: str) -> None:
        """Somebody lifts a few blockers of one subject, as the page says."""
        saas = subject == "system:sys-mail"
        usable = (Route.KEEP, Route.REPLACE) if saas else tuple(Route)[:4]
        others = tuple(one for one in (BEN, CAI, DEE) if one != restorer)
        hands = Hands(restorer, others, route if route in usable else Route.KEEP)
        try:
            for _ in range(count):
                found = [b.code for b in self.desk.blockers(subject) if b.code in LIFTS]
                if not found:
                    self.attempt(Reconnect(subject), restorer)
                    return
                lift_one(self.desk, subject, found[0], hands)
        except (Refused, StopIteration, AssertionError):
            return

    @rule(data=st.data(), subject=subjects, type_=st.sampled_from(TROUBLE), is_lone=st.booleans())
    def last_moment(self, data: st.DataObject, subject: str, type_: type, *, is_lone: bool) -> None:
        """Everything is lifted, or all but a signature; then something comes between."""
        leaving = LAST if is_lone else frozenset[str]()
        try:
            lift(self.desk, subject, Hands(ASHA, (BEN, CAI)), leaving=leaving)
            if is_lone:
                self.desk.do(Clear((subject,)), by=BEN)
                self.desk.do(BreakGlass(subject, "svc-care", a_note()), by=DEE)
        except (Refused, StopIteration, AssertionError):
            return
        known = Known(self.desk.council, self.desk.at)
        close_by = st.sampled_from(close_to(self.desk, subject))
        self.attempt_by_anybody(data.draw(close_by | COMMANDS[type_](known), label="between"))
        self.desk.at += data.draw(st.sampled_from((MINUTE, MINUTE, 4 * DAY, 8 * DAY)))
        if data.draw(st.booleans(), label="again"):
            self.lift_again(subject)
        self.attempt(Reconnect(subject), data.draw(st.sampled_from((ASHA, BEN, DEE))))

    def lift_again(self, subject: str) -> None:
        """Lift what fell, as far as that goes."""
        try:
            lift(self.desk, subject, Hands(ASHA, (BEN, CAI)))
        except (Refused, StopIteration, AssertionError):
            return

    @rule(place=st.sampled_from(sorted(ABOUT_SERVICES)), moved=st.sampled_from(Level))
    def advise(self, place: Place, moved: Level) -> None:
        """Two people stand for advice about a service; then a person moves its level, and back."""
        cell = "cell:svc-care/all/all"
        words = DraftNotice(
            audience="residents", title=a_note("t"), text=a_note("x"), place=place, about=cell
        )
        if self.attempt_by_anybody(words):
            drafted = self.desk.council.notices[self.desk.entries[-1].id]
            self.attempt_by_anybody(ApproveNotice(drafted.id, words_digest(drafted.drafted)))
        self.attempt_by_anybody(Lower(cell, moved, a_note(), self.desk.at + DAY))
        self.words_that_once_did_not_hold_never_stand_again()
        self.attempt_by_anybody(Lift(cell))

    @rule(subject=subjects, by=st.sampled_from((ASHA, BEN, CAI, DEE)))
    def put_back(self, subject: str, by: str) -> None:
        """Somebody tries to put a subject back."""
        self.attempt(Reconnect(subject), by)

    @rule(subject=subjects, by=st.sampled_from((ASHA, BEN, CAI, DEE, ELI)))
    def isolate(self, subject: str, by: str) -> None:
        """Isolating is never refused to an active person."""
        if self.desk.council.people[by].is_active:
            self.desk.do(Isolate((subject,)), by=by, strength="asserted")
            assert self.desk.subject(subject).declared is Declared.ISOLATED

    @rule(step=steps())
    def move_clock(self, step: Any) -> None:
        """The clock runs on, leaps, or is put back."""
        self.desk.at += step

    def attempt_by_anybody(self, command: Any) -> bool:
        """Let each person try until one may."""
        return any(self.attempt(command, by) for by in sorted(self.desk.council.people))

    def attempt(self, command: Any, by: str) -> bool:
        """Do a command, or be told why not."""
        before = self.desk.council
        refused: Refused | None = None
        try:
            self.desk.do(command, by=by)
        except Refused as refusal:
            refused = refusal
        assert refused is None or (refused.blockers and self.desk.council is before)
        return refused is None

    @invariant()
    def what_is_new_is_sound(self) -> None:
        """Each new line is canonical, and each new connection has a second opinion."""
        entries = self.desk.entries
        for index in range(self.checked, len(entries)):
            entry = entries[index]
            line = line_of(entry)
            assert entry_of(line) == entry
            assert line_of(entry_of(line)) == line
            before = Raw(tuple(entries[:index]))
            match entry.event:
                case SubjectReconnected(subject=subject):
                    oracle = Oracle(before, subject, entry.actor, entry.recorded_at)
                    assert not oracle.objections()
                case NeverCutDeclared(subject=subject):
                    assert not isolated_in_incident(before, subject)
                case IsolationWithdrawn(subject=subject):
                    assert not objections_to_withdrawal(before, subject, entry)
                case _:
                    pass
        self.checked = len(entries)

    @invariant()
    def the_fold_is_the_state(self) -> None:
        """The journal alone gives the state."""
        assert fold(self.desk.entries) == self.desk.council

    @invariant()
    def nothing_published_is_better_than_derived(self) -> None:
        """A level shown is never above what is known."""
        for standing in standings(self.desk.council, self.desk.at).values():
            assert not is_below(standing.derived.level, standing.published)

    @invariant()
    def words_that_once_did_not_hold_never_stand_again(self) -> None:
        """What was approved for one level is never read at another, nor when it returns."""
        view = View(self.desk.council, self.desk.at)
        if self.desk.at < self.looked_at:
            self.overtaken.clear()  # the clock was ahead: what it ended never was
        self.looked_at = self.desk.at
        standing = {one.id for one in standing_notices(view, "residents")}
        assert not standing & self.overtaken
        approved = [one for one in view.council.notices.values() if one.state == "approved"]
        moved = {one.id for one in approved if has_moved(view, one) is not None}
        assert not standing & moved
        self.overtaken |= moved

    def teardown(self) -> None:
        """Every prefix of the journal folds."""
        council = NOTHING_KNOWN
        for entry in self.desk.entries:
            council = evolve(council, entry)
            assert council.seq == entry.seq


TestDeskMachine = DeskMachine.TestCase
TestDeskMachine.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def test_the_machine_can_ask_for_every_command_there_is() -> None:
    assert set(COMMANDS) == set(RULES)


def test_the_machine_can_state_every_fact_there_is() -> None:
    assert set(FACTS) == set(get_args(Fact))
