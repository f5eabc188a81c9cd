"""The list of required checks that a new home starts with, by kind, hosting and route."""

from typing import Final

from reinstate.core.journal.events.home import CheckRule
from reinstate.core.terms.system import Hosting, Route

NETWORK_KINDS: Final = ("network", "appliance", "printer")
"""Gear without event logs or files of its own: its configuration and firmware are read."""

STARTING_CHECKS: Final = (
    CheckRule(kinds=("devices",), checks=("files", "accounts")),
    CheckRule(hosting=(Hosting.SAAS,), checks=("access-logs", "accounts")),
    CheckRule(kinds=NETWORK_KINDS, checks=("configuration-review", "firmware-digest", "accounts")),
    CheckRule(hosting=(Hosting.HOSTED,), routes=(Route.KEEP,), checks=("event-logs", "accounts")),
    CheckRule(checks=("event-logs", "files", "accounts")),
)
"""The first rule that fits decides; `RequiredCheckAdded` adds to it (model.md, section 3)."""
