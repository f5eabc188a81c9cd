"""How events of containment, evidence and decisions are told."""

from typing import Final

from reinstate.core.journal.events import decisions, facts, zones
from reinstate.core.levels.acts_of_two import told
from reinstate.core.terms.reference import EntryId
from reinstate.core.terms.system import VERDICT_WORDS
from reinstate.core.terms.zone import Measure
from reinstate.operations.sentences.wording import Worded, Wording, counted, listed, span

CAUSES: Final = {
    "subject-changed": "it changed",
    "finding": "a finding touches it",
    "detection-changed": "rules or indicators changed",
    "need-isolated": "something it needs was isolated",
    "need-finding": "something it needs has a finding",
    "route-changed": "its route changed",
    "first-entry-earlier": "the first entry moved earlier",
    "required-checks-grew": "more checks are required",
    "signer-lost-role": "its signer lost the role",
    "signer-compromised": "its signer was found compromised",
    "fact-corrected": "a fact under it was corrected",
    "aged": "it grew too old",
}

DEMAND_ENDS: Final = {
    "isolated": "it is isolated, as it had to be",
    "cleared-again": "it is cleared again, as it had to be",
    "withdrawn": "why it had to be isolated or cleared again is withdrawn",
    "degraded-accepted": "it may run without what it lacks, and need not be cleared again",
}
"""How it ended that something connected had to be isolated or cleared again."""

MEASURED: Final = {
    Measure.PORT: "by closing its network port",
    Measure.HOST: "by cutting the machine off the network",
    Measure.ROUTER: "by closing the way to it",
    Measure.SUPPLIER: "by its supplier",
    Measure.POWER: "by switching its power off",
    Measure.NONE: "by nothing that cuts it yet",
}
"""How something was cut off, as the end of a sentence."""

WATCHED: Final = {"central": " where all are watched", "local": " on the machine itself"}
"""Where somebody watches the logs of something."""

ZONES: Final[dict[type, Worded]] = {
    zones.SubjectIsolated: lambda e, w: (
        f"{w.ref(e.subject)} is ordered off, {MEASURED[e.measure]}{_again(e.round)}"
        + (f", set back by the finding {e.setback}" if e.setback else "")
        + f"{w.why(e.note)}."
    ),
    zones.MeasureOrdered: lambda e, w: (
        f"{w.ref(e.subject)} is to be cut off {MEASURED[e.measure]}{w.why(e.note)}."
    ),
    zones.SubjectSeen: lambda e, w: f"{w.ref(e.subject)} was seen {e.state}{w.when(e.at)}.",
    zones.NeverCutDeclared: lambda e, w: (
        f"{w.ref(e.subject)} was never cut{w.why(e.reason)};"
        f" still due: {', '.join(item.code for item in e.checklist) or 'nothing'}."
    ),
    zones.SubjectCleaned: lambda e, w: f"{w.ref(e.subject)} is in the clean zone.",
    zones.SubjectReconnected: lambda e, w: (
        f"{w.ref(e.subject)} is back on the network, on watch for {span(e.watch_minutes)}"
        + (", by break-glass." if e.glass else ".")
    ),
    zones.IsolationWithdrawn: lambda e, w: (
        f"The isolation of {w.ref(e.subject)} is withdrawn: it was never cut{w.why(e.reason)}."
    ),
    zones.HeartbeatMissed: lambda e, w: f"{w.ref(e.subject)} is silent since {w.at(e.since)}.",
    zones.HeartbeatResumed: lambda e, w: f"{w.ref(e.subject)} reports again.",
    zones.ClearanceLapsed: lambda e, w: (
        f"A clearance of {w.ref(e.subject)} lapsed: {CAUSES[e.cause]} (entry {e.because})."
    ),
    zones.ClearanceRevived: lambda e, w: (
        f"A clearance of {w.ref(e.subject)} stands again (entry {e.because})."
    ),
    zones.DemandRaised: lambda e, w: (
        f"{w.ref(e.subject)} must be isolated or cleared again within {span(e.minutes)}:"
        f" {CAUSES[e.cause]} (entry {e.because})."
    ),
    zones.DemandMet: lambda e, w: f"{w.ref(e.subject)}: {DEMAND_ENDS[e.how]}.",
}

