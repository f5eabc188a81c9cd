"""Reads a subject's blockers and does what lifts each, as a person at the desk would."""

from collections.abc import Callable
from typing import Final

from msgspec import Struct

from reinstate.core.checks.finding import RemediateFinding
from reinstate.core.checks.required import required_checks
from reinstate.core.gates.clean import Clean
from reinstate.core.gates.clear import Clear
from reinstate.core.gates.examine import examine
from reinstate.core.gates.look import look_at
from reinstate.core.gates.reconnect import Reconnect
from reinstate.core.gates.rows_clearances import standing_clearances
from reinstate.core.journal.rows import DeviceGroupRow
from reinstate.core.terms.reference import Ref, kind_of
from reinstate.core.terms.system import Route
from reinstate.core.zones.isolate import Isolate
from tests.builders import ASHA, BEN, CAI, LEDGER, Desk
from tests.core.gates.facts import (
    a_check,
    a_restore_point,
    a_route,
    accepted,
    an_attestation,
    credentials,
    devices_done,
    evidence,
    monitored,
    patched,
    rebuilt,
    record,
    tokens_revoked,
    unsupported,
)


class Hands(Struct, frozen=True):
    """Who does what: one restores, accepts and reconnects; two clear."""

    restorer: str = ASHA
    clearers: tuple[str, ...] = (BEN, CAI)
    route: Route = Route.KEEP


USUAL: Final = Hands()
Lift = Callable[[Desk, Ref, Hands], None]
OTHERS: Final = frozenset({"two-clearances", "needs-connected", "accepted"})
STEPS_MAX: Final = 40


def connect(desk: Desk, subject: Ref = LEDGER, hands: Hands = USUAL) -> None:
    """Bring one subject all the way back, lifting blocker by blocker."""
    lift(desk, subject, hands)
    desk.do(Reconnect(subject), by=hands.restorer)


def ready_to_clear(desk: Desk, subject: Ref = LEDGER, hands: Hands = USUAL) -> None:
    """Lift everything up to what waits for other people and other subjects."""
    lift(desk, subject, hands, leaving=OTHERS)


def cleared(desk: Desk, subject: Ref = LEDGER, hands: Hands = USUAL) -> None:
    """Lift everything but needs and acceptance: both clearances stand."""
    lift(desk, subject, hands, leaving=OTHERS - {"two-clearances"})


def lift(
    desk: Desk, subject: Ref, hands: Hands = USUAL, *, leaving: frozenset[str] = frozenset()
) -> None:
    """Do what lifts each blocker, the gate's first one first, until only `leaving` are left."""
    for _ in range(STEPS_MAX):
        found = [b.code for b in desk.blockers(subject) if b.code not in leaving]
        if not found:
            return
        lift_one(desk, subject, found[0], hands)
    raise AssertionError(f"{subject} is still held: {desk.blockers(subject)}")


def lift_one(desk: Desk, subject: Ref, code: str, hands: Hands = USUAL) -> None:
    """Do what lifts one blocker."""
    if code not in LIFTS:
        raise AssertionError(f"Nothing lifts {code} of {subject}.")
    LIFTS[code](desk, subject, hands)


def _route(desk: Desk, subject: Ref, hands: Hands) -> None:
    record(desk, a_route(hands.route, of=subject), by=hands.restorer)


def _evidence(desk: Desk, subject: Ref, hands: Hands) -> None:
    record(desk, evidence(of=subject), by=hands.restorer)


def _point(desk: Desk, subject: Ref, hands: Hands) -> None:
    record(desk, a_restore_point(of=subject), by=hands.restorer)


def _rebuild(desk: Desk, subject: Ref, hands: Hands) -> None:
    is_new = hands.route is Route.REPLACE
    record(desk, rebuilt(of=subject, by=hands.restorer, is_new=is_new), by=hands.restorer)


def _attest(desk: Desk, subject: Ref, hands: Hands) -> None:
    record(desk, an_attestation(desk, of=subject), by=hands.restorer)


