"""Who is waited for: the roles that can lift a blocker, from the core's own table."""

from typing import Final

from reinstate.core.commands.rules import FACT_ROLES, Roles
from reinstate.core.commands.table import RULES
from reinstate.core.gates.clean import Clean
from reinstate.core.gates.clear import Clear
from reinstate.core.gates.reconnect import Reconnect
from reinstate.core.journal.events import facts
from reinstate.core.journal.rows import SystemRow
from reinstate.core.register.apply import Import
from reinstate.core.state.council import Council
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.reference import Ref
from reinstate.core.terms.role import Role

NOBODY: Final[Roles] = frozenset()

BY_COMMAND: Final[dict[str, Roles]] = {
    "evidence": FACT_ROLES[facts.EvidenceTaken],
    "route": FACT_ROLES[facts.RouteChosen],
    "restore-point": FACT_ROLES[facts.RestorePointRecorded],
    "rebuilt": FACT_ROLES[facts.Rebuilt],
    "attestation": FACT_ROLES[facts.AttestationReceived],
    "tokens-revoked": FACT_ROLES[facts.TokensRevoked],
    "credentials": FACT_ROLES[facts.CredentialsReset],
    "patched": FACT_ROLES[facts.Patched],
    "monitored": FACT_ROLES[facts.MonitoringAttached],
    "check": FACT_ROLES[facts.CheckRecorded],
    "devices-done": FACT_ROLES[facts.DevicesDone],
    "finding": frozenset({Role.FORENSIC_LEAD}),
    "clean": RULES[Clean].roles,
    "clear": RULES[Clear].roles,
    "reconnect": RULES[Reconnect].roles,
    "import": RULES[Import].roles,
}
"""By the first word of the command that a blocker names: who may give it."""


def needed_roles(council: Council, subject: Ref, blocker: Blocker) -> Roles:
    """Return the roles of which one can lift a blocker; none where every active person can."""
    words = blocker.need.removeprefix("reinstate ").split()
    if not words:
        return NOBODY
    if words[0] != "accept":
        return BY_COMMAND.get(words[0], NOBODY)
    if "--unsupported" in words:
        return FACT_ROLES[facts.SupportAccepted]
    if "--gaps" in words:
        return frozenset({Role.FORENSIC_LEAD, Role.SENIOR_RISK_OWNER})
    row = council.register.rows.get(subject)
    return frozenset({row.accepting_role if isinstance(row, SystemRow) else Role.TECHNICAL_OWNER})


def waits_for_another(blocker: Blocker) -> bool:
    """Return whether what is missing is another subject, not a person."""
    return blocker.code in ("needs-connected", "needs-unknown")
