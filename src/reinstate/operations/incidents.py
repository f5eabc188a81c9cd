"""The incident itself: declared, its phases and clocks, its story, and its end."""

from typing import IO, Final

from reinstate.core.incident.aware import RecordAwareness
from reinstate.core.incident.close import CloseIncident
from reinstate.core.incident.condition import MeetCondition
from reinstate.core.incident.decision import TakeDecision
from reinstate.core.incident.declare import Declare
from reinstate.core.incident.first_entry import BoundFirstEntry
from reinstate.core.incident.milestone import RecordMilestone
from reinstate.core.incident.next_update import SetNextUpdate
from reinstate.core.incident.phase import EnterPhase
from reinstate.core.incident.root_cause import RemediateRootCause
from reinstate.core.incident.told import TellAuthority
from reinstate.core.journal.events.incident import Phase
from reinstate.core.terms.moment import Instant, Moment
from reinstate.core.terms.trouble import BadInput
from reinstate.operations import clock, homes, reading
from reinstate.operations.act import Acted, Acting, act
from reinstate.store.files import put_file

REPORT_BYTES_MAX: Final = 64 * 1024 * 1024


def declare(acting: Acting, why: str, noticed: Moment) -> Acted:
    """Say that the council is under attack, and when it was noticed."""
    return act(lambda writing, _: Declare(writing.note(why), noticed), acting)


def enter_phase(acting: Acting, phase: Phase, why: str = "") -> Acted:
    """Enter the next phase, or an earlier one again with a reason."""
    return act(lambda writing, _: EnterPhase(phase, writing.note(why) if why else None), acting)


def meet_condition(acting: Acting, condition: str, why: str) -> Acted:
    """Say that a written exit condition holds."""
    return act(lambda writing, _: MeetCondition(condition, writing.note(why)), acting)


def bound_first_entry(acting: Acting, moment: Moment) -> Acted:
    """Say between when and when the attacker came in."""
    return act(lambda _, __: BoundFirstEntry(moment), acting)


def record_milestone(acting: Acting, what: str, at: Moment) -> Acted:
    """Say what was reached, and when."""
    return act(lambda writing, _: RecordMilestone(writing.note(what), at), acting)


def take_decision(
    acting: Acting, title: str, options: tuple[str, ...], choice: int, why: str
) -> Acted:
    """Record a decision; `choice` counts the options from 0."""
    return act(
        lambda writing, _: TakeDecision(
            writing.note(title),
            tuple(writing.note(option) for option in options),
            choice,
            writing.note(why),
        ),
        acting,
    )


def record_awareness(acting: Acting, controller: str, aware: Moment) -> Acted:
    """Say since when a data controller has known: its 72 hours run."""
    return act(lambda _, __: RecordAwareness(controller, aware), acting)


def tell_authority(acting: Acting, controller: str, at: Moment, why: str = "") -> Acted:
    """Say when the authority was told for a controller."""
    return act(
        lambda writing, _: TellAuthority(controller, at, writing.note(why) if why else None),
        acting,
    )


def set_next_update(acting: Acting, due_at: Instant) -> Acted:
    """Promise the next public update."""
    return act(lambda _, __: SetNextUpdate(due_at), acting)


def remediate_root_cause(acting: Acting, what: str) -> Acted:
    """Say how the way in was closed or blocked."""
    return act(lambda writing, _: RemediateRootCause(writing.note(what)), acting)


def close(acting: Acting, report: str) -> Acted:
    """End the incident; `report` is the digest of the report."""
    return act(lambda _, __: CloseIncident(report), acting)


def close_with(acting: Acting, report: IO[bytes]) -> Acted:
    """End the incident with the report that somebody sent; a copy of it is kept.

    It is kept before the rules are asked: a refusal leaves a file that nothing names.

    Raises:
        BadInput: If the report is empty, or too long.
    """
    report.seek(0)
    if not report.read(1):
        raise BadInput("file-empty", "The report is empty: it shows nothing.")
    report.seek(0)
    at = clock.now(reading.council())
    kept = put_file(homes.home_path(), report, at, size_max_bytes=REPORT_BYTES_MAX)
    return close(acting, kept.sha256)
