"""The grab bag: plan, contacts and open blockers as one plain file for when all is off (R28)."""

from collections.abc import Iterator
from pathlib import Path

from reinstate.core.access.roles import roles_of
from reinstate.core.gates.examine import blockers
from reinstate.core.incident.clocks import clocks
from reinstate.core.journal.rows import PartnerRow, SystemRow
from reinstate.core.state.council import Council
from reinstate.core.terms.level import Level
from reinstate.core.terms.reference import Ref
from reinstate.core.terms.trouble import WorldFailed
from reinstate.core.zones.reach import closure
from reinstate.core.zones.subjects import name_of
from reinstate.operations.incident_story import story
from reinstate.operations.situation import ServiceStanding, Situation
from reinstate.store.personal import all_details

RULE = "=" * 72


def write(path: Path, council: Council, found: Situation) -> None:
    """Write the file; it may hold names and numbers: keep it as you keep a contact list."""
    try:
        path.write_text(text(council, found), encoding="utf-8")
    except OSError as error:
        raise WorldFailed(
            "print-failed",
            "The file cannot be written.",
            place=str(path),
            next="Name a place that may be written.",
        ) from error


def text(council: Council, found: Situation) -> str:
    """Return what the file says."""
    return "\n".join(_lines(council, found)) + "\n"


def _lines(council: Council, found: Situation) -> Iterator[str]:
    yield f"{council.home.council.name}: plan, contacts and open blockers"
    yield f"As of {found.as_of:%Y-%m-%d %H:%M} UTC, entry {council.seq} of the journal."
    if council.home.kind != "real":
        yield f"FROM A {council.home.kind.upper()} HOME: nothing here is real."
    yield from _headed("PLAN", _plan(council, found))
    yield from _headed("CONTACTS", _contacts(council, found))
    yield from _headed("OPEN BLOCKERS, IN THE ORDER OF RETURN", _open(council, found))


def _headed(title: str, lines: Iterator[str]) -> Iterator[str]:
    yield from ("", RULE, title, RULE)
    yield from lines


def _plan(council: Council, found: Situation) -> Iterator[str]:
    told = story(council, found.as_of)
    yield f"Phase: {found.phase}. To leave it:"
    for condition in told.conditions:
        mark = "x" if not condition.blockers else " "
        yield f"  [{mark}] {condition.sentence}"
    yield ""
    yield "Clocks:"
    for clock in clocks(council, found.as_of):
        if not clock.is_met:
            yield f"  {'LATE ' if clock.is_over else ''}{clock.sentence}"
    yield ""
    yield "Services not working as usual, threats to life first:"
    low = [one for one in found.services if one.level is not Level.NORMAL]
    for one in sorted(low, key=_urgency):
        life = " THREAT TO LIFE" if one.is_threat_to_life else ""
        yield f"  {one.words:<16} {one.name}{life}"


def _urgency(one: ServiceStanding) -> tuple[bool, str]:
    return (not one.is_threat_to_life, one.name)


def _contacts(council: Council, found: Situation) -> Iterator[str]:
    details = all_details()
    for id_, person in council.people.items():
        known = details.get(id_)
        if known is None or not person.is_active:
            continue
        roles = ", ".join(sorted(r.value for r in roles_of(council, id_, found.as_of)))
        yield f"  {known.name}: {known.contact or 'no contact recorded'} ({roles})"
    for _, row in sorted(council.register.rows.items()):
        if isinstance(row, PartnerRow):
            yield f"  {row.name}: {row.kind}"


def _open(council: Council, found: Situation) -> Iterator[str]:
    for subject in in_order(council, found):
        held = blockers(council, subject, found.as_of)
        if not held:
            continue
        row = council.register.rows.get(subject)
        hours = (
            f", about {row.recovery_minutes_likely // 60} h" if isinstance(row, SystemRow) else ""
        )
        yield f"{name_of(council, subject)} ({subject}{hours})"
        for blocker in held:
            yield f"  [ ] {blocker.sentence}"
        yield ""


def in_order(council: Council, found: Situation) -> tuple[Ref, ...]:
    """Return the subjects so that each comes after everything that it needs."""
    depth = {one.subject: len(closure(council, one.subject)) for one in found.subjects}
    return tuple(sorted(depth, key=lambda one: (depth[one], one)))
