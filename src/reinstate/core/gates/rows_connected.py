"""The rows of the gate from clean to connected, but for checks and clearances."""

from datetime import UTC, date, datetime

from reinstate.core.access.roles import holds
from reinstate.core.gates.degraded import current_acceptance
from reinstate.core.gates.look import RENEWALS, Found, Look
from reinstate.core.gates.rows_clearances import standing_glass
from reinstate.core.journal.event import GateFact
from reinstate.core.journal.events.facts import (
    CredentialsReset,
    MonitoringAttached,
    Patched,
    SubjectAccepted,
    SupportAccepted,
)
from reinstate.core.journal.rows import AnyRow, SystemRow
from reinstate.core.state.step import subject_of
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.limit import Limit
from reinstate.core.terms.moment import minutes
from reinstate.core.terms.reference import Ref
from reinstate.core.terms.role import Role
from reinstate.core.zones.reach import needs_of
from reinstate.core.zones.subjects import name_of

GATE = "connected"


def credentials_reset(look: Look) -> Found:
    """Credentials were reset, after recovery accounts were seen to work (R07)."""
    last = look.last(CredentialsReset)
    if last is not None and not _is_after_recovery_accounts(last.event):
        return look.blocked(
            GATE,
            "credentials-reset",
            "Credentials were reset before recovery accounts were seen to work (R07).",
            f"reinstate credentials {look.subject} --by PERSON --recovery-accounts-checked",
        )
    return _renewed(
        look,
        CredentialsReset,
        "credentials-reset",
        "Administrator and service credentials have not been reset",
        f"reinstate credentials {look.subject} --by PERSON --recovery-accounts-checked",
    )


def _is_after_recovery_accounts(event: object) -> bool:
    return isinstance(event, CredentialsReset) and event.are_recovery_accounts_checked


def patched(look: Look) -> Found:
    """It is updated, to a level that is written down."""
    return _renewed(
        look,
        Patched,
        "patched",
        "It has not been patched",
        f"reinstate patched {look.subject} --level TEXT --by PERSON",
    )


def _renewed(look: Look, type_: type[GateFact], code: str, sentence: str, need: str) -> Found:
    last = look.last(type_)
    if last is None:
        return look.blocked(GATE, code, f"{sentence}.", need)
    if last.seq < look.last_seq(*RENEWALS):
        return look.blocked(GATE, code, f"{sentence} since it was rebuilt or restored.", need)
    return Found(facts=(last.id,))


def support(look: Look) -> Found:
    """The supplier supports it, or the senior risk owner accepts that until a date."""
    ends = support_ends_at(look.row)
    if ends is None or look.at < ends:
        return Found()
    last = look.last(SupportAccepted)
    if last is not None and isinstance(last.event, SupportAccepted) and look.at < last.event.until:
        return Found(facts=(last.id,))
    return look.blocked(
        GATE,
        "support",
        f"Its support ended on {ends.date().isoformat()} and no risk owner accepts that"
        " until a date.",
        f"reinstate accept {look.subject} --unsupported --until DATE --why TEXT",
    )


def support_ends_at(row: object) -> datetime | None:
    """Return the end of the last supported day; nothing when the supplier keeps it current."""
    if not isinstance(row, SystemRow) or not row.support_ends:
        return None
    ends = date.fromisoformat(row.support_ends)
    return datetime(ends.year, ends.month, ends.day, 23, 59, 59, tzinfo=UTC)


def monitored(look: Look) -> Found:
    """Its logs arrive; a foundation system may log locally for a set time (R08)."""
    need = f"reinstate monitored {look.subject}"
    last = look.last(MonitoringAttached)
    if last is None or not isinstance(last.event, MonitoringAttached):
        return look.blocked(GATE, "monitored", "No monitoring is attached.", need)
    if last.event.where == "local":
        limit = minutes(look.council.limit(Limit.LOCAL_LOGGING))
        is_foundation = isinstance(look.row, SystemRow) and look.row.is_foundation
        if not is_foundation or look.at >= look.council.at_of(last) + limit:
            return look.blocked(
                GATE, "monitored", "Local logging is not, or no longer, enough.", need
            )
    return Found(facts=(last.id,))


def needs_connected(look: Look) -> Found:
    """All that it needs is connected, through the whole chain, or degraded mode is accepted."""
    blockers: list[Blocker] = []
    accepted: list[str] = []
    for who, what in unconnected_needs(look):
        entry = current_acceptance(look.council, who, what, look.at)
        if entry is not None:
            accepted.append(entry.id)
            continue
        blockers.append(_missing(look, who, what))
    return Found(tuple(blockers), tuple(accepted))


def unconnected_needs(look: Look) -> tuple[tuple[Ref, Ref], ...]:
    """Return each edge, from this subject on, that ends in something not connected.

    Beyond what is not connected, or accepted as missing, nothing is looked at.
    """
    found: list[tuple[Ref, Ref]] = []
    seen: set[Ref] = set()
    waiting = [look.subject]
    while waiting:
        who = waiting.pop()
        for what in sorted(needs_of(look.council, who)):
            is_known = what in look.council.register.rows
            if not is_known or not subject_of(look.council, what).is_connected:
                found.append((who, what))
            elif what not in seen:
                seen.add(what)
                waiting.append(what)
    return tuple(found)


def _missing(look: Look, who: Ref, what: Ref) -> Blocker:
    name = name_of(look.council, what)
    through = "" if who == look.subject else f" (through {name_of(look.council, who)})"
    if what not in look.council.register.rows:
        sentence = f"It needs {what}{through}, which the register lacks."
        return Blocker(GATE, "needs-unknown", sentence, "reinstate import FILE --yes")
    zone = subject_of(look.council, what).declared.value
    zone = "not known to be connected" if zone in ("connected", "unknown") else zone
    zone = "in the clean zone, not yet connected" if zone == "clean" else zone
    return Blocker(
        GATE,
        "needs-connected",
        f"It needs {name}{through}, which is {zone}.",
        f"reinstate reconnect {what}",
    )


def accepting_role(row: AnyRow | None) -> Role:
    """Return whose yes the subject of this row needs."""
    return row.accepting_role if isinstance(row, SystemRow) else Role.TECHNICAL_OWNER


def accepted(look: Look) -> Found:
    """Its accepting role says yes to it as it is now; break-glass stands in for that."""
    last = look.last(SubjectAccepted)
    role = accepting_role(look.row)
    if (
        last is not None
        and last.seq > look.changed_seq
        and holds(look.council, last.actor, role, look.subject, look.at)
    ):
        return Found(facts=(last.id,))
    glass = standing_glass(look)
    if glass is not None:
        return Found(facts=(glass.id,))
    again = " since it last changed" if last is not None else ""
    return look.blocked(
        GATE,
        "accepted",
        f"Its {role.value} has not accepted it{again}.",
        f"reinstate accept {look.subject}",
    )
