"""The time limits of a home, in minutes: recorded in entry 1, only ever tightened."""

from enum import StrEnum
from typing import Final

from reinstate.core.terms.moment import MINUTES_PER_DAY, MINUTES_PER_HOUR


class Limit(StrEnum):
    """What is limited."""

    PROPOSAL = "proposal"
    ATTESTATION = "attestation"
    CHECK_AGE = "check-age"
    LOCAL_LOGGING = "local-logging"
    CLEARANCE_AGE = "clearance-age"
    BREAK_GLASS = "break-glass"
    DEMAND = "demand"
    WATCH = "watch"
    HEARTBEAT = "heartbeat"
    SIGHTING = "sighting"
    WITHDRAWAL = "withdrawal"
    AUTHORITY = "authority"
    NOTE_REVIEW = "note-review"
    PERSON_REVIEW = "person-review"


STARTING_LIMITS: Final = {
    Limit.PROPOSAL: 24 * MINUTES_PER_HOUR,
    Limit.ATTESTATION: 90 * MINUTES_PER_DAY,
    Limit.CHECK_AGE: 7 * MINUTES_PER_DAY,
    Limit.LOCAL_LOGGING: 14 * MINUTES_PER_DAY,
    Limit.CLEARANCE_AGE: 72 * MINUTES_PER_HOUR,
    Limit.BREAK_GLASS: 24 * MINUTES_PER_HOUR,
    Limit.DEMAND: 72 * MINUTES_PER_HOUR,
    Limit.WATCH: 14 * MINUTES_PER_DAY,
    Limit.HEARTBEAT: 24 * MINUTES_PER_HOUR,
    Limit.SIGHTING: 7 * MINUTES_PER_DAY,
    Limit.WITHDRAWAL: 4 * MINUTES_PER_HOUR,
    Limit.AUTHORITY: 72 * MINUTES_PER_HOUR,
    Limit.NOTE_REVIEW: 730 * MINUTES_PER_DAY,
    Limit.PERSON_REVIEW: 365 * MINUTES_PER_DAY,
}
"""What a new home starts with; a home that exists reads its own from entry 1."""

UNRECORDED_LIMITS: Final = {
    Limit.NOTE_REVIEW: 730 * MINUTES_PER_DAY,
    Limit.PERSON_REVIEW: 365 * MINUTES_PER_DAY,
}
"""What held in homes whose entry 1 is older than the limit: history, so never changed."""

LENGTHEN_TO_TIGHTEN: Final = frozenset({Limit.WATCH})
"""Limits that are stricter when longer: a longer watch watches more."""
