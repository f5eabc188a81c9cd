"""Events of people: enrolment, roles, factors, and being found compromised."""

from typing import Final, Literal, get_args

from reinstate.core.journal.event import Event
from reinstate.core.terms.moment import UNTOLD, Instant, Moment
from reinstate.core.terms.note import Note
from reinstate.core.terms.reference import EntryId, PersonId
from reinstate.core.terms.role import Role

Strength = Literal["asserted", "password", "totp", "passkey"]
FactorKind = Literal["password", "totp", "passkey"]
SecondFactor = Literal["totp", "passkey"]
FACTOR_KINDS: Final[tuple[FactorKind, ...]] = get_args(FactorKind)


class PersonEnrolled(Event, frozen=True, kw_only=True, tag="person-enrolled/1"):
    """A person may act here; the name is in the personal table."""

    person: PersonId
    organisation: str = ""


class PersonLeft(Event, frozen=True, kw_only=True, tag="person-left/1"):
    """A person may no longer act here."""

    person: PersonId


class RoleGranted(Event, frozen=True, kw_only=True, tag="role-granted/1", rename={"from_": "from"}):
    """A role within a scope (`all` or a reference) and dates; its id is the entry's id."""

    person: PersonId
    role: Role
    scope: str = "all"
    from_: Instant | None = None
    until: Instant | None = None


class RoleEnded(Event, frozen=True, kw_only=True, tag="role-ended/1"):
    """A grant no longer holds."""

    grant: EntryId


class FactorReset(Event, frozen=True, kw_only=True, tag="factor-reset/1"):
    """A way of proving who a person is was set anew by somebody; no secret is kept here.

    A passphrase: another was set. One-time codes and passkeys: what there was is gone, and
    the person sets up their own.
    """

    person: PersonId
    factor: Strength = "password"


class StandingConfirmed(Event, frozen=True, kw_only=True, tag="standing-confirmed/1"):
    """A second person vouches for an enrolment, a grant or a factor reset.

    `entry` is the seq of what is vouched for.
    """

    person: PersonId
    entry: int


class PersonCompromised(Event, frozen=True, kw_only=True, tag="person-compromised/1"):
    """A person's account was not theirs alone since `since`: acts since then are void."""

    person: PersonId
    since: Moment = UNTOLD
    note: Note | None = None


class PersonErased(Event, frozen=True, kw_only=True, tag="person-erased/1"):
    """Name, handle, contact and factors of a person were erased; the id stays in the journal."""

    person: PersonId


PeopleEvent = (
    PersonEnrolled
    | PersonLeft
    | RoleGranted
    | RoleEnded
    | FactorReset
    | StandingConfirmed
    | PersonCompromised
    | PersonErased
)
