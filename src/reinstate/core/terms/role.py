"""The roles people hold, each with a scope and dates."""

from enum import StrEnum


class Role(StrEnum):
    """What a person may do; roles add, none forbids."""

    RECOVERY_MANAGER = "recovery-manager"
    FORENSIC_LEAD = "forensic-lead"
    TECHNICAL_OWNER = "technical-owner"
    CLEARER = "clearer"
    SERVICE_OWNER = "service-owner"
    PRESS_OFFICER = "press-officer"
    FINANCE_MAKER = "finance-maker"
    FINANCE_CHECKER = "finance-checker"
    INFORMATION_GOVERNANCE = "information-governance-officer"
    SENIOR_RISK_OWNER = "senior-risk-owner"
    DUTY_DIRECTOR = "duty-director"
    TRAINER = "trainer"
    AUDITOR = "auditor"
    EXTERNAL_ADVISER = "external-adviser"
    ADMINISTRATOR = "administrator"


FIRST_PERSON = tuple(
    role for role in Role if role not in (Role.CLEARER, Role.AUDITOR, Role.FINANCE_CHECKER)
)
"""What `init` gives the first person: every role but clearer, auditor and finance checker."""

SECOND_FOUNDER = (Role.ADMINISTRATOR, Role.CLEARER)
"""What `init` gives a second founder: somebody who can confirm people, and clear."""
