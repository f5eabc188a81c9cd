"""The one `decide`: may this person, do the rules allow it, and what follows from it."""

from typing import Any, Final

import msgspec
from msgspec import Struct

from reinstate.core.access import open_home
from reinstate.core.access.report_compromised import ReportCompromised
from reinstate.core.access.reset_factor import ResetFactor
from reinstate.core.access.roles import holds, roles_of
from reinstate.core.commands.rules import FACT_ROLES, PEOPLE, Roles
from reinstate.core.commands.table import RULES, Rule
from reinstate.core.gates.consequences import consequences
from reinstate.core.gates.correct import Correct
from reinstate.core.gates.record import Record
from reinstate.core.gates.rows_connected import accepting_role
from reinstate.core.journal.asking import Asking, entries_of
from reinstate.core.journal.event import IncidentFact
from reinstate.core.journal.events.facts import SubjectAccepted
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.levels.openings import openings
from reinstate.core.notices.lapses import lapses
from reinstate.core.state.council import Council
from reinstate.core.state.evolve import fold
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.reference import Ref
from reinstate.core.terms.role import Role
from reinstate.core.terms.trouble import Refused
from reinstate.core.zones.heartbeat import NoteHeartbeats

Command = Any
"""One of the types in `RULES`, `OpenHome`, or `Together`."""

PASSPHRASE_NEEDED: Final = "passphrase-needed"  # noqa: S105 - the code of a blocker

MACHINES: Final = {"machine:watch": frozenset({NoteHeartbeats})}
"""What the program may do by itself: none of it satisfies a row of a gate."""


class Together(Struct, frozen=True):
    """Several commands as one: all of them happen, or none."""

    commands: tuple[Command, ...]


def decide(council: Council, command: Command, asking: Asking) -> tuple[AnyEvent, ...]:
    """Return all events of a command, its consequences included.

    Raises:
        Refused: With every reason why not.
    """
    if isinstance(command, open_home.OpenHome):
        return open_home.decide(council, command, asking)
    events: tuple[AnyEvent, ...] = ()
    known = council
    for one in command.commands if isinstance(command, Together) else (command,):
        more = _decide_one(known, one, _later(asking, len(events)))
        events += more
        known = fold(entries_of(known.seq, _later(asking, len(events) - len(more)), more), known)
    return events


def _later(asking: Asking, count: int) -> Asking:
    return Asking(
        asking.command_id, asking.at, asking.actor, asking.via, asking.first_position + count
    )


def _decide_one(council: Council, command: Command, asking: Asking) -> tuple[AnyEvent, ...]:
    rule = RULES[type(command)]
    if found := may_not(council, command, rule, asking):
        raise Refused(found)
    events = _of_incident(council, rule.decide(council, command, asking))
    if not events:
        return ()
    entries = entries_of(council.seq, asking, events)
    after = fold(entries, council)
    caused = consequences(council, after, entries, asking.at)
    later = entries_of(after.seq, _later(asking, len(events)), caused)
    after = fold(later, after)
    fallen = openings(council, after, (*events, *caused), asking.at)
    count = len(events) + len(caused)
    after = fold(entries_of(after.seq, _later(asking, count), fallen), after)
    events = (*events, *caused, *fallen)
    return (*events, *lapses(council, after, events, asking.at))


def _of_incident(council: Council, events: tuple[AnyEvent, ...]) -> tuple[AnyEvent, ...]:
    """Return the events with the incident that they belong to."""
    incident = council.incident
    if incident is None:
        return events
    return tuple(
        msgspec.structs.replace(event, incident=incident.id)
        if isinstance(event, IncidentFact)
        else event
        for event in events
    )


def may_not(council: Council, command: Command, rule: Rule, asking: Asking) -> tuple[Blocker, ...]:
    """Return why this person may not give this command; nothing when they may."""
    if asking.actor in MACHINES:
        if type(command) in MACHINES[asking.actor]:
            return ()
        return (_no("machine", "A program may not do that: a person has to."),)
    person = council.people.get(asking.actor)
    if person is None or not person.is_active:
        return (
            _no(
                "not-active",
                f"{asking.actor} may not act here: not enrolled, left, or compromised.",
                "reinstate user list",
            ),
        )
    found = [*_weak(council, command, rule, asking)]
    found += _without_role(council, command, rule, asking)
    return tuple(found)


def _weak(council: Council, command: Command, rule: Rule, asking: Asking) -> list[Blocker]:
    """In a real home, what lifts a blocker needs at least a passphrase."""
    if council.home.kind != "real" or _may_be_asserted(council, command, rule, asking):
        return []
    if asking.via.strength != "asserted":
        return []
    return [
        _no(
            PASSPHRASE_NEEDED,
            "In a real home this needs your passphrase, not only your name: give the same"
            " command again with --passphrase-file FILE.",
        )
    ]


def _may_be_asserted(council: Council, command: Command, rule: Rule, asking: Asking) -> bool:
    """Return whether a name is enough: not to say that an administrator is compromised.

    That can never be undone, and the last one takes the keys of the home along.
    """
    if isinstance(command, ReportCompromised):
        return not holds(council, command.person, Role.ADMINISTRATOR, None, asking.at)
    return rule.may_be_asserted


def _without_role(council: Council, command: Command, rule: Rule, asking: Asking) -> list[Blocker]:
    roles = roles_for(council, command, rule, asking)
    if not roles:
        return []
    lacking = [
        target
        for target in rule.targets(council, command)
        if not any(holds(council, asking.actor, role, target, asking.at) for role in roles)
    ]
    return [_lacks(council, asking, roles, lacking)] if lacking else []


def roles_for(council: Council, command: Command, rule: Rule, asking: Asking) -> Roles:
    """Return the roles of which one is needed; none means every active person may."""
    if isinstance(command, ResetFactor):
        return frozenset() if command.person == asking.actor else PEOPLE
    if isinstance(command, Correct):
        return _roles_to_correct(council, command, rule)
    if not isinstance(command, Record):
        return rule.roles
    if isinstance(command.fact, SubjectAccepted):
        return frozenset({accepting_role(council.register.rows.get(command.fact.subject))})
    return FACT_ROLES[type(command.fact)]


def _roles_to_correct(council: Council, command: Correct, rule: Rule) -> Roles:
    """Return who may have recorded it: nobody else puts it right."""
    old = council.facts.get(command.entry)
    return FACT_ROLES.get(type(old.event), rule.roles) if old is not None else rule.roles


def _lacks(council: Council, asking: Asking, roles: Roles, lacking: list[Ref | None]) -> Blocker:
    wanted = " or ".join(sorted(role.value for role in roles))
    mine = ", ".join(sorted(r.value for r in roles_of(council, asking.actor, asking.at)))
    where = ", ".join(target for target in lacking if target) or "the whole council"
    return _no(
        "role",
        f"It takes the role {wanted} for {where}; {asking.actor} is {mine or 'without a role'}.",
        "reinstate user grant PERSON ROLE",
    )


def _no(code: str, sentence: str, need: str = "") -> Blocker:
    return Blocker("role", code, sentence, need)
