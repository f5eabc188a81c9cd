"""Vouching: who may, for what, and why not."""

import pytest

from reinstate.core.access import confirm, enrol, grant_role
from reinstate.core.access.standing import is_confirmed
from reinstate.core.journal.events.home import HomeKind
from reinstate.core.journal.events.people import (
    PersonCompromised,
    PersonLeft,
    RoleEnded,
    StandingConfirmed,
)
from reinstate.core.terms.role import Role
from reinstate.core.terms.trouble import Refused
from tests.core.access.builders import (
    ASHA,
    BEN,
    CAI,
    DEE,
    a_clearer,
    a_home,
    after,
    asking,
    codes,
    confirmed,
    done,
    enrolled,
    now,
)


def test_one_act_vouches_for_enrolment_every_role_and_passphrase() -> None:
    council = enrolled(a_home(), CAI, roles=(Role.CLEARER, Role.TRAINER))
    cai = council.people[CAI]
    seqs = [cai.enrolled.seq, *(council.grants[g].backed.seq for g in cai.grants)]
    seqs.append(cai.factors["password"].seq)
    events = confirm.decide(council, confirm.Confirm(CAI), asking(council, BEN))
    assert events == tuple(StandingConfirmed(person=CAI, entry=seq) for seq in seqs)


def test_what_is_confirmed_is_not_confirmed_again() -> None:
    council = a_clearer(a_home(), CAI, confirmed_by=BEN)
    assert codes(council, BEN, confirm.decide, confirm.Confirm(CAI)) == {"nothing-to-confirm"}
    assert codes(council, ASHA, confirm.decide, confirm.Confirm(BEN)) == {"nothing-to-confirm"}


def test_an_ended_role_needs_no_vouching() -> None:
    council = enrolled(a_home(), CAI, roles=(Role.TRAINER,))
    ended = after(council, ASHA, RoleEnded(grant=council.people[CAI].grants[0]))
    events = confirm.decide(ended, confirm.Confirm(CAI), asking(ended, BEN))
    assert len(events) == 2


def test_nobody_vouches_for_themself() -> None:
    council = a_clearer(a_home(), CAI)
    assert codes(council, CAI, confirm.decide, confirm.Confirm(CAI)) == {"own-standing"}


@pytest.mark.parametrize("kind", ["real", "exercise", "practice"])
def test_nobody_vouches_for_their_own_act(kind: HomeKind) -> None:
    council = a_clearer(a_home(kind=kind), CAI)
    assert codes(council, ASHA, confirm.decide, confirm.Confirm(CAI)) == {"own-act"}


def test_the_refusal_names_every_act_and_who_stands_behind() -> None:
    council = a_clearer(a_clearer(a_home(), CAI), DEE)
    with pytest.raises(Refused) as refused:
        confirm.decide(council, confirm.Confirm(DEE), asking(council, CAI))
    sentences = [blocker.sentence for blocker in refused.value.blockers]
    assert len(sentences) == 3
    assert all(s.startswith(f"{ASHA} alone stands behind both you and {ASHA}") for s in sentences)
    assert "role of clearer over all" in sentences[1]


def test_an_act_of_each_is_confirmed_by_the_other_only() -> None:
    council = done(a_home(), ASHA, enrol.decide, enrol.Enrol(CAI))
    council = done(council, BEN, grant_role.decide, grant_role.GrantRole(CAI, Role.CLEARER))
    cai = council.people[CAI]
    by_ben = confirm.decide(council, confirm.Confirm(CAI), asking(council, BEN))
    assert by_ben == (StandingConfirmed(person=CAI, entry=cai.enrolled.seq),)
    by_asha = confirm.decide(council, confirm.Confirm(CAI), asking(council, ASHA))
    grant = council.grants[cai.grants[0]]
    assert by_asha == (StandingConfirmed(person=CAI, entry=grant.backed.seq),)


def test_whom_a_person_enrolled_alone_cannot_vouch_for_that_person() -> None:
    council = a_clearer(a_home(), CAI, confirmed_by=BEN)
    more = grant_role.GrantRole(CAI, Role.ADMINISTRATOR)
    council = done(council, ASHA, grant_role.decide, more)
    council = enrolled(council, DEE, by=CAI, roles=())
    assert codes(council, DEE, confirm.decide, confirm.Confirm(CAI)) == {"not-independent"}
    assert codes(council, BEN, confirm.decide, confirm.Confirm(CAI)) == set()


def test_an_act_of_somebody_compromised_takes_two_others() -> None:
    council = a_clearer(a_clearer(a_home(kind="practice"), CAI), DEE)
    council = confirmed(after(council, BEN, PersonCompromised(person=ASHA)), DEE, by=CAI)
    assert not is_confirmed(council, DEE, now(council))
    assert is_confirmed(confirmed(council, DEE, by=BEN), DEE, now(council))


def test_in_a_real_home_those_two_must_be_two() -> None:
    council = a_clearer(a_clearer(a_home(), CAI, confirmed_by=BEN), DEE)
    council = confirmed(after(council, BEN, PersonCompromised(person=ASHA)), DEE, by=BEN)
    assert codes(council, CAI, confirm.decide, confirm.Confirm(DEE)) == {"not-independent"}


@pytest.mark.parametrize(
    ("event", "code"),
    [(PersonLeft(person=CAI), "has-left"), (PersonCompromised(person=CAI), "compromised")],
)
def test_nobody_is_vouched_for_once_gone(event: PersonLeft | PersonCompromised, code: str) -> None:
    council = after(a_clearer(a_home(), CAI), ASHA, event)
    assert codes(council, BEN, confirm.decide, confirm.Confirm(CAI)) == {code}
    assert codes(council, BEN, confirm.decide, confirm.Confirm("p-x")) == {"unknown-person"}
