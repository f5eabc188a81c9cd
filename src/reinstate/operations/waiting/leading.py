"""What waits about the incident and its people: conditions, phases, clocks, second names."""

from collections.abc import Iterator
from typing import Final

from reinstate.core.access.confirm import Confirm, unconfirmed
from reinstate.core.access.keep_longer import KeepLonger
from reinstate.core.incident.condition import MeetCondition
from reinstate.core.incident.conditions import CONDITIONS, is_exit_held, missing
from reinstate.core.incident.phase import EnterPhase, next_phase
from reinstate.core.incident.told import TellAuthority, due_of
from reinstate.core.terms.moment import exactly
from reinstate.core.terms.note import Note
from reinstate.core.terms.reference import ref
from reinstate.core.terms.role import Role
from reinstate.operations import retention
from reinstate.operations.incident_story import PHASES
from reinstate.operations.waiting.item import Asked, Kind, Waiting

UNWRITTEN: Final = Note("", "")
"""Where a command takes words, for the question whether it may be given at all."""


def phase(asked: Asked) -> Iterator[Waiting]:
    """Yield the next phase, once everything that holds the exit of this one is met."""
    incident = asked.council.incident
    following = next_phase(incident) if incident is not None else None
    if incident is None or following is None or not asked.may(EnterPhase(following)):
        return
    if not is_exit_held(asked.council, incident.phase, asked.at):
        yield Waiting(
            kind=Kind.PHASE,
            sentence=f"Enter the phase {PHASES[following]}: every condition is met.",
            id=following.value,
            command=EnterPhase(following),
        )


def conditions(asked: Asked) -> Iterator[Waiting]:
    """Yield conditions of this phase that only a person can judge, and nobody has."""
    incident = asked.council.incident
    if incident is None or not asked.may(MeetCondition("", UNWRITTEN)):
        return
    for one in CONDITIONS[incident.phase]:
        is_open = one.is_judged and missing(asked.council, incident.phase, one, asked.at)
        if is_open and asked.would(MeetCondition(one.code, UNWRITTEN)):
            yield Waiting(
                kind=Kind.CONDITION,
                sentence=f"Say whether this holds: {one.sentence}",
                id=one.code,
                command=MeetCondition(one.code, UNWRITTEN),
            )


def authorities(asked: Asked) -> Iterator[Waiting]:
    """Yield the clocks of data controllers that nobody has stopped."""
    incident = asked.council.incident
    if incident is None or Role.INFORMATION_GOVERNANCE not in asked.roles:
        return
    for controller, clock in sorted(incident.authority.items()):
        command = TellAuthority(controller, exactly(asked.at), UNWRITTEN)
        if not clock.told_seq and asked.would(command):
            name = asked.name(ref("organisation", controller))
            yield Waiting(
                kind=Kind.AUTHORITY,
                sentence=f"Tell the data protection authority, for {name}.",
                about=ref("organisation", controller),
                id=controller,
                due_at=due_of(asked.council, clock),
                command=command,
            )


def confirmations(asked: Asked) -> Iterator[Waiting]:
    """Yield people for whom a second person has to vouch."""
    for id_, person in sorted(asked.council.people.items()):
        if id_ == asked.person or not person.is_active or not unconfirmed(asked.council, person):
            continue
        if asked.would(Confirm(id_)):
            yield Waiting(
                kind=Kind.CONFIRM,
                sentence=f"Vouch for {id_}, if you know them: one person alone stands behind them.",
                id=id_,
                command=Confirm(id_),
            )


def reviews(asked: Asked) -> Iterator[Waiting]:
    """Yield that texts and names are due for review, as one thing."""
    if not asked.may(KeepLonger((), (), asked.at, UNWRITTEN)):
        return
    count = retention.due_count(asked.council, asked.at)
    if count:
        what = "1 text or name" if count == 1 else f"{count:,} texts and names"
        sentence = f"Decide about {what}: needed still, or erased."
        yield Waiting(kind=Kind.TEXT_REVIEW, sentence=sentence, due_at=asked.at)
