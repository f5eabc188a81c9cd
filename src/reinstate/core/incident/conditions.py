"""The written exit conditions of each phase, as data: what must hold before the next one.

Some follow from what is known, some only a person can judge, some either way
(council-recovery, section 5.1).
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Final

from msgspec import Struct

from reinstate.core.incident import conditions_services as services
from reinstate.core.incident import conditions_subjects as subjects
from reinstate.core.journal.events.incident import Phase
from reinstate.core.state.council import Council
from reinstate.core.terms.blocker import Blocker

Check = Callable[[Council, datetime], Iterator[Blocker]]
"""Yield what is missing for the condition to hold."""


class Condition(Struct, frozen=True, kw_only=True):
    """One condition: `check` derives it; `is_judged` lets a person say that it is met.

    With both, either is enough; `need` is what to do when only a person can judge.
    """

    code: str
    sentence: str
    check: Check | None = None
    is_judged: bool = False

    @property
    def need(self) -> str:
        """Return the command by which a person says that it is met."""
        return f"reinstate incident condition {self.code} --why TEXT"


def _authority_clock(council: Council, _at: datetime) -> Iterator[Blocker]:
    if council.incident is not None and not council.incident.authority:
        yield Blocker(
            "phase",
            "authority-told",
            "Nobody has said when a controller became aware, or that no personal data is hit.",
            "reinstate incident aware ORGANISATION --earliest WHEN",
        )


def _first_entry(council: Council, _at: datetime) -> Iterator[Blocker]:
    if council.incident is not None and council.incident.first_entry is None:
        yield Blocker(
            "phase",
            "first-entry-bounded",
            "Nobody has said between when and when the attacker came in.",
            "reinstate incident first-entry --earliest WHEN --latest WHEN",
        )


def _root_cause(council: Council, _at: datetime) -> Iterator[Blocker]:
    if council.incident is not None and not council.incident.root_cause_seq:
        yield Blocker(
            "phase",
            "root-cause-remediated",
            "How the attacker came in is neither closed nor blocked (R10).",
            "reinstate incident root-cause TEXT",
        )


CONDITIONS: Final[dict[Phase, tuple[Condition, ...]]] = {
    Phase.READY: (),
    Phase.CONTAIN: (
        Condition(
            code="zones-known",
            sentence="Everything that can be cut off has a zone: none is unknown.",
            check=subjects.zones_known,
        ),
        Condition(
            code="authority-told",
            sentence="The clock of a data controller runs, or no personal data is hit.",
            check=_authority_clock,
            is_judged=True,
        ),
        Condition(
            code="checklists-in-time",
            sentence="Nothing that was never cut has an item of its checklist overdue.",
            check=subjects.checklists_in_time,
        ),
    ),
    Phase.INVESTIGATE: (
        Condition(
            code="first-entry-bounded",
            sentence="When the attacker came in is known or bounded.",
            check=_first_entry,
        ),
        Condition(
            code="entry-point-known",
            sentence="How the attacker came in is known or narrowed down, and written down.",
            is_judged=True,
        ),
        Condition(
            code="checklists-in-time",
            sentence="Nothing that was never cut has an item of its checklist overdue.",
            check=subjects.checklists_in_time,
        ),
    ),
    Phase.CLEAN: (
        Condition(
            code="findings-closed",
            sentence="No finding is open or confirmed.",
            check=subjects.findings_closed,
        ),
        Condition(
            code="checked-and-reset",
            sentence="What is not isolated has passed its checks and has new credentials.",
            check=subjects.checked_and_reset,
        ),
        Condition(
            code="checklists-done",
            sentence="Every never-cut subject has shown all of its checklist.",
            check=subjects.checklists_done,
        ),
    ),
    Phase.RESTORE: (
        Condition(
            code="all-connected",
            sentence="Everything is connected, retired, or accepted as missing.",
            check=subjects.all_connected,
        ),
        Condition(
            code="services-opened",
            sentence="Every service is open as far as it works.",
            check=services.services_opened,
        ),
    ),
    Phase.CATCH_UP: (
        Condition(
            code="backlogs-worked-off",
            sentence="Every backlog is counted, and at or below its baseline.",
            check=services.backlogs_worked_off,
        ),
        Condition(
            code="workarounds-reconciled",
            sentence="No workaround is in use, and all records made by hand are reconciled.",
            check=services.workarounds_reconciled,
        ),
        Condition(
            code="services-opened",
            sentence="Every service is open as far as it works.",
            check=services.services_opened,
        ),
    ),
    Phase.LEARN: (
        Condition(
            code="root-cause-remediated",
            sentence="How the attacker came in is closed, or blocked.",
            check=_root_cause,
        ),
        Condition(
            code="plans-changed",
            sentence="What was learned has changed the plans.",
            is_judged=True,
        ),
    ),
}
"""The report (R11) is asked for where the incident is closed."""


def exit_blockers(council: Council, phase: Phase, at: datetime) -> tuple[Blocker, ...]:
    """Return everything that holds the exit of a phase."""
    return tuple(_held(council, phase, CONDITIONS[phase], at))


def is_exit_held(council: Council, phase: Phase, at: datetime) -> bool:
    """Return whether anything holds the exit of a phase: looks no further than the first."""
    return any(_lacks(council, phase, condition, at) for condition in CONDITIONS[phase])


def exits_blockers(council: Council, phases: Iterable[Phase], at: datetime) -> tuple[Blocker, ...]:
    """Return everything that holds the exits of phases: what several ask for, once."""
    found: list[Blocker] = []
    derived: set[str] = set()
    for phase in phases:
        asked = [one for one in CONDITIONS[phase] if one.code not in derived]
        found.extend(_held(council, phase, asked, at))
        derived.update(one.code for one in asked if not one.is_judged)
    return tuple(found)


def _held(
    council: Council, phase: Phase, conditions: Iterable[Condition], at: datetime
) -> Iterator[Blocker]:
    for condition in conditions:
        yield from missing(council, phase, condition, at)


def missing(
    council: Council, phase: Phase, condition: Condition, at: datetime
) -> tuple[Blocker, ...]:
    """Return what one condition of a phase still lacks."""
    return tuple(dict.fromkeys(_lacking(council, phase, condition, at)))


def _lacks(council: Council, phase: Phase, condition: Condition, at: datetime) -> bool:
    return next(_lacking(council, phase, condition, at), None) is not None


def _lacking(
    council: Council, phase: Phase, condition: Condition, at: datetime
) -> Iterator[Blocker]:
    incident = council.incident
    is_met = incident is not None and (phase, condition.code) in incident.conditions
    if condition.is_judged and is_met:
        return
    if condition.check is not None:
        yield from condition.check(council, at)
        return
    unjudged = f"Nobody has said yet: {condition.sentence}"
    yield Blocker("phase", condition.code, unjudged, condition.need)