FACTS: Final[dict[type, Worded]] = {
    facts.RouteChosen: lambda e, w: f"The route of {w.ref(e.subject)} is {e.route}.",
    facts.EvidenceTaken: lambda e, w: (
        f"Evidence of {w.ref(e.subject)} is kept: {e.what},"
        f" {counted(len(e.files), 'file')}{w.when(e.at)}{w.why(e.note)}."
    ),
    facts.EvidenceUnobtainable: lambda e, w: (
        f"Evidence of {w.ref(e.subject)} cannot be obtained{w.why(e.reason)}."
    ),
    facts.RestorePointRecorded: lambda e, w: (
        f"A restore point of {w.ref(e.subject)}{w.when(e.point)}: "
        + ("verified" if e.is_integrity_verified else "not verified")
        + f", swept with {VERDICT_WORDS[e.sweep]} {_covered(e)}."
    ),
    facts.Rebuilt: lambda e, w: (
        f"{w.ref(e.subject)} is {'new' if e.method == 'new' else 'wiped and rebuilt'} by"
        f" {w.people(e.done_by)}{w.when(e.at)}."
    ),
    facts.Restored: lambda e, w: (
        f"{w.ref(e.subject)} is restored ({e.contents}) from {e.point} by"
        f" {w.people(e.done_by)}{w.when(e.at)}."
    ),
    facts.AttestationReceived: lambda e, w: (
        f"{w.note(e.author)} attests for {w.ref(e.subject)} until {w.at(e.expires_at)}."
    ),
    facts.TokensRevoked: lambda e, w: (
        f"Sessions and keys of {w.ref(e.subject)} are revoked by {w.people(e.done_by)}"
        f"{w.when(e.at)}."
    ),
    facts.CredentialsReset: lambda e, w: (
        f"Credentials of {w.ref(e.subject)} are reset by {w.people(e.done_by)}{w.when(e.at)}; "
        + ("recovery accounts work." if e.are_recovery_accounts_checked else "not yet checked.")
    ),
    facts.Patched: lambda e, w: (
        f"{w.ref(e.subject)} is at {w.note(e.level)}, by {w.people(e.done_by)}{w.when(e.at)}."
    ),
    facts.ConfigurationRecorded: lambda e, w: (
        f"The configuration of {w.ref(e.subject)} is kept{w.when(e.at)}."
    ),
    facts.SupportAccepted: lambda e, w: (
        f"{w.ref(e.subject)} may run past its support until {w.at(e.until)}{w.why(e.reason)}."
    ),
    facts.MonitoringAttached: lambda e, w: f"{w.ref(e.subject)} is monitored{WATCHED[e.where]}.",
    facts.SubjectAccepted: lambda e, w: f"{w.ref(e.subject)} is accepted{w.why(e.note)}.",
    facts.DegradedAccepted: lambda e, w: (
        f"{w.ref(e.subject)} may run without {w.ref(e.without)} until {w.at(e.until)}"
        f" ({w.note(e.scope)}); users lose {w.note(e.loss)}."
    ),
    facts.DevicesDone: lambda e, w: (
        f"Of {w.ref(e.subject)}, {e.rebuilt} are rebuilt and {e.examined} examined by"
        f" {w.people(e.done_by)}."
    ),
    facts.CheckRecorded: lambda e, w: (
        f"The check {e.check} of {w.ref(e.subject)}: {VERDICT_WORDS[e.verdict]}"
        f" {_covered(e)}{w.when(e.at)}."
    ),
    facts.GapsAccepted: lambda e, w: (
        f"Gaps in a check of {w.ref(e.subject)} are accepted"
        f" ({listed(w.note(gap) for gap in e.gaps)}){w.why(e.reason)};"
        f" instead {w.note(e.compensation)}."
    ),
    facts.GlassBroken: lambda e, w: (
        f"Break-glass for {w.ref('service:' + e.service)}: {w.ref(e.subject)}{w.why(e.reason)}."
    ),
    facts.FindingRaised: lambda e, w: f"A finding on {w.refs(e.subjects)}{w.why(e.note)}.",
    facts.FindingConfirmed: lambda e, w: f"The finding {_finding(e.finding, w)} is real.",
    facts.FindingDismissed: lambda e, w: (
        f"The finding {_finding(e.finding, w)} is none{w.why(e.reason)}."
    ),
    facts.FindingRemediated: lambda e, w: (
        f"The finding {_finding(e.finding, w)} is put right, as {listed(e.checks)} show."
    ),
    facts.DetectionChanged: lambda e, w: (
        f"{e.count} rules or indicators are new, for {w.refs(e.subjects)}."
    ),
}

DECISIONS: Final[dict[type, Worded]] = {
    decisions.ClearanceGiven: lambda e, w: (
        f"{w.ref(e.subject)} is cleared (text {e.digest[:12]})"
        + (", as part of a list." if e.bulk else ".")
    ),
    decisions.ActProposed: lambda e, w: (
        f"Proposed, for a second person to sign: to {told(w.council, e.event)} ({e.digest[:12]})."
    ),
    decisions.ActCompleted: lambda e, _: f"The proposal {e.proposal} is completed.",
    decisions.ActDropped: lambda e, _: f"The proposal {e.proposal} is {e.how}.",
}


def _again(round_: int) -> str:
    return f" (round {round_})" if round_ > 1 else ""


def _finding(id_: EntryId, wording: Wording) -> str:
    """Return a finding by its number and what it is on."""
    known = wording.council.findings.get(id_)
    return f"{id_} on {wording.refs(known.subjects)}" if known else id_


def _covered(event: facts.CheckRecorded | facts.RestorePointRecorded) -> str:
    return f"({counted(event.files, 'file')}, {counted(event.rules, 'rule')})"
