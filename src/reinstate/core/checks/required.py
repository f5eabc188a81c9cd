"""Which checks a subject needs, and what counts as having passed one."""

from datetime import datetime

from reinstate.core.journal.events.facts import CheckRecorded
from reinstate.core.journal.events.home import CheckRule
from reinstate.core.journal.rows import AnyRow, DeviceGroupRow, SystemRow
from reinstate.core.state.council import Council
from reinstate.core.terms.moment import EPOCH, Moment
from reinstate.core.terms.system import Hosting, Route, Verdict


def required_checks(council: Council, row: AnyRow, route: Route) -> tuple[str, ...]:
    """Return the names of the checks that this subject must pass, each once.

    Nothing for links and waves. An empty answer for a system or device group opens
    nothing: the gate holds until the council adds a rule.
    """
    match row:
        case SystemRow(kind=kind, hosting=hosting):
            pass
        case DeviceGroupRow():
            kind, hosting = "devices", Hosting.ON_PREMISES
        case _:
            return ()
    home = council.home
    first = next((r for r in home.required_checks if _fits(r, kind, hosting, route)), CheckRule())
    added = [r for r in home.added_checks if _fits(r, kind, hosting, route)]
    return tuple(dict.fromkeys(check for rule in (first, *added) for check in rule.checks))


def _fits(rule: CheckRule, kind: str, hosting: Hosting, route: Route) -> bool:
    return (
        (not rule.kinds or kind in rule.kinds)
        and (not rule.hosting or hosting in rule.hosting)
        and (not rule.routes or route in rule.routes)
    )


def known_checks(council: Council) -> tuple[str, ...]:
    """Return every check that a rule of this home names."""
    rules = (*council.home.required_checks, *council.home.added_checks)
    return tuple(sorted({check for rule in rules for check in rule.checks}))


def is_vacuous(check: CheckRecorded) -> bool:
    """Return whether a check looked at nothing, or with nothing."""
    return check.files <= 0 or check.rules <= 0


def made_at_least(made: Moment, recorded: datetime) -> datetime:
    """Return when a check was made in the worst case: told with no beginning, long ago.

    Nothing told means when it was recorded.
    """
    if made.earliest is not None:
        return min(made.earliest, recorded)
    return recorded if made.latest is None else EPOCH


def is_full_pass(check: CheckRecorded) -> bool:
    """Return whether a check satisfies a row by itself: `none_full`, and of something."""
    return check.verdict is Verdict.NONE_FULL and not is_vacuous(check) and not check.gaps
