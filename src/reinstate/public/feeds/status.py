"""The words for people beside each status of Statuspage."""

from typing import Final

STATUS_WORDS: Final = {
    "investigating": "We are finding out",
    "identified": "We are putting it right",
    "monitoring": "We are watching it",
    "resolved": "Over",
    "scheduled": "Expected",
    "in_progress": "The time has come",
    "verifying": "Back, with limits",
    "completed": "Ended",
}
