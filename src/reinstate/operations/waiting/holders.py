"""Who is waited for: the roles that can lift a blocker, from the core's own table."""

from typing import Final

from reinstate.core.checks.finding import RemediateFinding
from reinstate.core.commands.giving import roles_giving
from reinstate.core.commands.rules import Roles
from reinstate.core.gates.clean import Clean
from reinstate.core.gates.clear import Clear
from reinstate.core.gates.reconnect import Reconnect
from reinstate.core.journal.events import facts
from reinstate.core.register.apply import Import
from reinstate.core.state.council import Council
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.reference import Ref

NOBODY: Final[Roles] = frozenset()

COMMANDS: Final[dict[str, type]] = {
    "evidence": facts.EvidenceTaken,
    "route": facts.RouteChosen,
    "restore-point": facts.RestorePointRecorded,
    "rebuilt": facts.Rebuilt,
    "attestation": facts.AttestationReceived,
    "tokens-revoked": facts.TokensRevoked,
    "credentials": facts.CredentialsReset,
    "patched": facts.Patched,
    "monitored": facts.MonitoringAttached,
    "check": facts.CheckRecorded,
    "devices-done": facts.DevicesDone,
    "finding": RemediateFinding,
    "clean": Clean,
    "clear": Clear,
    "reconnect": Reconnect,
    "import": Import,
    "accept": facts.SubjectAccepted,
    "accept --unsupported": facts.SupportAccepted,
    "accept --gaps": facts.GapsAccepted,
}
"""By the first word of the command that a blocker names, and an option: what lifts it."""


def needed_roles(council: Council, subject: Ref, blocker: Blocker) -> Roles:
    """Return the roles of which one can lift a blocker; none where every active person can."""
    words = blocker.need.removeprefix("reinstate ").split()
    exact = (f"{words[0]} {word}" for word in words if word.startswith("--"))
    found = next((COMMANDS[one] for one in (*exact, *words[:1]) if one in COMMANDS), None)
    return roles_giving(council, found, subject) if found is not None else NOBODY


def waits_for_another(blocker: Blocker) -> bool:
    """Return whether what is missing is another subject, not a person."""
    return blocker.code in ("needs-connected", "needs-unknown")
