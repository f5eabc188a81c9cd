"""The role table: who may do what, and what may be done on somebody's word alone.

Isolating stands outside it: every active person may. The table is tested cell by cell
and printed in `docs/roles.md`.
"""

from typing import Final

from reinstate.core.journal.events import facts
from reinstate.core.terms.role import Role

R = Role
Roles = frozenset[Role]

TECHNICAL: Final[Roles] = frozenset({R.TECHNICAL_OWNER, R.FORENSIC_LEAD})
LEADS: Final[Roles] = frozenset({R.RECOVERY_MANAGER, R.DUTY_DIRECTOR})
WORDS: Final[Roles] = frozenset({R.PRESS_OFFICER, R.RECOVERY_MANAGER})
SERVING: Final[Roles] = frozenset({R.SERVICE_OWNER, R.RECOVERY_MANAGER})
FINDERS: Final[Roles] = frozenset(
    {R.FORENSIC_LEAD, R.TECHNICAL_OWNER, R.RECOVERY_MANAGER, R.CLEARER, R.EXTERNAL_ADVISER}
)
WORKING: Final[Roles] = frozenset(Role) - {R.AUDITOR}
PEOPLE: Final[Roles] = frozenset({R.ADMINISTRATOR})

FACT_ROLES: Final[dict[type, Roles]] = {
    facts.RouteChosen: frozenset({R.RECOVERY_MANAGER, R.TECHNICAL_OWNER}),
    facts.EvidenceTaken: TECHNICAL,
    facts.EvidenceUnobtainable: frozenset({R.FORENSIC_LEAD}),
    facts.RestorePointRecorded: TECHNICAL,
    facts.Rebuilt: TECHNICAL,
    facts.Restored: TECHNICAL,
    facts.AttestationReceived: TECHNICAL | {R.RECOVERY_MANAGER},
    facts.TokensRevoked: TECHNICAL,
    facts.CredentialsReset: TECHNICAL,
    facts.Patched: TECHNICAL,
    facts.ConfigurationRecorded: TECHNICAL,
    facts.SupportAccepted: frozenset({R.SENIOR_RISK_OWNER}),
    facts.MonitoringAttached: TECHNICAL,
    facts.DegradedAccepted: frozenset({R.TECHNICAL_OWNER, R.SERVICE_OWNER, R.SENIOR_RISK_OWNER}),
    facts.DevicesDone: TECHNICAL,
    facts.CheckRecorded: TECHNICAL,
}
"""Who may record which fact; acceptance is by the subject's own accepting role."""
