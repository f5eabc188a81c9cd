"""What we know of people: their standing, their grants, and who stands behind both."""

from datetime import datetime

import immutables
from msgspec import Struct

from reinstate.core.journal.events.people import Strength
from reinstate.core.terms.moment import Moment
from reinstate.core.terms.reference import EntryId, PersonId
from reinstate.core.terms.role import Role


class Signature(Struct, frozen=True):
    """Who put their name under an act, in which entry, and when as the clock read."""

    by: PersonId
    seq: int
    at: datetime


class Backed(Struct, frozen=True):
    """An act of standing and everybody who signed it: its actor, then who confirmed it."""

    signatures: tuple[Signature, ...]

    @property
    def seq(self) -> int:
        """Return the entry of the act itself."""
        return self.signatures[0].seq

    @property
    def by(self) -> PersonId:
        """Return whose act it was."""
        return self.signatures[0].by

    @property
    def confirmed_by(self) -> frozenset[PersonId]:
        """Return who vouched for it since."""
        return frozenset(signature.by for signature in self.signatures[1:])

    @property
    def signers(self) -> frozenset[PersonId]:
        """Return everybody who stands behind the act."""
        return self.confirmed_by | {self.by}


class Grant(Struct, frozen=True):
    """A role that a person holds within a scope, between dates."""

    id: EntryId
    person: PersonId
    role: Role
    scope: str
    starts_at: datetime | None
    until: datetime | None
    backed: Backed
    is_ended: bool = False

    def holds_at(self, at: datetime) -> bool:
        """Return whether the grant is in force at `at`."""
        has_begun = self.starts_at is None or self.starts_at <= at
        return has_begun and not self.is_ended and (self.until is None or at < self.until)


class Person(Struct, frozen=True):
    """A person: in force unless they left; `compromised` is since when, their name erased when.

    `factors` holds the last reset of each way in which they prove who they are; what they set
    up themself is none.
    """

    id: PersonId
    enrolled: Backed
    organisation: str = ""
    factors: immutables.Map[Strength, Backed] = immutables.Map()
    grants: tuple[EntryId, ...] = ()
    has_left: bool = False
    compromised: Moment | None = None
    erased_at: datetime | None = None

    @property
    def has_passphrase(self) -> bool:
        """Return whether the person was ever given a passphrase."""
        return "password" in self.factors

    @property
    def is_active(self) -> bool:
        """Return whether the person may act at all."""
        return not self.has_left and self.compromised is None
