"""What is done about people: enrolled, given roles, confirmed, gone."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from msgspec import Struct, structs

from reinstate.core.access.confirm import Confirm
from reinstate.core.access.end_grant import EndGrant
from reinstate.core.access.enrol import Enrol
from reinstate.core.access.grant_role import GrantRole
from reinstate.core.access.leave import Leave
from reinstate.core.access.report_compromised import ReportCompromised
from reinstate.core.access.reset_factor import ResetFactor
from reinstate.core.commands.decide import Together
from reinstate.core.journal.events.people import SecondFactor
from reinstate.core.state.council import Council
from reinstate.core.terms.limit import Limit
from reinstate.core.terms.moment import Moment
from reinstate.core.terms.reference import EntryId, PersonId
from reinstate.core.terms.role import Role
from reinstate.core.terms.trouble import BadInput, Refused
from reinstate.operations import reading
from reinstate.operations.act import Acted, Acting, act
from reinstate.operations.handles import handle_of
from reinstate.operations.passphrases import good_passphrase
from reinstate.operations.writing import Writing
from reinstate.store.personal import Details, all_details, password_holds
from reinstate.store.sign_in import second_factors

NEW_PASSPHRASE: Final = "--new-passphrase-file FILE"  # noqa: S105 - the name of an option
KIND_WORDS: Final[dict[str, str]] = {"totp": "one-time codes", "passkey": "passkeys"}


class RoleWanted(Struct, frozen=True):
    """A role to give: its scope is `all` or a reference on the register."""

    role: Role
    scope: str = "all"
    from_: datetime | None = None
    until: datetime | None = None


class NewPerson(Struct, frozen=True):
    """Somebody to enrol; without a handle one is made from the name."""

    name: str
    handle: str = ""
    contact: str = ""
    organisation: str = ""
    roles: tuple[RoleWanted, ...] = ()
    passphrase: str = ""


def add(acting: Acting, new: NewPerson) -> Acted:
    """Enrol somebody, with roles and a first passphrase, as one command."""
    written: list[Details] = []
    _refuse_own(acting, new.passphrase)

    def make(writing: Writing, _council: Council) -> Together:
        commands = Together(enrolment(writing, new, handles_taken()))
        written.extend(writing.people)
        return commands

    try:
        return act(make, acting)
    except Refused as refused:
        raise _by_handle(refused, written) from refused


def _by_handle(refused: Refused, people: Iterable[Details]) -> Refused:
    """Return a refusal that calls people who are not enrolled by their handles."""
    blockers = refused.blockers
    for one in people:
        blockers = tuple(
            structs.replace(
                blocker,
                sentence=blocker.sentence.replace(one.person_id, one.handle),
                need=blocker.need.replace(one.person_id, one.handle),
            )
            for blocker in blockers
        )
    return Refused(blockers)


def enrolment(
    writing: Writing, new: NewPerson, taken: Iterable[str]
) -> tuple[Enrol | GrantRole | ResetFactor, ...]:
    """Return the commands that enrol somebody whose name is written along."""
    handle = handle_of(new.name, new.handle, frozenset(taken))
    person = writing.person(handle, new.name, new.contact)
    commands: list[Enrol | GrantRole | ResetFactor] = [Enrol(person, new.organisation)]
    commands += [granting(person, wanted) for wanted in new.roles]
    if new.passphrase:
        writing.passphrase(person, good_passphrase(new.passphrase, new.name, NEW_PASSPHRASE))
        commands.append(ResetFactor(person))
    return tuple(commands)


def granting(person: PersonId, wanted: RoleWanted) -> GrantRole:
    """Return the command that gives a role."""
    return GrantRole(person, wanted.role, wanted.scope, wanted.from_, wanted.until)


def handles_taken() -> frozenset[str]:
    """Return every handle that a person has here; an erased one is free again."""
    return frozenset(details.handle for details in all_details().values())


def grant(acting: Acting, person: PersonId, wanted: RoleWanted) -> Acted:
    """Give a role to somebody."""
    return act(lambda _, __: granting(person, wanted), acting)


def end(acting: Acting, grants: Iterable[EntryId]) -> Acted:
    """Take roles away."""
    ends = tuple(EndGrant(each) for each in grants)
    return act(lambda _, __: Together(ends), acting)


def grants_called(council: Council, person: PersonId, role: Role, scope: str) -> tuple[str, ...]:
    """Return the grants, not ended, of this role to this person over this scope (empty: any).

    Raises:
        BadInput: If there is none.
    """
    known = council.people.get(person)
    every = [council.grants[id_] for id_ in known.grants] if known else []
    found = tuple(
        each.id
        for each in every
        if each.role is role and not each.is_ended and scope in ("", each.scope)
    )
    if not found:
        raise BadInput(
            "grant-unknown",
            f"{person} does not hold the role {role}.",
            next="See `reinstate user list`.",
        )
    return found


def confirm(acting: Acting, person: PersonId) -> Acted:
    """Vouch for everything about somebody that the actor may vouch for."""
    return act(lambda _, __: Confirm(person), acting)


def leave(acting: Acting, person: PersonId) -> Acted:
    """Say that somebody has left; from now on the time runs for which their name is kept."""

    def make(writing: Writing, _council: Council) -> Leave:
        writing.review((), (person,), writing.review_on(Limit.PERSON_REVIEW))
        writing.end_sessions(person)
        return Leave(person)

    return act(make, acting)


def set_passphrase(
    acting: Acting, person: PersonId, passphrase: str, *, staying: str = ""
) -> Acted:
    """Set somebody's passphrase; of one's own, with the old one, no entry is made.

    They are signed out everywhere but in the session of the key `staying`.
    """
    good_passphrase(passphrase, person, NEW_PASSPHRASE)
    if person != acting.person:
        _refuse_own(acting, passphrase)

    def make(writing: Writing, _council: Council) -> ResetFactor:
        writing.passphrase(person, passphrase)
        writing.end_sessions(person, staying)
        return ResetFactor(person)

    return act(make, acting)


def reset_factor(acting: Acting, person: PersonId, kind: SecondFactor) -> Acted:
    """Take away the one-time codes or passkeys that somebody lost; they set up new ones.

    Raises:
        BadInput: If they have none.
    """

    def make(writing: Writing, _council: Council) -> ResetFactor:
        if not any(one.person == person and one.kind == kind for one in second_factors()):
            raise BadInput(
                "factor-missing",
                f"{person} has no {KIND_WORDS[kind]}.",
                next="See `reinstate user list`; a passphrase is set with `reinstate user"
                " passphrase`.",
            )
        writing.reset_second_factor(person, kind)
        return ResetFactor(person, kind)

    return act(make, acting)


def _refuse_own(acting: Acting, passphrase: str) -> None:
    """Refuse, in a real home, to give somebody the passphrase of who acts."""
    if not passphrase or reading.council().home.kind != "real":
        return
    if password_holds(acting.person, passphrase):
        raise BadInput(
            "passphrases-same",
            "That is your own passphrase: with it either of you could act as the other.",
            next="Let them choose one, unseen by you.",
        )


def report_compromised(acting: Acting, person: PersonId, since: Moment, why: str) -> Acted:
    """Say that somebody's account was not theirs alone."""

    def make(writing: Writing, _council: Council) -> ReportCompromised:
        writing.review((), (person,), writing.review_on(Limit.PERSON_REVIEW))
        writing.end_sessions(person)
        return ReportCompromised(person, since, writing.note(why) if why else None)

    return act(make, acting)
