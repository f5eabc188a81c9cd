"""What stands in the way of a subject, in a few words for a table and a filter."""

from typing import Final

WORDS: Final = {
    "zone-unknown": "Nobody knows how it stands",
    "demand": "Isolate it, or clear it again",
    "second-signature": "Second signature overdue",
    "finding": "Something was found on it",
    "no-route": "Way back not chosen",
    "retired": "To be retired",
    "power-unexplained": "Power-off not explained",
    "evidence-taken": "Evidence not taken",
    "restore-point": "No sound restore point",
    "contents-suspect": "Restored programs are suspect",
    "rebuilt": "Not rebuilt",
    "attestation": "No word from the other side",
    "tokens-revoked": "Sessions and keys not revoked",
    "devices-done": "Devices not all done",
    "not-clean": "Not in the clean zone yet",
    "credentials-reset": "Credentials not reset",
    "patched": "Not patched",
    "support": "Past its support",
    "monitored": "Not monitored",
    "no-required-checks": "No rule names its checks",
    "checks": "Checks missing or too old",
    "needs-connected": "Waits for what it needs",
    "needs-unknown": "Needs what the register lacks",
    "accepted": "Owner has not accepted it",
    "two-clearances": "Clearances missing",
    "not-on-register": "Not on the register",
}
"""By the code of a blocker, in the order in which they are lifted."""


def words_of(code: str) -> str:
    """Return a blocker's code as a few words."""
    return WORDS.get(code, code.replace("-", " ").capitalize())
