"""What rests on a confirmation: what somebody did before anybody else had vouched for them."""

from reinstate.core.access.confirm import Confirm, unconfirmed, vouched
from reinstate.core.access.resting import resting, since
from reinstate.core.journal.asking import entries_of
from reinstate.core.journal.entry import Entry
from reinstate.core.journal.events.people import FactorReset, PersonEnrolled, RoleGranted
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.journal.events.zones import SubjectSeen
from reinstate.core.state.council import Council
from reinstate.core.terms.role import Role
from reinstate.core.terms.zone import Seen
from tests.core.access.builders import (
    ASHA,
    BEN,
    CAI,
    DEE,
    ELI,
    a_clearer,
    a_home,
    after,
    asking,
    confirmed,
    enrolled,
)


def by(council: Council, actor: str, event: AnyEvent) -> Entry:
    """Return the entry of an event by somebody, as the next one."""
    return entries_of(council.seq, asking(council, actor), (event,))[0]


def test_what_they_did_since_the_first_unconfirmed_act_rests_on_it() -> None:
    council = a_clearer(a_home(), CAI)
    acts = unconfirmed(council, council.people[CAI])
    gave = by(council, CAI, PersonEnrolled(person=DEE))
    others = by(council, ASHA, PersonEnrolled(person=ELI))
    assert since(acts) == council.people[CAI].enrolled.seq
    assert resting((gave, others), CAI, acts) == (gave,)


def test_after_a_reset_only_what_came_after_it_rests_on_it() -> None:
    council = a_clearer(a_home(), CAI, confirmed_by=BEN)
    before = by(council, CAI, PersonEnrolled(person=DEE))
    council = after(council, CAI, before.event)
    council = after(council, ASHA, FactorReset(person=CAI, factor="totp"))
    later = by(council, CAI, RoleGranted(person=DEE, role=Role.TRAINER))
    acts = unconfirmed(council, council.people[CAI])
    assert [act.words for act in acts] == ["reset of one-time codes"]
    assert resting((before, later), CAI, acts) == (later,)


def test_what_only_adds_caution_rests_on_nothing() -> None:
    council = a_clearer(a_home(), CAI)
    seen = SubjectSeen(subject="system:sys-a", state=Seen.LIVE)
    acts = unconfirmed(council, council.people[CAI])
    assert resting((by(council, CAI, seen),), CAI, acts) == ()


def test_nothing_rests_where_nothing_is_unconfirmed() -> None:
    council = a_clearer(a_home(), CAI, confirmed_by=BEN)
    gave = by(council, CAI, PersonEnrolled(person=DEE))
    assert resting((gave,), CAI, ()) == ()


def test_who_vouches_is_told_their_part_alone() -> None:
    council = confirmed(enrolled(a_home(), CAI, roles=(Role.CLEARER,)), CAI, by=BEN)
    council = after(council, ASHA, RoleGranted(person=CAI, role=Role.TRAINER))
    council = after(council, BEN, FactorReset(person=CAI, factor="passkey"))
    parts = {
        actor: [act.words for act in vouched(council, Confirm(CAI), asking(council, actor))]
        for actor in (ASHA, BEN, CAI)
    }
    assert parts == {
        ASHA: ["reset of passkeys"],
        BEN: ["role of trainer over all"],
        CAI: [],
    }
