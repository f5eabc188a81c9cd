"""Homes and people for the tests of access, built from events only."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from reinstate.core.access import confirm, enrol, grant_role, open_home, reset_factor
from reinstate.core.access.standing import INIT
from reinstate.core.journal.asking import Asking, entries_of
from reinstate.core.journal.entry import Via
from reinstate.core.journal.events.home import CheckRule, CouncilNames, HomeKind
from reinstate.core.journal.events.register import RowAdded
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.journal.rows import AnyRow
from reinstate.core.state.council import NOTHING_KNOWN, Council
from reinstate.core.state.evolve import fold
from reinstate.core.terms.limit import STARTING_LIMITS
from reinstate.core.terms.role import Role
from reinstate.core.terms.trouble import Refused

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ASHA, BEN, CAI, DEE, ELI, FAY = "p-asha", "p-ben", "p-cai", "p-dee", "p-eli", "p-fay"
CHECKS = (CheckRule(checks=("event-logs", "files", "accounts")),)


def now(council: Council) -> datetime:
    """Return a minute after the last entry."""
    return START + timedelta(minutes=council.seq)


def asking(council: Council, actor: str) -> Asking:
    """Return somebody asking, a minute after the last entry."""
    return Asking(f"c-{council.seq}", now(council), actor, Via("password", "cli"))


def after(council: Council, actor: str, *events: AnyEvent) -> Council:
    """Return the council after these events by `actor`."""
    return fold(entries_of(council.seq, asking(council, actor), events), council)


def done(
    council: Council,
    actor: str,
    decide: Callable[[Council, Any, Asking], tuple[AnyEvent, ...]],
    command: object,
) -> Council:
    """Return the council after `actor` gave a command that the rules allow."""
    return after(council, actor, *decide(council, command, asking(council, actor)))


def codes(
    council: Council,
    actor: str,
    decide: Callable[[Council, Any, Asking], tuple[AnyEvent, ...]],
    command: object,
) -> set[str]:
    """Return the codes of every reason for which a command is refused; none when allowed."""
    try:
        decide(council, command, asking(council, actor))
    except Refused as refused:
        return {blocker.code for blocker in refused.blockers}
    return set()


def opening(
    *, kind: HomeKind = "real", owner: str = ASHA, second: str = BEN, **changes: Any
) -> open_home.OpenHome:
    """Return the command that opens a home, dull but for what is said."""
    words: dict[str, Any] = {
        "council": CouncilNames("Example council", "status.example.gov.uk"),
        "origin": "journal.example.gov.uk/1",
        "key": "example+00000000+AQ==",
        "limits": dict(STARTING_LIMITS),
        "required_checks": CHECKS,
    }
    return open_home.OpenHome(kind=kind, owner=owner, second=second, **{**words, **changes})


def a_home(*, kind: HomeKind = "real", second: str = BEN, rows: tuple[AnyRow, ...] = ()) -> Council:
    """Return a home just opened by Asha and, unless empty, a second founder."""
    council = done(NOTHING_KNOWN, INIT, open_home.decide, opening(kind=kind, second=second))
    return after(council, ASHA, *(RowAdded(row=row) for row in rows))


def enrolled(council: Council, person: str, *, by: str = ASHA, roles: tuple[Role, ...]) -> Council:
    """Return the council after one person enrolled another: roles, passphrase and all."""
    council = done(council, by, enrol.decide, enrol.Enrol(person))
    for role in roles:
        council = done(council, by, grant_role.decide, grant_role.GrantRole(person, role))
    if council.home.kind == "real":
        council = done(council, by, reset_factor.decide, reset_factor.ResetFactor(person))
    return council


def a_clearer(council: Council, person: str, *, by: str = ASHA, confirmed_by: str = "") -> Council:
    """Return the council with one more clearer, confirmed by somebody or by nobody."""
    council = enrolled(council, person, by=by, roles=(Role.CLEARER,))
    return confirmed(council, person, by=confirmed_by) if confirmed_by else council


def confirmed(council: Council, person: str, *, by: str) -> Council:
    """Return the council after `by` vouched for a person."""
    return done(council, by, confirm.decide, confirm.Confirm(person))
