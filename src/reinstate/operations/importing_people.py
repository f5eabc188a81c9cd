"""People in sheets: who is new, which roles are, and what an import does not change."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from reinstate.core.access.enrol import Enrol
from reinstate.core.access.grant_role import GrantRole
from reinstate.core.access.roles import holds
from reinstate.core.state.council import Council
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.reference import PersonId
from reinstate.core.terms.role import Role
from reinstate.core.terms.trouble import Refused
from reinstate.engines.imports.sheets import Grant, PersonRecord, Placed, Problem
from reinstate.operations.days import end_of_day
from reinstate.operations.writing import Writing
from reinstate.store.personal import all_details

People = tuple[Placed[PersonRecord], ...]


class PersonChange(Struct, frozen=True):
    """Somebody to enrol, to call anew, or to give roles; `old_name` where it changes."""

    handle: str
    name: str
    organisation: str
    is_new: bool
    old_name: str
    grants: tuple[Grant, ...]


def people_changes(
    council: Council, people: People, ids: Mapping[str, PersonId], at: datetime
) -> tuple[PersonChange, ...]:
    """Return what these rows change; what is as it was already is not among it."""
    names = {details.person_id: details.name for details in all_details().values()}
    every = (_change(council, placed.row, ids, names, at) for placed in people)
    return tuple(each for each in every if each.is_new or each.old_name or each.grants)


def people_problems(
    council: Council, people: People, ids: Mapping[str, PersonId]
) -> tuple[People, tuple[Problem, ...]]:
    """Return the rows that can be taken, and why each other cannot."""
    kept: list[Placed[PersonRecord]] = []
    problems: list[Problem] = []
    for placed in people:
        if reason := _reason(council, placed, ids):
            problems.append(Problem(placed.file, placed.line, "handle", reason))
        else:
            kept.append(placed)
    return tuple(kept), tuple(problems)


def may_rename(
    council: Council, actor: PersonId, changes: Sequence[PersonChange], at: datetime
) -> None:
    """Refuse new names for people by anybody but who keeps people: no command stands for it.

    Raises:
        Refused: If this actor may not.
    """
    renamed = [each.handle for each in changes if each.old_name]
    if renamed and not holds(council, actor, Role.ADMINISTRATOR, None, at):
        sentence = f"Only an administrator changes what people are called: {', '.join(renamed)}."
        raise Refused((Blocker("role", "role", sentence, "reinstate import FILE --as PERSON"),))


def commands_for(
    writing: Writing, changes: Sequence[PersonChange], ids: Mapping[str, PersonId]
) -> tuple[Enrol | GrantRole, ...]:
    """Return the commands that do these changes; names are written along."""
    commands: list[Enrol | GrantRole] = []
    contacts = {details.person_id: details.contact for details in all_details().values()}
    for each in changes:
        person = ids[each.handle]
        if each.is_new:
            commands.append(Enrol(person, each.organisation))
        elif each.old_name:
            writing.details(person, each.handle, each.name, contacts.get(person, ""))
        commands += [
            GrantRole(person, grant.role, grant.scope, None, _until(grant)) for grant in each.grants
        ]
    return tuple(commands)


def _change(
    council: Council,
    record: PersonRecord,
    ids: Mapping[str, PersonId],
    names: Mapping[PersonId, str],
    at: datetime,
) -> PersonChange:
    person = ids.get(record.handle, "")
    known = names.get(person, "")
    held = _held(council, person)
    return PersonChange(
        handle=record.handle,
        name=record.name,
        organisation=record.organisation,
        is_new=not person,
        old_name=known if person and known != record.name else "",
        grants=tuple(
            grant
            for grant in record.grants
            if (grant.role, grant.scope, _until(grant)) not in held and not _is_over(grant, at)
        ),
    )


def _held(council: Council, person: PersonId) -> frozenset[tuple[object, ...]]:
    known = council.people.get(person)
    grants = (council.grants[id_] for id_ in known.grants) if known is not None else ()
    return frozenset((g.role, g.scope, g.until) for g in grants if not g.is_ended)


def _reason(council: Council, placed: Placed[PersonRecord], ids: Mapping[str, PersonId]) -> str:
    person = council.people.get(ids.get(placed.row.handle, ""))
    if person is None:
        return ""
    if not person.is_active:
        return f"{placed.row.handle} has left or was found compromised: give a new handle."
    said, known = placed.row.organisation, person.organisation
    if said and known and said != known:
        return f"{placed.row.handle} is enrolled for {known}: an import does not change that."
    return ""


def _is_over(grant: Grant, at: datetime) -> bool:
    """Return whether the role ended before today: a sheet read again gives it to nobody."""
    until = _until(grant)
    return until is not None and until <= at


def _until(grant: Grant) -> datetime | None:
    return end_of_day(grant.until) if grant.until is not None else None
