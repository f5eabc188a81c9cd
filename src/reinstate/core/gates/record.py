"""Record: one person states a fact about a subject; what cannot be true is refused."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

import msgspec
from msgspec import Struct

from reinstate.core.checks.required import is_vacuous, known_checks
from reinstate.core.gates.look import Look, look_at
from reinstate.core.gates.rows_clean import evidence_taken, possible_routes
from reinstate.core.gates.suspect import is_suspect
from reinstate.core.journal.asking import Asking
from reinstate.core.journal.events.facts import (
    CheckRecorded,
    CredentialsReset,
    DegradedAccepted,
    DevicesDone,
    EvidenceTaken,
    EvidenceUnobtainable,
    Fact,
    FindingRaised,
    MonitoringAttached,
    Rebuilt,
    Restored,
    RestorePointRecorded,
    RouteChosen,
)
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.journal.rows import DeviceGroupRow, SystemRow
from reinstate.core.state.council import Council
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.moment import Moment
from reinstate.core.terms.reference import kind_of
from reinstate.core.terms.system import Hosting, Route, Verdict
from reinstate.core.terms.trouble import Refused
from reinstate.core.zones.reach import needs_of

GATE = "record"
WHILE_OFF = (RouteChosen, Rebuilt, Restored)
"""What is only done to a subject that is isolated or clean."""
NOT_SYSTEM_OK = frozenset(
    {"AttestationReceived", "CredentialsReset", "SubjectAccepted", "DegradedAccepted"}
)


class Record(Struct, frozen=True):
    """State a fact; its `round` is filled in with the subject's own."""

    fact: Fact


def decide(council: Council, command: Record, asking: Asking) -> tuple[AnyEvent, ...]:
    """Return the fact in its round, or every reason why it cannot be.

    A check that found something raises a finding: recording it again washes nothing off.
    """
    look = look_at(council, command.fact.subject, asking.at)
    if found := blockers(look, command.fact):
        raise Refused(found)
    fact = msgspec.structs.replace(command.fact, round=look.state.round)
    if isinstance(fact, CheckRecorded) and fact.verdict is Verdict.FINDINGS:
        return (fact, FindingRaised(subjects=(fact.subject,), digest=fact.digest))
    return (fact,)


def blockers(look: Look, fact: Fact) -> tuple[Blocker, ...]:
    """Return all that is wrong with a fact about a subject."""
    found = [*_about_subject(look, fact), *_about_people(look, fact), *_about_time(look, fact)]
    about = ABOUT.get(type(fact))
    return (*found, *about(look, fact)) if about is not None else tuple(found)


def _no(code: str, sentence: str, need: str = "") -> Blocker:
    return Blocker(GATE, code, sentence, need)


def _about_subject(look: Look, fact: Fact) -> list[Blocker]:
    if look.row is None:
        return [_no("not-on-register", f"The register has no {look.subject}.")]
    kind = kind_of(look.subject)
    name = type(fact).__name__
    is_for_devices = isinstance(fact, DevicesDone)
    if is_for_devices != (kind == "devices") and (is_for_devices or name not in _OF[kind]):
        return [_no("not-applicable", f"That fact is never asked of a {kind}.")]
    if isinstance(fact, WHILE_OFF) and look.state.is_connected:
        return [
            _no(
                "not-isolated",
                "It is connected: isolate it before it is changed like that.",
                f"reinstate isolate {look.subject}",
            )
        ]
    return []


_OF = {
    "link": NOT_SYSTEM_OK,
    "wave": frozenset({"SubjectAccepted", "DegradedAccepted"}),
    "devices": NOT_SYSTEM_OK | {"CheckRecorded", "MonitoringAttached", "EvidenceTaken"},
}


def _about_people(look: Look, fact: Fact) -> list[Blocker]:
    people = getattr(fact, "done_by", None)
    if people is None:
        return []
    if not people:
        return [_no("done-by", "Say who did it: whoever restores may not clear.")]
    return [
        _no("unknown-person", f"Nobody here has the id {person}.", "reinstate user list")
        for person in people
        if person not in look.council.people
    ]


def _about_time(look: Look, fact: Fact) -> list[Blocker]:
    found: list[Blocker] = []
    for name in ("at", "point"):
        moment = getattr(fact, name, None)
        if isinstance(moment, Moment):
            found += _moment(look.at, moment)
    for name in ("until", "expires_at"):
        end = getattr(fact, name, None)
        if isinstance(end, datetime) and end <= look.at:
            found.append(_no("past", f"It would end at {end.isoformat()}, which is past."))
    return found


def _moment(at: datetime, moment: Moment) -> list[Blocker]:
    known = [edge for edge in (moment.earliest, moment.latest) if edge is not None]
    if any(edge > at for edge in known):
        return [_no("future", "What has not happened yet cannot be recorded.")]
    if known != sorted(known):
        return [_no("upside-down", "The earliest time is later than the latest.")]
    return []


