"""Reconnect: let a subject onto the network once nothing stands in the way."""

from msgspec import Struct

from reinstate.core.access.standing import controlled_by
from reinstate.core.gates.examine import Examination, examine
from reinstate.core.gates.look import Look
from reinstate.core.gates.rows_clearances import (
    standing_clearances,
    standing_glass,
    two_clearances,
)
from reinstate.core.journal.asking import Asking
from reinstate.core.journal.events.facts import GlassBroken
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.journal.events.zones import SubjectReconnected
from reinstate.core.state.council import Council
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.limit import Limit
from reinstate.core.terms.reference import PersonId, Ref
from reinstate.core.terms.trouble import Refused

GAPS_MAKE_WATCH_LONGER = 2


class Reconnect(Struct, frozen=True):
    """Put a subject back on the network."""

    subject: Ref


def decide(council: Council, command: Reconnect, asking: Asking) -> tuple[AnyEvent, ...]:
    """Return the reconnection, or every reason against it."""
    examination = examine(council, command.subject, asking.at)
    if found := blockers(examination, asking.actor):
        raise Refused(found)
    look = examination.look
    used = two_clearances(look).facts
    watch = council.limit(Limit.WATCH) * (GAPS_MAKE_WATCH_LONGER if examination.gaps else 1)
    return (
        SubjectReconnected(
            subject=command.subject,
            round=look.state.round,
            clearances=tuple(id_ for id_ in used if id_ in council.clearances),
            watch_minutes=watch,
            glass=_glass(look, examination.facts),
        ),
    )


def blockers(examination: Examination, person: PersonId) -> tuple[Blocker, ...]:
    """Return all that stands between a subject and the network, for this reconnector."""
    look = examination.look
    found = list(examination.blockers)
    if look.row is not None and look.state.is_connected:
        found.append(Blocker("reconnect", "already-connected", "It is connected already."))
    if any(clearance.person == person for clearance in standing_clearances(look)):
        found.append(
            Blocker(
                "reconnect",
                "clearer",
                "Who cleared a subject may not reconnect it: somebody else has to.",
                f"reinstate reconnect {look.subject} --as PERSON",
            )
        )
    if behind := _clearers_behind(look, person):
        sentence = f"{behind}, who cleared it, alone stands behind {person}: somebody else has to."
        need = f"reinstate reconnect {look.subject} --as PERSON"
        found.append(Blocker("reconnect", "not-independent", sentence, need))
    return tuple(found)


def _clearers_behind(look: Look, person: PersonId) -> PersonId:
    """Return a clearer who could type for this reconnector; practice homes trust `--as`."""
    if look.council.home.kind == "practice":
        return ""
    clearers = {clearance.person for clearance in standing_clearances(look)} - {person}
    behind = {c for c in clearers if person in controlled_by(look.council, c)}
    return min(behind, default="")


def _glass(look: Look, used: tuple[str, ...]) -> str:
    """Return the break-glass that this rests on: for a signature, or for the acceptance."""
    glass = standing_glass(look)
    if glass is None or not isinstance(glass.event, GlassBroken):
        return ""
    return glass.id if glass.id in used else ""
