"""The tour of a council attacked a moment ago: cut everything off, tell people, begin with one."""

from typing import Final

from reinstate.core.gates.look import look_at
from reinstate.core.journal.events.facts import EvidenceTaken, EvidenceUnobtainable, RouteChosen
from reinstate.core.journal.rows import SystemRow
from reinstate.core.levels.names import name_of
from reinstate.core.state.register import NO_REFS, Register
from reinstate.core.terms.reference import Ref
from reinstate.core.terms.remembered import Remembered
from reinstate.core.terms.role import Role
from reinstate.desk import links, routes
from reinstate.desk.seen import Desk
from reinstate.desk.tour.step import Step, holder, known

UNKNOWN: Final = "unknown"


def choose(desk: Desk) -> Ref:
    """Return the system to begin with: it needs nothing, and most others rest on it."""
    return "" if desk.present.incident is None else _foundation(desk.present.register)


def _most_needed(register: Register) -> Ref:
    found = [
        (-len(_resting_on(register, subject)), subject)
        for subject, row in register.rows.items()
        if isinstance(row, SystemRow) and not register.needs.get(subject)
    ]
    return min(found)[1] if found else ""


_foundation: Final = Remembered(_most_needed)


def _resting_on(register: Register, subject: Ref) -> set[Ref]:
    found, waiting = set[Ref](), [subject]
    while waiting:
        fresh = register.needed_by.get(waiting.pop(), NO_REFS) - found
        found |= fresh
        waiting.extend(fresh)
    return found


def steps(desk: Desk, subject: Ref) -> tuple[Step, ...]:
    """Return every step, done or not, in order."""
    return (
        _isolate(desk),
        _tell(desk),
        _aware(desk),
        _route(desk, subject),
        _evidence(desk, subject),
        _gate(desk, subject),
    )


def _isolate(desk: Desk) -> Step:
    standings = [glance.standing for glance in known(desk).subjects.values()]
    is_done = bool(standings) and not any(one.zone == UNKNOWN for one in standings)
    return Step(
        title="Cut everything off",
        do="Nobody knows what the attacker reached. Isolate everything. Read first what it does to"
        " residents. Anybody may do this, and it is never refused.",
        see="Every subject is isolated. What rests on them shows as not working.",
        address=_first(desk, "isolate-everything", "zones"),
        person=holder(desk, Role.TECHNICAL_OWNER),
        is_done=is_done,
    )


def _tell(desk: Desk) -> Step:
    incident = desk.present.incident
    return Step(
        title="Say when residents hear more",
        do="Promise the next update, even if you have nothing to say yet.",
        see="The clock stands on the board. When it is late, the public pages say so themselves.",
        address=_first(desk, "next-update", "messages"),
        person=holder(desk, Role.PRESS_OFFICER),
        is_done=incident is not None and incident.next_update_at is not None,
    )


def _aware(desk: Desk) -> Step:
    incident = desk.present.incident
    return Step(
        title="Start the clock of 72 hours",
        do="Say since when the council has known that personal data may be hit.",
        see="The time left to tell the authority stands among the clocks.",
        address=_first(desk, "aware", "incident"),
        person=holder(desk, Role.INFORMATION_GOVERNANCE),
        is_done=incident is not None and bool(incident.authority),
    )


def _route(desk: Desk, subject: Ref) -> Step:
    name = name_of(desk.present, subject)
    return Step(
        title="Choose how the first system comes back",
        do=f"Most of the others rest on {name}. Choose rebuild: wiped, and set up anew.",
        see="Its page now lists everything between it and the network.",
        address=_of_subject(desk, "route", subject),
        person=holder(desk, Role.TECHNICAL_OWNER),
        is_done=look_at(desk.present, subject, desk.now).last(RouteChosen) is not None,
    )


def _evidence(desk: Desk, subject: Ref) -> Step:
    look = look_at(desk.present, subject, desk.now)
    return Step(
        title="Take evidence before anything is wiped",
        do="Upload any file as the copy of its disk: this is practice.",
        see="It is kept with its digest, and one thing less stands in the way.",
        address=_of_subject(desk, "evidence", subject),
        person=holder(desk, Role.TECHNICAL_OWNER),
        is_done=look.last(EvidenceTaken, EvidenceUnobtainable) is not None,
    )


def _gate(desk: Desk, subject: Ref) -> Step:
    return Step(
        title="See the whole way back",
        do="Open its page: each line is one thing to do, with a link to where it is done.",
        see="Go on as far as you like. Two people have to clear it before it is connected.",
        address=links.page_of(desk, subject),
    )


def _first(desk: Desk, *names: str) -> str:
    """Return the first of these pages that is there; the board where none is."""
    return links.to(desk, next((one for one in names if one in routes.RULES), "situation"))


def _of_subject(desk: Desk, name: str, subject: Ref) -> str:
    is_there = name in routes.RULES
    return links.to(desk, name, subject) if is_there else links.page_of(desk, subject)
