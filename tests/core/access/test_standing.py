"""Whether two clearers are really two people."""

import pytest

from reinstate.core.access import confirm, reset_factor
from reinstate.core.access.standing import controlled_by, is_confirmed, pair_trouble
from reinstate.core.journal.events.people import (
    FactorReset,
    PersonCompromised,
    PersonEnrolled,
    RoleGranted,
    StandingConfirmed,
)
from reinstate.core.state.council import Council
from reinstate.core.terms.moment import Moment
from reinstate.core.terms.role import Role
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
    codes,
    confirmed,
    enrolled,
    now,
)


def trouble(council: Council, a: str, b: str) -> str:
    found = pair_trouble(council, a, b, now(council))
    assert bool(found) == bool(pair_trouble(council, b, a, now(council))), "order matters"
    return found


def test_three_people_suffice_when_two_of_them_opened_the_home() -> None:
    council = a_clearer(a_home(), CAI, confirmed_by=BEN)
    assert trouble(council, BEN, CAI) == ""


def test_a_second_founder_clears_beside_somebody_whom_the_first_enrolled_alone() -> None:
    council = a_clearer(a_home(), CAI)
    assert trouble(council, BEN, CAI) == ""


def test_one_person_is_not_two() -> None:
    assert "one person" in trouble(a_home(), BEN, BEN)


def test_somebody_unknown_never_counts() -> None:
    assert "p-nobody" in trouble(a_home(), BEN, "p-nobody")


def test_whoever_enrolled_a_clearer_alone_cannot_clear_beside_them() -> None:
    council = a_clearer(a_home(), CAI, by=ASHA)
    council = after(council, BEN, RoleGranted(person=ASHA, role=Role.CLEARER))
    said = trouble(council, ASHA, CAI)
    assert said.startswith(f"{ASHA} alone stands behind {CAI}")
    assert f"reinstate user confirm {CAI}" in said


def test_two_people_enrolled_by_one_do_not_count_together() -> None:
    council = a_clearer(a_clearer(a_home(), CAI), DEE)
    assert trouble(council, CAI, DEE).startswith(f"{ASHA} alone stands behind both")


def test_confirming_one_of_two_by_somebody_else_lets_them_count() -> None:
    council = a_clearer(a_clearer(a_home(), CAI, confirmed_by=BEN), DEE)
    assert trouble(council, CAI, DEE) == ""


def test_a_person_enrolled_alone_cannot_vouch_for_another_such_person() -> None:
    council = a_clearer(a_clearer(a_home(), CAI), DEE)
    assert codes(council, CAI, confirm.decide, confirm.Confirm(DEE)) == {"not-independent"}


def test_vouching_recorded_all_the_same_does_not_count() -> None:
    council = a_clearer(a_clearer(a_home(), CAI), DEE)
    dee = council.people[DEE]
    acts = (dee.enrolled, dee.factors["password"], council.grants[dee.grants[0]].backed)
    vouched = (StandingConfirmed(person=DEE, entry=act.seq) for act in acts)
    council = after(council, CAI, *vouched)
    assert is_confirmed(council, DEE, now(council))
    assert controlled_by(council, ASHA) == {ASHA, CAI, DEE}
    assert trouble(council, CAI, DEE) != ""


def test_neither_counts_when_nobody_else_confirmed_either() -> None:
    council = a_clearer(a_home(), CAI, by=ASHA)
    council = enrolled(council, ELI, by=BEN, roles=(Role.CLEARER,))
    said = trouble(council, CAI, ELI)
    assert said.startswith(f"Neither {CAI} nor {ELI}")
    assert f"`reinstate user confirm {CAI}`" in said


def test_a_passphrase_reset_by_one_person_alone_gives_them_hold_again() -> None:
    council = a_clearer(a_home(), CAI, confirmed_by=BEN)
    council = after(council, BEN, FactorReset(person=CAI))
    assert not is_confirmed(council, CAI, now(council))
    assert trouble(council, BEN, CAI).startswith(f"{BEN} alone stands behind {CAI}")
    assert trouble(confirmed(council, CAI, by=ASHA), BEN, CAI) == ""


def test_changing_ones_own_passphrase_changes_nothing() -> None:
    council = a_clearer(a_home(), CAI, confirmed_by=BEN)
    events = reset_factor.decide(council, reset_factor.ResetFactor(CAI), asking(council, CAI))
    assert events == ()
    assert trouble(council, BEN, CAI) == ""


def test_ones_own_change_does_not_wash_off_a_reset_by_somebody_else() -> None:
    council = a_clearer(a_home(), CAI, confirmed_by=BEN)
    council = after(council, ASHA, FactorReset(person=CAI))
    assert reset_factor.decide(council, reset_factor.ResetFactor(CAI), asking(council, CAI)) == ()
    assert CAI in controlled_by(council, ASHA)


