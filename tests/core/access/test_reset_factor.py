"""Setting passphrases anew without anybody gaining a hold that nobody could undo."""

import pytest

from reinstate.core.access import reset_factor
from reinstate.core.access.confirm import unconfirmed
from reinstate.core.access.reset_factor import ResetFactor
from reinstate.core.access.standing import controlled_by, is_confirmed, pair_trouble
from reinstate.core.journal.events.people import (
    FactorKind,
    FactorReset,
    PersonEnrolled,
    PersonLeft,
    RoleGranted,
)
from reinstate.core.state.council import Council
from reinstate.core.terms.role import Role
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


def three_administrators() -> Council:
    """Return a real home with two founders and a third administrator, all confirmed."""
    council = enrolled(a_home(), CAI, roles=(Role.CLEARER, Role.ADMINISTRATOR))
    return confirmed(council, CAI, by=BEN)


def refusal(council: Council, actor: str, person: str, factor: FactorKind = "password") -> set[str]:
    return codes(council, actor, reset_factor.decide, ResetFactor(person, factor))


def test_an_administrator_sets_a_passphrase_and_another_confirms_it() -> None:
    council = done(three_administrators(), ASHA, reset_factor.decide, ResetFactor(CAI))
    assert pair_trouble(council, BEN, CAI, now(council)) == ""
    assert council.people[CAI].factors["password"].signers == {ASHA}
    council = confirmed(council, CAI, by=BEN)
    assert council.people[CAI].factors["password"].signers == {ASHA, BEN}


def test_only_an_administrator_sets_somebody_elses_passphrase() -> None:
    council = a_clearer(a_home(), CAI, confirmed_by=BEN)
    assert refusal(council, CAI, ASHA) == {"not-administrator"}


def test_everybody_changes_their_own_and_the_journal_need_not_know() -> None:
    council = a_clearer(a_home(), CAI)
    assert reset_factor.decide(council, ResetFactor(CAI), asking(council, CAI)) == ()


def test_nobody_sets_their_own_first_passphrase_in_a_real_home() -> None:
    council = after(a_home(), ASHA, PersonEnrolled(person=CAI))
    assert refusal(council, CAI, CAI) == {"no-factor"}


def test_in_a_practice_home_everybody_sets_their_own_first_passphrase() -> None:
    council = enrolled(a_home(kind="practice"), CAI, roles=())
    events = reset_factor.decide(council, ResetFactor(CAI), asking(council, CAI))
    assert events == (FactorReset(person=CAI),)


def test_one_founder_does_not_reset_the_other_when_a_third_person_can() -> None:
    council = three_administrators()
    assert refusal(council, BEN, ASHA) == {"nobody-to-confirm"}
    said = reset_factor.blockers(council, ResetFactor(ASHA), asking(council, BEN))[0]
    assert f"let {CAI}, as administrator, set it" in said.sentence
    assert said.need == f"reinstate user passphrase {ASHA} --as {CAI}"


def test_a_third_person_resets_a_founder_and_the_other_founder_confirms() -> None:
    council = done(three_administrators(), CAI, reset_factor.decide, ResetFactor(ASHA))
    council = confirmed(council, ASHA, by=BEN)
    council = a_clearer(council, DEE, by=ASHA, confirmed_by=BEN)
    assert pair_trouble(council, CAI, DEE, now(council)) == ""


def test_with_two_founders_only_neither_takes_the_other_over() -> None:
    council = a_home()
    said = reset_factor.blockers(council, ResetFactor(BEN), asking(council, ASHA))
    assert [blocker.code for blocker in said] == ["nobody-to-confirm"]
    assert said[0].need == "reinstate user add NAME"


def test_where_nobody_could_confirm_anyway_passphrases_are_set() -> None:
    council = enrolled(a_home(second=""), CAI, roles=())
    assert refusal(council, ASHA, CAI) == set()


def test_people_of_one_person_do_not_wash_their_hold_off() -> None:
    council = three_administrators()
    council = done(council, ASHA, reset_factor.decide, ResetFactor(CAI))
    council = enrolled(council, DEE, by=CAI, roles=(Role.ADMINISTRATOR,))
    assert refusal(council, DEE, CAI) == {"not-independent"}
    assert refusal(council, ASHA, CAI) == set()
    assert refusal(council, BEN, CAI) == set()


