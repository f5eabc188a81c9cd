"""The facts that gates read: what was done to a subject, and who says so."""

from typing import Literal

from reinstate.core.journal.event import Event, GateFact
from reinstate.core.terms.moment import UNTOLD, Instant, Moment
from reinstate.core.terms.note import Note
from reinstate.core.terms.reference import EntryId, Id, PersonId, Ref
from reinstate.core.terms.system import Route, Verdict


class RouteChosen(GateFact, frozen=True, kw_only=True, tag="route-chosen/1"):
    """By which route the system comes back. A change."""

    route: Route


class EvidenceTaken(GateFact, frozen=True, kw_only=True, tag="evidence-taken/1"):
    """Memory, disk or logs were copied before any wipe (R16); digests of the files."""

    what: Literal["memory", "disk", "logs", "access-logs", "other"]
    files: tuple[str, ...]
    at: Moment = UNTOLD
    note: Note | None = None


class EvidenceUnobtainable(GateFact, frozen=True, kw_only=True, tag="evidence-unobtainable/1"):
    """The supplier cannot give evidence: the forensic lead says why."""

    reason: Note


class RestorePointRecorded(GateFact, frozen=True, kw_only=True, tag="restore-point-recorded/1"):
    """A backup to restore from: when it was made, verified (R05) and swept (R03).

    `digest` is of the backup, `report` of what the sweep said.
    """

    point: Moment
    digest: str
    report: str = ""
    is_integrity_verified: bool
    sweep: Verdict
    files: int
    rules: int


class Rebuilt(GateFact, frozen=True, kw_only=True, tag="rebuilt/1"):
    """The target was wiped and rebuilt, or is new (R06). A change."""

    done_by: tuple[PersonId, ...]
    method: Literal["wiped", "new"] = "wiped"
    at: Moment = UNTOLD


class Restored(GateFact, frozen=True, kw_only=True, tag="restored/1"):
    """Contents came from a restore point; data only when the point is suspect. A change."""

    point: EntryId
    done_by: tuple[PersonId, ...]
    contents: Literal["all", "data-only"] = "data-only"
    at: Moment = UNTOLD


class AttestationReceived(GateFact, frozen=True, kw_only=True, tag="attestation-received/1"):
    """The supplier, or the other side of a link, says in writing that it is safe."""

    author: Note
    digest: str
    expires_at: Instant


class TokensRevoked(GateFact, frozen=True, kw_only=True, tag="tokens-revoked/1"):
    """Sessions, keys and integrations were revoked."""

    done_by: tuple[PersonId, ...]
    at: Moment = UNTOLD


class CredentialsReset(GateFact, frozen=True, kw_only=True, tag="credentials-reset/1"):
    """Credentials were reset after recovery accounts were seen to work (R07). A change."""

    done_by: tuple[PersonId, ...]
    are_recovery_accounts_checked: bool
    at: Moment = UNTOLD


class Patched(GateFact, frozen=True, kw_only=True, tag="patched/1"):
    """Updated to `level`. A change."""

    done_by: tuple[PersonId, ...]
    level: Note
    at: Moment = UNTOLD


class ConfigurationRecorded(GateFact, frozen=True, kw_only=True, tag="configuration-recorded/1"):
    """The configuration as it stands, by digest. A change."""

    digest: str
    at: Moment = UNTOLD


class SupportAccepted(GateFact, frozen=True, kw_only=True, tag="support-accepted/1"):
    """The senior risk owner accepts a system past its support until a date."""

    until: Instant
    reason: Note


class MonitoringAttached(GateFact, frozen=True, kw_only=True, tag="monitoring-attached/1"):
    """Logs arrive centrally, or locally for a set number of days (foundation systems)."""

    where: Literal["central", "local"] = "central"


class SubjectAccepted(GateFact, frozen=True, kw_only=True, tag="subject-accepted/1"):
    """Its accepting role says that it works as it should."""

    note: Note | None = None


class DegradedAccepted(GateFact, frozen=True, kw_only=True, tag="degraded-accepted/1"):
    """A named person accepts running without `without`, until a date (R09).

    `loss` says what users lose meanwhile.
    """

    without: Ref
    scope: Note
    until: Instant
    loss: Note


class DevicesDone(GateFact, frozen=True, kw_only=True, tag="devices-done/1"):
    """So many devices of a group are rebuilt so far, and so many examined and found clean.

    Counts of the whole round: a later entry takes the place of an earlier one. A change.
    """

    rebuilt: int = 0
    examined: int = 0
    done_by: tuple[PersonId, ...]


class CheckRecorded(GateFact, frozen=True, kw_only=True, tag="check-recorded/1"):
    """An examination: what it covered and what it said, with the digest of its report.

    `files` examined and `rules` applied are counts; zero of either never passes.
    `gaps` are the parts it could not read.
    """

    check: str
    verdict: Verdict
    files: int
    rules: int
    digest: str
    gaps: tuple[Note, ...] = ()
    at: Moment = UNTOLD


class GapsAccepted(GateFact, frozen=True, kw_only=True, tag="gaps-accepted/1"):
    """Forensic lead and senior risk owner accept each gap of one check, with a reason."""

    check: EntryId
    gaps: tuple[Note, ...]
    reason: Note
    compensation: Note


class GlassBroken(GateFact, frozen=True, kw_only=True, tag="glass-broken/1"):
    """The duty director stands in for the second clearance and the owner's acceptance.

    For one service marked threat-to-life and a subject it needs; `digest` is of the
    decision text.
    """

    service: Id
    reason: Note
    digest: str


class FindingRaised(Event, frozen=True, kw_only=True, tag="finding-raised/1"):
    """Something was found on these subjects; it holds their gates.

    `note` says what; without one, a check found it, and `digest` is of its report.
    """

    subjects: tuple[Ref, ...]
    note: Note | None = None
    digest: str = ""


class FindingConfirmed(Event, frozen=True, kw_only=True, tag="finding-confirmed/1"):
    """The finding is real."""

    finding: EntryId


class FindingDismissed(Event, frozen=True, kw_only=True, tag="finding-dismissed/1"):
    """Two people say that it is not one; nothing that lapsed comes back."""

    finding: EntryId
    reason: Note


class FindingRemediated(Event, frozen=True, kw_only=True, tag="finding-remediated/1"):
    """Put right, as later checks with full coverage show: one for each subject."""

    finding: EntryId
    checks: tuple[EntryId, ...]


class DetectionChanged(Event, frozen=True, kw_only=True, tag="detection-changed/1"):
    """New rules or indicators that touch these subjects (all when none is named)."""

    digest: str
    count: int
    subjects: tuple[Ref, ...] = ()


Fact = (
    RouteChosen
    | EvidenceTaken
    | EvidenceUnobtainable
    | RestorePointRecorded
    | Rebuilt
    | Restored
    | AttestationReceived
    | TokensRevoked
    | CredentialsReset
    | Patched
    | ConfigurationRecorded
    | SupportAccepted
    | MonitoringAttached
    | SubjectAccepted
    | DegradedAccepted
    | DevicesDone
    | CheckRecorded
)
"""What one person may record about a subject with the command `Record`."""

AnyGateFact = Fact | GapsAccepted | GlassBroken

FindingEvent = (
    FindingRaised | FindingConfirmed | FindingDismissed | FindingRemediated | DetectionChanged
)
