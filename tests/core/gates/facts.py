"""Facts as a test would record them, each sound and dull unless told otherwise."""

from collections.abc import Iterable
from datetime import datetime

from msgspec import structs

from reinstate.core.gates.record import Record
from reinstate.core.journal.events.facts import (
    AttestationReceived,
    CheckRecorded,
    CredentialsReset,
    DegradedAccepted,
    DevicesDone,
    EvidenceTaken,
    Fact,
    MonitoringAttached,
    Patched,
    Rebuilt,
    Restored,
    RestorePointRecorded,
    RouteChosen,
    SubjectAccepted,
    SupportAccepted,
    TokensRevoked,
)
from reinstate.core.terms.moment import Moment, exactly
from reinstate.core.terms.note import Note
from reinstate.core.terms.reference import Ref
from reinstate.core.terms.system import Route, Verdict
from tests.builders import ASHA, DAY, LEDGER, LONG_AGO, Desk, Done, a_digest, a_note


def record(desk: Desk, *facts: Fact, by: str = ASHA) -> Done:
    """Record facts one after the other, and return what the last one appended."""
    done = [desk.do(Record(fact), by=by) for fact in facts]
    return done[-1]


def a_route(route: Route = Route.REBUILD, *, of: Ref = LEDGER) -> RouteChosen:
    """Return that a route is chosen."""
    return RouteChosen(subject=of, route=route)


def evidence(*, of: Ref = LEDGER, files: Iterable[str] = ("disk",)) -> EvidenceTaken:
    """Return that access logs and disks were copied; access logs do for every hosting."""
    return EvidenceTaken(subject=of, what="access-logs", files=tuple(map(a_digest, files)))


def a_restore_point(
    *,
    of: Ref = LEDGER,
    made_at: datetime = LONG_AGO,
    is_verified: bool = True,
    sweep: Verdict = Verdict.NONE_FULL,
    files: int = 900,
    rules: int = 40,
) -> RestorePointRecorded:
    """Return an old backup, verified and swept."""
    return RestorePointRecorded(
        subject=of,
        point=exactly(made_at),
        digest=a_digest("backup"),
        is_integrity_verified=is_verified,
        sweep=sweep,
        files=files,
        rules=rules,
    )


def rebuilt(*, of: Ref = LEDGER, by: str = ASHA, is_new: bool = False) -> Rebuilt:
    """Return that the target was wiped, or is new."""
    return Rebuilt(subject=of, done_by=(by,), method="new" if is_new else "wiped")


def restored(point: str, *, of: Ref = LEDGER, by: str = ASHA, is_all: bool = False) -> Restored:
    """Return that data, or everything, came from a restore point."""
    done = Restored(subject=of, point=point, done_by=(by,))
    return structs.replace(done, contents="all") if is_all else done


def an_attestation(desk: Desk, *, of: Ref = LEDGER, days: int = 60) -> AttestationReceived:
    """Return that the supplier attests for two months."""
    return AttestationReceived(
        subject=of,
        author=a_note("supplier"),
        digest=a_digest("letter"),
        expires_at=desk.at + days * DAY,
    )


def tokens_revoked(*, of: Ref = LEDGER, by: str = ASHA) -> TokensRevoked:
    """Return that sessions, keys and integrations were revoked."""
    return TokensRevoked(subject=of, done_by=(by,))


def credentials(*, of: Ref = LEDGER, by: str = ASHA, is_checked: bool = True) -> CredentialsReset:
    """Return that credentials were reset."""
    return CredentialsReset(subject=of, done_by=(by,), are_recovery_accounts_checked=is_checked)


def patched(*, of: Ref = LEDGER, by: str = ASHA) -> Patched:
    """Return that it was updated."""
    return Patched(subject=of, done_by=(by,), level=a_note("2026-03"))


def unsupported(desk: Desk, *, of: Ref = LEDGER, days: int = 30) -> SupportAccepted:
    """Return that a risk owner accepts a system past its support for a month."""
    return SupportAccepted(subject=of, until=desk.at + days * DAY, reason=a_note("old"))


def monitored(*, of: Ref = LEDGER, is_local: bool = False) -> MonitoringAttached:
    """Return that logs arrive."""
    return MonitoringAttached(subject=of, where="local" if is_local else "central")


def accepted(*, of: Ref = LEDGER) -> SubjectAccepted:
    """Return that its owner says that it works."""
    return SubjectAccepted(subject=of)


def without(need: Ref, desk: Desk, *, of: Ref = LEDGER, days: int = 10) -> DegradedAccepted:
    """Return that somebody accepts a subject running without a need for some days."""
    return DegradedAccepted(
        subject=of,
        without=need,
        scope=a_note("counter only"),
        until=desk.at + days * DAY,
        loss=a_note("no maps"),
    )


def devices_done(
    *, of: Ref = "devices:laptops", rebuilt: int = 0, examined: int = 0
) -> DevicesDone:
    """Return that devices of a group were rebuilt or examined."""
    return DevicesDone(subject=of, rebuilt=rebuilt, examined=examined, done_by=(ASHA,))


def a_check(
    name: str = "files",
    *,
    of: Ref = LEDGER,
    verdict: Verdict = Verdict.NONE_FULL,
    files: int = 1200,
    rules: int = 60,
    gaps: tuple[Note, ...] = (),
    at: Moment | None = None,
) -> CheckRecorded:
    """Return an examination with full coverage that found nothing."""
    return CheckRecorded(
        subject=of,
        check=name,
        verdict=verdict,
        files=files,
        rules=rules,
        digest=a_digest(f"report {name}"),
        gaps=gaps,
        at=at or Moment(),
    )
