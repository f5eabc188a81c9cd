"""What else somebody can say of a subject, beside what its gate asks for next."""

from collections.abc import Callable
from typing import Final

from msgspec import Struct

from reinstate.core.checks.finding import RaiseFinding
from reinstate.core.gates.break_glass import BreakGlass, vital_services
from reinstate.core.gates.look import Look
from reinstate.core.journal.events import facts
from reinstate.core.journal.events.zones import IsolationWithdrawn
from reinstate.core.terms.limit import Limit
from reinstate.core.terms.moment import minutes
from reinstate.core.terms.reference import SUBJECT_KINDS, kind_of
from reinstate.core.terms.zone import Declared
from reinstate.core.zones.isolate import Isolate
from reinstate.core.zones.see import See
from reinstate.desk import lifting, links
from reinstate.desk.seen import Desk
from reinstate.desk.subjects.isolating import is_held

SYSTEM: Final = ("system",)
MADE_OF_MACHINES: Final = ("system", "devices")
Fits = Callable[[Look], bool]


class Action(Struct, frozen=True):
    """A form, by the name of its address: its words, whose it is, of what, and when."""

    name: str
    words: str
    command: type
    kinds: tuple[str, ...]
    fits: Fits


def _always(_look: Look) -> bool:
    return True


def _off(look: Look) -> bool:
    return look.state.declared in (Declared.ISOLATED, Declared.CLEAN)


def _is_vital(look: Look) -> bool:
    return _off(look) and bool(vital_services(look.council, look.subject))


def _has_finding(look: Look) -> bool:
    return is_held(look.council, look.subject)


def _withdrawable(look: Look) -> bool:
    entry = look.council.facts.get(look.state.isolated_seq)
    if entry is None or look.state.declared is not Declared.ISOLATED:
        return False
    return look.at - look.council.at_of(entry) <= minutes(look.council.limit(Limit.WITHDRAWAL))


def _restorable(look: Look) -> bool:
    return _off(look) and look.last(facts.RestorePointRecorded) is not None


ACTIONS: Final = (
    Action("seen", "Somebody looked on the network", See, SUBJECT_KINDS, _always),
    Action("finding-add", "Something was found", RaiseFinding, SUBJECT_KINDS, _always),
    Action("set-back", "Send it back to isolation", Isolate, SUBJECT_KINDS, _has_finding),
    Action("withdraw", "The cut was never made", IsolationWithdrawn, SUBJECT_KINDS, _withdrawable),
    Action("route", "Choose another way back", facts.RouteChosen, SYSTEM, _off),
    Action("evidence", "Keep more evidence", facts.EvidenceTaken, MADE_OF_MACHINES, _always),
    Action("restored", "It was restored", facts.Restored, SYSTEM, _restorable),
    Action("rebuilt", "It was rebuilt", facts.Rebuilt, SYSTEM, _off),
    Action("patched", "It was patched", facts.Patched, SYSTEM, _always),
    Action(
        "credentials",
        "Passwords and keys were reset",
        facts.CredentialsReset,
        ("system", "link", "devices"),
        _always,
    ),
    Action(
        "configuration", "Record its configuration", facts.ConfigurationRecorded, SYSTEM, _always
    ),
    Action("check", "Record a check", facts.CheckRecorded, MADE_OF_MACHINES, _always),
    Action("break-glass", "Break the glass", BreakGlass, SUBJECT_KINDS, _is_vital),
)


def actions_of(desk: Desk, look: Look) -> tuple[Action, ...]:
    """Return what this person can say of a subject now."""
    kind = kind_of(look.subject)
    return tuple(
        one
        for one in ACTIONS
        if kind in one.kinds
        and one.fits(look)
        and links.leads(desk, one.name)
        and lifting.may(desk, one.command, look.subject)
    )