def test_a_clearer_role_granted_by_one_person_alone_gives_them_hold() -> None:
    council = confirmed(enrolled(a_home(), CAI, roles=()), CAI, by=BEN)
    council = after(council, BEN, RoleGranted(person=CAI, role=Role.CLEARER))
    assert not is_confirmed(council, CAI, now(council))
    assert trouble(council, BEN, CAI) != ""
    assert trouble(confirmed(council, CAI, by=ASHA), BEN, CAI) == ""


def test_another_role_granted_by_one_person_alone_gives_no_hold() -> None:
    council = a_clearer(a_home(), CAI, confirmed_by=BEN)
    council = after(council, BEN, RoleGranted(person=CAI, role=Role.TRAINER))
    assert is_confirmed(council, CAI, now(council))
    assert trouble(council, BEN, CAI) == ""


def test_nobody_is_confirmed_as_a_clearer_without_the_role() -> None:
    council = confirmed(enrolled(a_home(), CAI, roles=()), CAI, by=BEN)
    assert not is_confirmed(council, CAI, now(council))


def test_a_real_home_asks_for_a_passphrase_before_anybody_counts_as_confirmed() -> None:
    council = after(
        a_home(),
        ASHA,
        PersonEnrolled(person=CAI),
        RoleGranted(person=CAI, role=Role.CLEARER),
    )
    council = confirmed(council, CAI, by=BEN)
    assert not is_confirmed(council, CAI, now(council))


def test_the_signature_of_a_compromised_person_counts_no_more() -> None:
    council = a_clearer(a_clearer(a_home(), CAI, confirmed_by=BEN), DEE, confirmed_by=BEN)
    assert trouble(council, CAI, DEE) == ""
    council = after(council, CAI, PersonCompromised(person=BEN))
    assert not is_confirmed(council, CAI, now(council))
    assert trouble(council, CAI, DEE).startswith(f"{ASHA} alone stands behind both")


def test_what_a_person_signed_before_they_were_compromised_still_counts() -> None:
    council = a_clearer(a_clearer(a_home(), CAI, confirmed_by=BEN), DEE)
    stolen_at = now(council)
    council = confirmed(council, DEE, by=BEN)
    council = after(council, CAI, PersonCompromised(person=BEN, since=Moment(earliest=stolen_at)))
    assert is_confirmed(council, CAI, now(council))
    assert not is_confirmed(council, DEE, now(council))


def test_people_whom_only_a_compromised_person_signed_count_for_nobody() -> None:
    council = a_clearer(a_clearer(a_home(), CAI), DEE, confirmed_by=BEN)
    council = after(council, DEE, PersonCompromised(person=ASHA))
    assert trouble(council, BEN, CAI) != ""


def test_founders_stay_confirmed_when_the_other_is_compromised() -> None:
    council = after(a_home(), BEN, PersonCompromised(person=ASHA))
    assert is_confirmed(council, BEN, now(council))


def test_a_home_opened_by_one_person_never_clears() -> None:
    council = a_clearer(a_clearer(a_home(second=""), CAI), DEE)
    for actor, person in ((CAI, DEE), (DEE, CAI), (ASHA, CAI)):
        assert codes(council, actor, confirm.decide, confirm.Confirm(person)) != set()
    assert trouble(council, CAI, DEE) != ""


def test_an_exercise_home_looks_through_people_but_asks_for_no_passphrase() -> None:
    council = a_clearer(a_home(kind="exercise"), CAI, confirmed_by=BEN)
    council = a_clearer(council, DEE)
    assert not council.people[CAI].factors
    assert trouble(council, BEN, CAI) == ""
    council = enrolled(council, ELI, by=DEE, roles=(Role.CLEARER,))
    assert controlled_by(council, ASHA) == {ASHA, DEE, ELI}


def test_a_practice_home_looks_one_step_far() -> None:
    council = a_clearer(a_home(kind="practice", second=""), CAI)
    council = enrolled(council, DEE, by=CAI, roles=(Role.CLEARER,))
    assert controlled_by(council, ASHA) == {ASHA, CAI}
    assert controlled_by(council, CAI) == {CAI, DEE}
    assert trouble(council, CAI, DEE) != ""


def test_one_learner_can_show_two_clearances_in_a_practice_home() -> None:
    council = a_clearer(a_clearer(a_home(kind="practice", second=""), CAI), DEE)
    assert trouble(council, CAI, DEE) != ""
    council = confirmed(council, CAI, by=DEE)
    assert trouble(council, CAI, DEE) == ""


@pytest.mark.parametrize("founder", [ASHA, BEN])
def test_no_founder_stands_behind_the_other(founder: str) -> None:
    assert controlled_by(a_home(), founder) == {founder}
