"""Require a check: more for some systems to pass before they come back."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from reinstate.core.access.known import nearest
from reinstate.core.journal.asking import Asking
from reinstate.core.journal.events.home import CheckRule, RequiredCheckAdded
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.journal.rows import SystemRow
from reinstate.core.state.council import Council
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.trouble import Refused

GATE: Final = "required-check"
NEED: Final = "reinstate check require CHECK --kind KIND"


class RequireCheck(Struct, frozen=True):
    """Ask for these checks of systems of these kinds, hostings and routes; none means all."""

    rule: CheckRule


def blockers(council: Council, command: RequireCheck) -> tuple[Blocker, ...]:
    """Return every reason against this rule."""
    rule = command.rule
    return (*_checks(council, rule), *_kinds(council, rule), *_repeated(council, rule))


def decide(council: Council, command: RequireCheck, _asking: Asking) -> tuple[AnyEvent, ...]:
    """Return the added rule."""
    if found := blockers(council, command):
        raise Refused(found)
    return (RequiredCheckAdded(rule=command.rule),)


def _checks(council: Council, rule: CheckRule) -> Iterator[Blocker]:
    if not rule.checks:
        yield Blocker(GATE, "no-checks", "A rule names at least one check.", NEED)
    known = {check for each in _rules(council) for check in each.checks}
    for check in rule.checks:
        if check not in known:
            sentence = f"No check is called {check!r}: there are {', '.join(sorted(known))}."
            yield Blocker(GATE, "unknown-check", sentence, NEED)


def _kinds(council: Council, rule: CheckRule) -> Iterator[Blocker]:
    """Refuse a kind that nothing has: a slip of the pen would protect nothing."""
    rows = council.register.rows.values()
    known = {row.kind for row in rows if isinstance(row, SystemRow)}
    known |= {kind for each in _rules(council) for kind in each.kinds}
    for kind in rule.kinds:
        if kind not in known:
            sentence = f"No system is of the kind {kind!r}.{nearest(kind, known)}"
            yield Blocker(GATE, "unknown-kind", sentence, NEED)


def _repeated(council: Council, rule: CheckRule) -> Iterator[Blocker]:
    if rule in council.home.added_checks:
        yield Blocker(GATE, "already-required", "Exactly this rule stands already.")


def _rules(council: Council) -> tuple[CheckRule, ...]:
    return (*council.home.required_checks, *council.home.added_checks)
