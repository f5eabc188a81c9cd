"""Signatures of clearers: what waits for one, what has two, and which of them died."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Final

from msgspec import Struct

from reinstate.core.access.roles import holds
from reinstate.core.gates.clear import ASKS_FOR_SIGNATURES, blockers
from reinstate.core.gates.examine import examine
from reinstate.core.gates.look import Look, look_at
from reinstate.core.gates.rows_clearances import standing_clearances, why_not
from reinstate.core.levels.names import name_of
from reinstate.core.state.council import Council
from reinstate.core.state.subject import Clearance
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.limit import Limit
from reinstate.core.terms.moment import minutes
from reinstate.core.terms.reference import PersonId, Ref
from reinstate.core.terms.role import Role
from reinstate.operations.overview import Glance, Overview
from reinstate.operations.sentences.subjects import CAUSES

WAITING_MAX: Final = 60
"""So many that wait are shown: first those that the person who looks may sign."""

CLEARED_MAX: Final = 60
"""So many that are cleared by two and not yet back are shown."""

DIED_MAX: Final = 30
"""So many clearances that count no longer are shown, the newest first."""

PERSONAL: Final = frozenset({"restorer", "not-independent", "already-cleared", "director"})
"""Reasons why one person may not sign what another may."""


class Signed(Struct, frozen=True):
    """One clearance that counts: by whom, when, and until when."""

    person: PersonId
    at: datetime
    until: datetime


class Waiting(Struct, frozen=True):
    """A subject that lacks nothing but a signature: who has, and why this person may not.

    `is_for_role` says that the person is a clearer for it.
    """

    subject: Ref
    signed: tuple[Signed, ...]
    blockers: tuple[Blocker, ...]
    is_for_role: bool
    is_connected: bool

    @property
    def may_sign(self) -> bool:
        """Return whether this person may sign for it now."""
        return self.is_for_role and not self.blockers


class Died(Struct, frozen=True):
    """A clearance that counts no longer, and why."""

    subject: Ref
    person: PersonId
    at: datetime
    why: str


class Signatures(Struct, frozen=True):
    """All of it; `cleared` has what it takes and may go back onto the network.

    `left_out` is how many more wait than are shown.
    """

    waiting: tuple[Waiting, ...]
    left_out: int
    cleared: tuple[tuple[Ref, tuple[Signed, ...]], ...]
    died: tuple[Died, ...]


def signatures(found: Overview, person: PersonId) -> Signatures:
    """Return what concerns clearers, as `person` sees it.

    What is connected comes first, then what lacks least.
    """
    council, at = found.council, found.at
    asking = [one for one, glance in found.subjects.items() if _asks(glance)]
    asking.sort(key=lambda one: (_is_barred(found.subjects[one], person), _place(found, one)))
    shown = asking[:WAITING_MAX]
    seen = [one for one in (_waiting(council, each, person, at) for each in shown) if one]
    seen.sort(key=lambda one: (not one.may_sign, _place(found, one.subject)))
    cleared = tuple(islice(_cleared(found), CLEARED_MAX))
    return Signatures(tuple(seen), len(asking) - len(shown), cleared, _died(found))


def _is_barred(glance: Glance, person: PersonId) -> bool:
    """Return whether somebody may not sign: they restored it, or have signed."""
    return person in glance.restorers or person in glance.signed_by


def _place(found: Overview, subject: Ref) -> tuple[bool, int, str]:
    """Return where it stands in the order: what is on the network unsigned cannot wait."""
    glance = found.subjects[subject]
    is_off = glance.standing.zone != "connected"
    return is_off, -len(glance.signed_by), name_of(found.council, subject)


def _asks(glance: Glance) -> bool:
    """Return whether it lacks nothing but signatures, as the rules of clearing have it."""
    codes = {one.code for one in glance.blockers}
    if glance.standing.zone == "connected":
        return bool(codes) and codes <= ASKS_FOR_SIGNATURES
    return not codes.isdisjoint(ASKS_FOR_SIGNATURES) and not glance.before_clearing


def _waiting(council: Council, subject: Ref, person: PersonId, at: datetime) -> Waiting | None:
    examination = examine(council, subject, at)
    found = blockers(examination, person)
    if any(one.code not in PERSONAL for one in found):
        return None
    return Waiting(
        subject,
        _signed(examination.look),
        found,
        holds(council, person, Role.CLEARER, subject, at),
        examination.look.state.is_connected,
    )


def _cleared(found: Overview) -> Iterator[tuple[Ref, tuple[Signed, ...]]]:
    for subject, glance in found.subjects.items():
        is_signed = len(glance.signed_by) > 1 and glance.standing.zone == "clean"
        if is_signed and not any(one.code in ASKS_FOR_SIGNATURES for one in glance.blockers):
            yield subject, _signed(look_at(found.council, subject, found.at))


def _signed(look: Look) -> tuple[Signed, ...]:
    return tuple(_when(look.council, one) for one in standing_clearances(look))


def _when(council: Council, clearance: Clearance) -> Signed:
    at = council.time.at(clearance.seq, clearance.at)
    until = min(at + minutes(council.limit(Limit.CLEARANCE_AGE)), clearance.text.expires_at)
    return Signed(clearance.person, at, until)


def _died(found: Overview) -> tuple[Died, ...]:
    """Return the newest clearances that died while what they were for still waits."""
    dead: list[Died] = []
    clearances = found.council.clearances.values()
    for clearance in sorted(clearances, key=lambda one: one.seq, reverse=True):
        glance = found.subjects.get(clearance.text.subject)
        if glance is None or glance.standing.round != clearance.round:
            continue
        if clearance.person in glance.signed_by or glance.standing.open:
            continue
        look = look_at(found.council, clearance.text.subject, found.at)
        at = found.council.time.at(clearance.seq, clearance.at)
        if why := why_not(look, clearance):
            cause = CAUSES[clearance.lapses[-1].cause] if clearance.lapses else why
            dead.append(Died(clearance.text.subject, clearance.person, at, cause))
        if len(dead) == DIED_MAX:
            break
    return tuple(dead)
