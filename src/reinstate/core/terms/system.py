"""What a system is and by which route it comes back."""

from enum import StrEnum


class Hosting(StrEnum):
    """Where a system runs."""

    ON_PREMISES = "on-premises"
    HOSTED = "hosted"
    SAAS = "SaaS"


class Route(StrEnum):
    """How a system comes back, or that it does not."""

    KEEP = "keep"
    RESTORE = "restore"
    REBUILD = "rebuild"
    REPLACE = "replace"
    RETIRE = "retire"


class Verdict(StrEnum):
    """What an examination said; only `none_full` satisfies a gate by itself."""

    FINDINGS = "findings"
    NONE_FULL = "none_full"
    NONE_INCOMPLETE = "none_incomplete"
    FAILED = "failed"


VERDICT_WORDS = {
    Verdict.FINDINGS: "findings",
    Verdict.NONE_FULL: "no findings, full coverage",
    Verdict.NONE_INCOMPLETE: "no findings, incomplete coverage",
    Verdict.FAILED: "could not run",
}


class FindingState(StrEnum):
    """Where a finding stands; open and confirmed hold the gate."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"
    REMEDIATED = "remediated"