def test_somebody_just_enrolled_by_an_unconfirmed_administrator_gets_a_first_passphrase() -> None:
    council = enrolled(a_home(), CAI, roles=(Role.ADMINISTRATOR,))
    council = enrolled(council, DEE, by=CAI, roles=())
    assert council.people[DEE].has_passphrase


def test_nobody_who_left_gets_a_passphrase() -> None:
    council = after(three_administrators(), ASHA, PersonLeft(person=CAI))
    assert refusal(council, ASHA, CAI) == {"has-left"}
    assert refusal(council, ASHA, "p-nobody") == {"unknown-person"}


@pytest.mark.parametrize("kind", ["totp", "passkey"])
def test_a_lost_factor_is_reset_by_an_administrator_and_confirmed_by_another(
    kind: FactorKind,
) -> None:
    council = done(three_administrators(), ASHA, reset_factor.decide, ResetFactor(CAI, kind))
    assert set(council.people[CAI].factors) == {"password", kind}
    assert not is_confirmed(council, CAI, now(council))
    assert pair_trouble(council, ASHA, CAI, now(council)).startswith(f"{ASHA} alone stands behind")
    council = confirmed(council, CAI, by=BEN)
    assert is_confirmed(council, CAI, now(council))


def test_each_kind_keeps_who_stands_behind_it() -> None:
    council = done(three_administrators(), ASHA, reset_factor.decide, ResetFactor(CAI, "totp"))
    council = done(council, BEN, reset_factor.decide, ResetFactor(CAI, "passkey"))
    assert CAI in controlled_by(council, ASHA)
    assert CAI in controlled_by(council, BEN)
    council = done(council, BEN, reset_factor.decide, ResetFactor(CAI))
    assert CAI in controlled_by(council, ASHA), "Another passphrase does not wash the codes."


def test_confirming_somebody_names_each_reset_in_words() -> None:
    council = done(three_administrators(), ASHA, reset_factor.decide, ResetFactor(CAI, "totp"))
    council = done(council, ASHA, reset_factor.decide, ResetFactor(CAI, "passkey"))
    words = [act.words for act in unconfirmed(council, council.people[CAI])]
    assert words == ["reset of one-time codes", "reset of passkeys"]


@pytest.mark.parametrize("kind", ["totp", "passkey"])
def test_a_passphrase_alone_does_not_take_away_what_is_asked_for_beside_it(
    kind: FactorKind,
) -> None:
    assert refusal(three_administrators(), CAI, CAI, kind) == {"own-factor"}


def test_only_an_administrator_resets_somebody_elses_codes() -> None:
    council = a_clearer(a_home(), CAI, confirmed_by=BEN)
    assert refusal(council, CAI, BEN, "totp") == {"not-administrator"}


def test_codes_are_not_reset_when_nobody_could_ever_confirm_it() -> None:
    said = reset_factor.blockers(a_home(), ResetFactor(BEN, "totp"), asking(a_home(), ASHA))
    assert [blocker.code for blocker in said] == ["nobody-to-confirm"]
    assert "signs in with a recovery code" in said[0].sentence


@pytest.mark.parametrize("kind", ["password", "totp", "passkey"])
def test_who_could_reset_but_is_no_administrator_is_made_one_first(kind: FactorKind) -> None:
    council = a_clearer(a_home(), CAI, confirmed_by=BEN)
    command = ResetFactor(BEN, kind)
    (said,) = reset_factor.blockers(council, command, asking(council, ASHA))
    assert f"make {CAI} administrator first" in said.sentence
    assert ("recovery code" in said.sentence) == (kind != "password")
    assert said.need == f"reinstate user grant {CAI} administrator"
    council = after(council, ASHA, RoleGranted(person=CAI, role=Role.ADMINISTRATOR))
    assert refusal(council, CAI, BEN, kind) == set()


def test_a_reset_through_another_is_refused_for_each_kind() -> None:
    council = done(three_administrators(), ASHA, reset_factor.decide, ResetFactor(CAI, "totp"))
    council = enrolled(council, DEE, by=CAI, roles=(Role.ADMINISTRATOR,))
    assert refusal(council, DEE, CAI, "totp") == {"not-independent"}
    assert refusal(council, DEE, CAI, "passkey") == set(), "A first reset hides nothing."


def test_codes_of_somebody_do_not_stand_for_the_passphrase_of_a_real_home() -> None:
    council = after(
        a_home(), ASHA, PersonEnrolled(person=CAI), FactorReset(person=CAI, factor="totp")
    )
    assert not council.people[CAI].has_passphrase
    assert refusal(council, CAI, CAI) == {"no-factor"}