def _route(look: Look, fact: RouteChosen) -> list[Blocker]:
    if fact.route is Route.RETIRE or fact.route in possible_routes(look.hosting):
        return []
    routes = ", ".join(sorted(possible_routes(look.hosting)))
    return [_no("route", f"A {look.hosting.value} system comes back by one of: {routes}.")]


def _evidence_first(look: Look, _fact: Rebuilt) -> list[Blocker]:
    """Refuse a wipe before evidence (R16), where the table asks for any."""
    if look.hosting is Hosting.SAAS:
        return []
    without_wipes = msgspec.structs.replace(
        look, facts=tuple(e for e in look.facts if not isinstance(e.event, Rebuilt))
    )
    missing = evidence_taken(without_wipes).blockers
    return [Blocker(GATE, "evidence-first", b.sentence, b.need) for b in missing]


def _restored(look: Look, fact: Restored) -> list[Blocker]:
    points = {entry.id: entry.event for entry in look.of(RestorePointRecorded)}
    point = points.get(fact.point)
    if not isinstance(point, RestorePointRecorded):
        return [_no("restore-point", "No such restore point is recorded in this round.")]
    found: list[Blocker] = []
    if not point.is_integrity_verified or point.sweep is not Verdict.NONE_FULL:
        found.append(_no("restore-point", "That point is not verified and swept (R03, R05)."))
    if look.last(Rebuilt) is None:
        found.append(
            _no(
                "target-not-clean",
                "Wipe and rebuild the target before anything is restored to it (R03).",
                f"reinstate rebuilt {look.subject} --by PERSON",
            )
        )
    if fact.contents == "all" and is_suspect(look.council, point.point):
        found.append(
            _no(
                "contents-suspect",
                "That point is not provably older than the first entry: take data only (R04).",
            )
        )
    return found


def _check(look: Look, fact: CheckRecorded) -> list[Blocker]:
    found: list[Blocker] = []
    known = known_checks(look.council)
    if fact.check not in known:
        found.append(_no("unknown-check", f"The checks are: {', '.join(known)}."))
    if fact.files < 0 or fact.rules < 0:
        found.append(_no("negative", "Counts of files and rules are never negative."))
    if fact.verdict is Verdict.NONE_FULL and is_vacuous(fact):
        found.append(
            _no("vacuous", "Nothing was looked at, or with no rules: that is no full coverage.")
        )
    if fact.verdict is Verdict.NONE_FULL and fact.gaps:
        found.append(_no("gaps", "A check with gaps has incomplete coverage."))
    if fact.verdict is Verdict.NONE_INCOMPLETE and not fact.gaps:
        found.append(_no("gaps-unnamed", "Incomplete coverage has gaps: list each."))
    return found


def _local_logging(look: Look, fact: MonitoringAttached) -> list[Blocker]:
    if fact.where != "local":
        return []
    if isinstance(look.row, SystemRow) and look.row.is_foundation:
        return []
    return [_no("not-foundation", "Only foundation systems may log locally for a while.")]


def _degraded(look: Look, fact: DegradedAccepted) -> list[Blocker]:
    if fact.without in needs_of(look.council, look.subject):
        return []
    return [_no("no-such-need", f"It does not need {fact.without} directly.")]


def _evidence(_look: Look, fact: EvidenceTaken) -> list[Blocker]:
    if fact.files:
        return []
    return [_no("no-files", "Evidence without a file is none: name the files.")]


def _unobtainable(look: Look, _fact: EvidenceUnobtainable) -> list[Blocker]:
    if look.hosting is not Hosting.ON_PREMISES:
        return []
    return [_no("on-premises", "Evidence of our own systems can be obtained.")]


def _credentials(_look: Look, fact: CredentialsReset) -> list[Blocker]:
    if fact.are_recovery_accounts_checked:
        return []
    return [_no("recovery-accounts", "First check that recovery accounts work (R07).")]


def _devices(look: Look, fact: DevicesDone) -> list[Blocker]:
    total = look.row.count if isinstance(look.row, DeviceGroupRow) else 0
    count = fact.rebuilt + fact.examined
    if min(fact.rebuilt, fact.examined) < 0 or count == 0:
        return [_no("no-devices", "Say how many devices are rebuilt or examined so far.")]
    if count > total:
        return [_no("too-many", f"The group has {total} devices: {count} cannot be done.")]
    return []


def _point(_look: Look, fact: RestorePointRecorded) -> list[Blocker]:
    if fact.files >= 0 and fact.rules >= 0:
        return []
    return [_no("negative", "Counts of files and rules are never negative.")]


ABOUT: Final[dict[type, Callable[[Look, Any], list[Blocker]]]] = {
    RouteChosen: _route,
    EvidenceTaken: _evidence,
    EvidenceUnobtainable: _unobtainable,
    RestorePointRecorded: _point,
    Rebuilt: _evidence_first,
    Restored: _restored,
    CredentialsReset: _credentials,
    CheckRecorded: _check,
    MonitoringAttached: _local_logging,
    DegradedAccepted: _degraded,
    DevicesDone: _devices,
}
"""What is asked of each kind of fact, beyond what is asked of all."""
