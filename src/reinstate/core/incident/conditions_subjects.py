"""Exit conditions that follow from subjects: zones, checklists, findings, checks, return."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Final

from reinstate.core.gates.checklist import ITEMS, open_items
from reinstate.core.gates.degraded import current_acceptance
from reinstate.core.gates.examine import examine
from reinstate.core.gates.look import look_at, route_of
from reinstate.core.journal.events.zones import ChecklistItem
from reinstate.core.state.council import Council
from reinstate.core.state.register import NO_REFS
from reinstate.core.state.step import subject_of
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.reference import Ref, is_subject
from reinstate.core.terms.system import Route
from reinstate.core.terms.zone import Declared
from reinstate.core.zones.subjects import all_subjects, name_of

GATE: Final = "phase"
CHECK_CODES: Final = frozenset(
    {"checks", "no-required-checks", "credentials-reset", "devices-done"}
)
"""The rows of the gate that say whether something was examined and has new credentials."""


def zones_known(council: Council, _at: datetime) -> Iterator[Blocker]:
    """Yield each subject of which nobody knows whether it is connected."""
    for subject in all_subjects(council):
        state = subject_of(council, subject)
        if state.declared in (Declared.ISOLATED, Declared.CLEAN) or state.is_connected:
            continue
        sentence = f"Nobody knows how {name_of(council, subject)} stands: isolate it, or say why."
        yield Blocker(GATE, "zones-known", sentence, f"reinstate isolate {subject}")


def checklists_in_time(council: Council, at: datetime) -> Iterator[Blocker]:
    """Yield each item of a never-cut subject's checklist that is overdue."""
    yield from _items(council, at, "checklists-in-time", lambda item: at > item.due_at)


def checklists_done(council: Council, at: datetime) -> Iterator[Blocker]:
    """Yield each item of a never-cut subject's checklist that is open at all."""
    yield from _items(council, at, "checklists-done", lambda _item: True)


def findings_closed(council: Council, _at: datetime) -> Iterator[Blocker]:
    """Yield each finding that still holds."""
    for finding in sorted(council.findings.values(), key=lambda finding: finding.seq):
        if finding.holds:
            names = ", ".join(name_of(council, subject) for subject in finding.subjects)
            sentence = f"A finding on {names} is {finding.state.value}."
            need = f"reinstate finding remediated {finding.id} --check CHECK"
            yield Blocker(GATE, "findings-closed", sentence, need)


def checked_and_reset(council: Council, at: datetime) -> Iterator[Blocker]:
    """Yield what the gate of each subject that is not isolated lacks of checks and secrets."""
    for subject in all_subjects(council):
        if subject_of(council, subject).declared not in (Declared.CLEAN, Declared.CONNECTED):
            continue
        for found in examine(council, subject, at).blockers:
            if found.code in CHECK_CODES:
                sentence = f"{name_of(council, subject)}: {found.sentence}"
                yield Blocker(GATE, "checked-and-reset", sentence, found.need)


def all_connected(council: Council, at: datetime) -> Iterator[Blocker]:
    """Yield each subject that is not back, and may not stay away."""
    for subject in all_subjects(council):
        if subject_of(council, subject).is_connected or may_stay_away(council, subject, at):
            continue
        sentence = f"Not connected yet: {name_of(council, subject)}."
        yield Blocker(GATE, "all-connected", sentence, f"reinstate reconnect {subject}")


def may_stay_away(council: Council, subject: Ref, at: datetime) -> bool:
    """Return whether a subject is retired, or all that needs it is accepted without it."""
    if route_of(council, subject) is Route.RETIRE:
        return True
    needing = council.register.needed_by.get(subject, NO_REFS)
    return bool(needing) and all(
        is_subject(who) and current_acceptance(council, who, subject, at) is not None
        for who in needing
    )


def _items(
    council: Council, at: datetime, code: str, counts: Callable[[ChecklistItem], bool]
) -> Iterator[Blocker]:
    for subject in all_subjects(council):
        for item in open_items(council, subject, at):
            if counts(item):
                name = name_of(council, subject)
                sentence = f"{name} was never cut and has not shown {item.code} yet."
                need = ITEMS[item.code](look_at(council, subject, at)).blockers[0].need
                yield Blocker(GATE, code, sentence, need)
