"""Who holds which role, over what, and when."""

from datetime import datetime

from reinstate.core.journal.rows import (
    AnyRow,
    BacklogRow,
    DeviceGroupRow,
    LinkRow,
    ServiceRow,
    SystemRow,
    WaveRow,
)
from reinstate.core.state.council import Council
from reinstate.core.state.person import Grant
from reinstate.core.terms.reference import PersonId, Ref, id_of, kind_of, ref, service_of
from reinstate.core.terms.role import Role


def holds(council: Council, person: PersonId, role: Role, target: Ref | None, at: datetime) -> bool:
    """Return whether this person is active and holds `role` over `target` at `at`."""
    return any(
        grant.role is role and covers(council, grant.scope, target, role)
        for grant in grants_in_force(council, person, at)
    )


def covers(council: Council, scope: str, target: Ref | None, role: Role) -> bool:
    """Return whether a grant of `role` with this scope reaches `target`.

    No target means the whole council: only the scope `all` reaches that.
    """
    if scope == "all":
        return True
    if target is None:
        return False
    if scope == target:
        return True
    row = _row(council, target)
    if isinstance(row, BacklogRow):
        return covers(council, scope, row.cell, role)
    if kind_of(target) == "cell":
        return covers(council, scope, ref("service", service_of(target)), role)
    organisations = _organisations(row, role) - {""}
    return kind_of(scope) == "organisation" and id_of(scope) in organisations


def roles_of(council: Council, person: PersonId, at: datetime) -> frozenset[Role]:
    """Return every role this person holds at `at`, over whatever scope."""
    return frozenset(grant.role for grant in grants_in_force(council, person, at))


def people_with(
    council: Council, role: Role, target: Ref | None, at: datetime
) -> tuple[PersonId, ...]:
    """Return everybody who holds `role` over `target` at `at`, in a steady order."""
    return tuple(
        person for person in sorted(council.people) if holds(council, person, role, target, at)
    )


def grants_in_force(council: Council, person: PersonId, at: datetime) -> tuple[Grant, ...]:
    """Return the grants that an active person holds at `at`; none for anybody else."""
    known = council.people.get(person)
    if known is None or not known.is_active:
        return ()
    grants = (council.grants[id_] for id_ in known.grants)
    return tuple(grant for grant in grants if grant.holds_at(at))


def _row(council: Council, target: Ref) -> AnyRow | None:
    return council.register.rows.get(target) or council.register.gone.get(target)


def _organisations(row: AnyRow | None, role: Role) -> frozenset[str]:
    """Return the organisations whose grants reach this row.

    Clearers may come from any organisation that a shared system serves.
    """
    match row:
        case SystemRow(belongs_to=owner, serves=serves):
            return frozenset({owner, *(serves if role is Role.CLEARER else ())})
        case LinkRow(belongs_to=owner) | WaveRow(belongs_to=owner):
            return frozenset({owner})
        case DeviceGroupRow(belongs_to=owner) | ServiceRow(organisation=owner):
            return frozenset({owner})
        case _:
            return frozenset()
