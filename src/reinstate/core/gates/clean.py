"""Clean: move a subject from isolated to the clean zone, apart from users and internet."""

from msgspec import Struct

from reinstate.core.gates.examine import examine
from reinstate.core.gates.requirements import has_clean_stage
from reinstate.core.journal.asking import Asking
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.journal.events.zones import SubjectCleaned
from reinstate.core.state.council import Council
from reinstate.core.state.step import subject_of
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.reference import Ref
from reinstate.core.terms.trouble import Refused
from reinstate.core.terms.zone import Declared


class Clean(Struct, frozen=True):
    """Say that an isolated subject is now in the clean zone."""

    subject: Ref


def decide(council: Council, command: Clean, asking: Asking) -> tuple[AnyEvent, ...]:
    """Return the move, or every reason against it."""
    if found := blockers(council, command, asking):
        raise Refused(found)
    round_ = subject_of(council, command.subject).round
    return (SubjectCleaned(subject=command.subject, round=round_),)


def blockers(council: Council, command: Clean, asking: Asking) -> tuple[Blocker, ...]:
    """Return all that holds a subject back from the clean zone."""
    state = subject_of(council, command.subject)
    examination = examine(council, command.subject, asking.at)
    if examination.look.row is None:
        return examination.blockers
    if state.declared is not Declared.ISOLATED:
        return (
            Blocker(
                "clean",
                "not-isolated",
                f"It is not isolated: it is {state.declared.value}.",
                f"reinstate isolate {command.subject}",
            ),
        )
    if not has_clean_stage(command.subject):
        return (
            Blocker(
                "clean",
                "no-clean-stage",
                "Links and waves have nothing to rebuild apart: they go straight back.",
                f"reinstate reconnect {command.subject}",
            ),
        )
    return examination.to_clean()
