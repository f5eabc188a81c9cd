"""Who may give a command, by its kind alone: for pages that say whom something waits for.

What one command may do is decided in `decide`, inside the transaction; this asks the same tables.
"""

from reinstate.core.commands.proposals import SIGNERS
from reinstate.core.commands.rules import FACT_ROLES, Roles
from reinstate.core.commands.table import RULES
from reinstate.core.gates.rows_connected import accepting_role
from reinstate.core.journal.events.facts import SubjectAccepted
from reinstate.core.state.council import Council
from reinstate.core.terms.reference import Ref


def roles_giving(council: Council, command: type, subject: Ref) -> Roles:
    """Return the roles of which one is needed; none means that every active person may.

    `command` is a command, a fact that is recorded, or an act of two people: of that, the
    roles of either.
    """
    if command is SubjectAccepted:
        return frozenset({accepting_role(council.register.rows.get(subject))})
    if command in SIGNERS:
        first, second = SIGNERS[command]
        return first | second
    return FACT_ROLES[command] if command in FACT_ROLES else RULES[command].roles