def _revoke(desk: Desk, subject: Ref, hands: Hands) -> None:
    record(desk, tokens_revoked(of=subject, by=hands.restorer), by=hands.restorer)


def _count(desk: Desk, subject: Ref, hands: Hands) -> None:
    row = desk.council.register.rows[subject]
    assert isinstance(row, DeviceGroupRow)
    record(desk, devices_done(of=subject, rebuilt=row.count), by=hands.restorer)


def _clean(desk: Desk, subject: Ref, hands: Hands) -> None:
    desk.do(Clean(subject), by=hands.restorer)


def _remediate(desk: Desk, subject: Ref, hands: Hands) -> None:
    check = record(desk, a_check("accounts", of=subject), by=hands.restorer)
    for finding in desk.council.findings.values():
        if finding.holds and finding.subjects == (subject,):
            desk.do(RemediateFinding(finding.id, (check.id,)), by=hands.restorer)


def _checks(desk: Desk, subject: Ref, hands: Hands) -> None:
    look = look_at(desk.council, subject, desk.at)
    assert look.row is not None
    for name in required_checks(desk.council, look.row, look.route or Route.KEEP):
        record(desk, a_check(name, of=subject), by=hands.restorer)


def _credentials(desk: Desk, subject: Ref, hands: Hands) -> None:
    record(desk, credentials(of=subject, by=hands.restorer), by=hands.restorer)


def _patch(desk: Desk, subject: Ref, hands: Hands) -> None:
    record(desk, patched(of=subject, by=hands.restorer), by=hands.restorer)


def _support(desk: Desk, subject: Ref, hands: Hands) -> None:
    record(desk, unsupported(desk, of=subject), by=hands.restorer)


def _monitor(desk: Desk, subject: Ref, hands: Hands) -> None:
    record(desk, monitored(of=subject), by=hands.restorer)


def _needs(desk: Desk, subject: Ref, hands: Hands) -> None:
    """Bring back first what it needs and what is not connected."""
    need = next(b.need for b in desk.blockers(subject) if b.code == "needs-connected")
    connect(desk, need.split()[-1], hands)


def _accept(desk: Desk, subject: Ref, hands: Hands) -> None:
    record(desk, accepted(of=subject), by=hands.restorer)


def _clear(desk: Desk, subject: Ref, hands: Hands) -> None:
    """Let the first clearer sign whose clearance does not stand; others must be done by then."""
    for code in examine(desk.council, subject, desk.at).before_clearing():
        if not desk.subject(subject).is_connected:
            lift_one(desk, subject, code.code, hands)
            return
    look = look_at(desk.council, subject, desk.at)
    signed = {clearance.person for clearance in standing_clearances(look)}
    person = next(one for one in hands.clearers if one not in signed)
    desk.do(Clear((subject,)), by=person)


def _isolate(desk: Desk, subject: Ref, hands: Hands) -> None:
    desk.do(Isolate((subject,)), by=hands.restorer)


def _demand(desk: Desk, subject: Ref, hands: Hands) -> None:
    """Meet a demand: new checks, then two new clearances."""
    if kind_of(subject) in ("system", "devices"):
        _checks(desk, subject, hands)
    for person in hands.clearers:
        desk.do(Clear((subject,)), by=person)


LIFTS: Final[dict[str, Lift]] = {
    "zone-unknown": _isolate,
    "no-route": _route,
    "evidence-taken": _evidence,
    "restore-point": _point,
    "rebuilt": _rebuild,
    "attestation": _attest,
    "tokens-revoked": _revoke,
    "devices-done": _count,
    "not-clean": _clean,
    "finding": _remediate,
    "checks": _checks,
    "credentials-reset": _credentials,
    "patched": _patch,
    "support": _support,
    "monitored": _monitor,
    "needs-connected": _needs,
    "accepted": _accept,
    "two-clearances": _clear,
    "demand": _demand,
}
"""What a person does about each blocker."""
