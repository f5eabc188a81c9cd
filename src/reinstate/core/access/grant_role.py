"""Grant: a role over a scope, between dates."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from reinstate.core.access.known import active_blockers, nearest
from reinstate.core.journal.asking import Asking
from reinstate.core.journal.events.people import RoleGranted
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.state.council import Council
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.moment import Instant
from reinstate.core.terms.reference import PersonId, kind_of
from reinstate.core.terms.role import Role
from reinstate.core.terms.trouble import Refused

GATE: Final = "grant"
ALL: Final = "all"
SCOPE_KINDS: Final = ("organisation", "service", "system", "wave", "link", "devices")


class GrantRole(Struct, frozen=True):
    """Give a person a role; `scope` is `all` or a reference on the register."""

    person: PersonId
    role: Role
    scope: str = ALL
    from_: Instant | None = None
    until: Instant | None = None


def blockers(council: Council, command: GrantRole, asking: Asking) -> tuple[Blocker, ...]:
    """Return every reason against this grant."""
    return (
        *active_blockers(council, GATE, command.person),
        *_scope(council, command),
        *_dates(command, asking),
        *_repeated(council, command),
    )


def decide(council: Council, command: GrantRole, asking: Asking) -> tuple[AnyEvent, ...]:
    """Return the grant."""
    if found := blockers(council, command, asking):
        raise Refused(found)
    return (
        RoleGranted(
            person=command.person,
            role=command.role,
            scope=command.scope,
            from_=command.from_,
            until=command.until,
        ),
    )


def _scope(council: Council, command: GrantRole) -> Iterator[Blocker]:
    scope, rows = command.scope, council.register.rows
    if scope == ALL or (kind_of(scope) in SCOPE_KINDS and scope in rows):
        return
    if kind_of(scope) not in SCOPE_KINDS or ":" not in scope:
        kinds = ", ".join(SCOPE_KINDS)
        sentence = f"{scope!r} is no scope: it is `all`, or {kinds}, as in `service:ID`."
        yield Blocker(GATE, "bad-scope", sentence, _need(command, "--scope all"))
        return
    known = [key for key in rows if kind_of(key) in SCOPE_KINDS]
    sentence = f"{scope} is not on the register.{nearest(scope, known)}"
    yield Blocker(GATE, "unknown-scope", sentence, _need(command, "--scope SCOPE"))


def _dates(command: GrantRole, asking: Asking) -> Iterator[Blocker]:
    need = _need(command, f"--scope {command.scope} --until DATE")
    if command.until is None:
        if command.role is Role.EXTERNAL_ADVISER:
            sentence = "An external adviser is here for a time: say until when."
            yield Blocker(GATE, "needs-until", sentence, need)
        return
    if command.until <= asking.at:
        yield Blocker(GATE, "until-past", "The grant would end before it is made.", need)
    if command.from_ is not None and command.until <= command.from_:
        yield Blocker(GATE, "until-before-from", "The grant would end before it begins.", need)


def _repeated(council: Council, command: GrantRole) -> Iterator[Blocker]:
    wanted = (command.role, command.scope, command.from_, command.until)
    known = council.people.get(command.person)
    grants = [council.grants[id_] for id_ in known.grants] if known is not None else []
    for grant in grants:
        is_same = (grant.role, grant.scope, grant.starts_at, grant.until) == wanted
        if is_same and not grant.is_ended:
            sentence = f"{command.person} holds exactly this already, as {grant.id}."
            yield Blocker(GATE, "already-granted", sentence)


def _need(command: GrantRole, rest: str) -> str:
    return f"reinstate user grant {command.person} {command.role} {rest}"
