"""The second factor: who needs one, what is open without it, and what happens when it is lost."""

import re
from http import HTTPStatus

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.db import connection

from reinstate.core.access.standing import is_confirmed
from reinstate.core.journal.entry import Via
from reinstate.core.journal.events.people import FactorReset, RoleGranted
from reinstate.core.terms.role import Role
from reinstate.core.terms.trouble import BadInput, Refused
from reinstate.core.terms.zone import Declared
from reinstate.operations import clock, people, reading, sign_in
from reinstate.operations.act import Acting
from tests.builders import LEDGER
from tests.core.access.builders import after
from tests.desk.account.test_proof import make_older, with_codes
from tests.desk.account.visitor import (
    ACCOUNT,
    CODE,
    ELSEWHERE,
    SITUATION,
    Visitor,
    code_of,
    person,
)

CODES = 'action="/account/sign-in/code/"'
TRIES = 5

pytestmark = pytest.mark.usefixtures("real")


@pytest.mark.parametrize("handle", ["asha", "ben", "cai"])
def test_who_holds_a_role_that_acts_sets_one_up_before_anything_else(handle: str) -> None:
    visitor = Visitor().signs_in(handle)
    assert visitor.get(SITUATION).headers["Location"] == ACCOUNT
    page = visitor.page(ACCOUNT)
    assert "Set up a passkey or one-time codes now" in page
    assert 'aria-label="Menu"' not in page, "Nothing on it would open."


@pytest.mark.parametrize("handle", ["dee", "eli"])
def test_an_auditor_and_who_has_no_role_need_none(handle: str) -> None:
    assert 'aria-label="Menu"' in Visitor().signs_in(handle).page(SITUATION)


def test_every_role_but_the_auditor_needs_one() -> None:
    council, eli = reading.council(), person("eli")
    for role in Role:
        held = after(council, person("asha"), RoleGranted(person=eli, role=role))
        needs = sign_in.needs_second_factor(held, eli, held.last_at)
        assert needs == (role is not Role.AUDITOR), role


def test_isolating_waits_for_no_second_factor() -> None:
    asha = Visitor().signs_in("asha")
    answer = asha.send(f"/subjects/{LEDGER}/isolate/", {"why": "beacons seen"})
    assert answer.status_code == HTTPStatus.SEE_OTHER
    council = reading.council()
    assert council.subjects[LEDGER].declared is Declared.ISOLATED
    assert list(reading.entries())[-1].via == Via("password", "desk")


def test_what_is_to_be_isolated_is_found_by_clicks_without_a_second_factor() -> None:
    asha = Visitor().signs_in("asha")
    assert 'href="/zones/isolate/find/"' in asha.page(ACCOUNT)
    start = asha.page("/zones/isolate/find/")
    assert 'href="/zones/isolate/"' in start
    assert 'class="govuk-button govuk-button--warning"' in asha.page("/zones/isolate/")
    found = asha.page("/zones/isolate/find/?q=LEDGER")
    assert f'href="/subjects/{LEDGER}/isolate/"' in found
    assert f"/subjects/{LEDGER}/isolate/" not in start
    assert "Nothing on the register" in asha.page("/zones/isolate/find/?q=zzz")


def test_codes_are_set_up_and_asked_for_from_then_on() -> None:
    asha = Visitor().signs_in("asha")
    secret = asha.sets_up_codes("asha")
    other = Visitor(ELSEWHERE)
    assert other.tries("asha").headers["Location"] == CODE
    assert not other.is_in
    answer = other.send(CODE, {"code": code_of(secret, 1)}, CODES)
    assert answer.headers["Location"] == SITUATION
    assert other.get(SITUATION).status_code == HTTPStatus.OK


def test_signing_in_and_the_first_code_prove_enough_to_go_on_where_one_wanted() -> None:
    asha, wanted = Visitor().signs_in("asha"), "/services/?q=council+tax"
    assert asha.get(wanted).headers["Location"] == ACCOUNT
    assert "page you wanted" not in asha.page(ACCOUNT)
    assert asha.get("/account/codes/add/").status_code == HTTPStatus.OK
    asha.sets_up_codes("asha")
    for address in ("/account/recovery/", ACCOUNT):
        assert f'href="{wanted}">Go on' in asha.page(address)
    assert asha.get(wanted).status_code == HTTPStatus.OK
    assert "page you wanted" not in asha.page(ACCOUNT)


def test_a_passphrase_typed_a_while_ago_is_asked_for_again_before_a_factor_is_set_up() -> None:
    asha = Visitor().signs_in("asha")
    make_older(asha, minutes=6)
    assert asha.get("/account/codes/add/").headers["Location"].startswith("/account/again/")


def test_a_session_from_before_proves_itself_by_the_new_factor() -> None:
    before = Visitor().signs_in("asha")
    secret = Visitor(ELSEWHERE).signs_in("asha").sets_up_codes("asha")
    asked = before.get(SITUATION).headers["Location"]
    assert asked.startswith("/account/again/code/")
    answer = before.send(asked, {"code": code_of(secret, 1)}, 'action="/account/again/code/"')
    assert answer.headers["Location"] == SITUATION
    assert before.get(SITUATION).status_code == HTTPStatus.OK


def test_a_passphrase_does_not_stand_for_the_factor_of_who_has_one() -> None:
    asha = Visitor().signs_in("asha")
    asha.sets_up_codes("asha")
    answer = asha.get("/account/again/?next=/")
    assert answer.headers["Location"].startswith("/account/again/code/")


def test_a_code_works_once() -> None:
    secret = Visitor().signs_in("asha").sets_up_codes("asha")
    code = code_of(secret, 1)
    for place, leads in ((ELSEWHERE, SITUATION), ("203.0.113.9", "")):
        visitor = Visitor(place)
        visitor.tries("asha")
        answer = visitor.send(CODE, {"code": code}, CODES)
        assert answer.headers.get("Location", "") == leads


def test_a_code_that_is_right_for_longer_than_its_half_minute_works_once_all_the_same() -> None:
    secret = Visitor().signs_in("asha").sets_up_codes("asha")
    for leads in (SITUATION, ""):
        visitor = Visitor(ELSEWHERE)
        visitor.tries("asha")
        answer = visitor.send(CODE, {"code": code_of(secret, 1)}, CODES)
        assert answer.headers.get("Location", "") == leads
        cache.delete(TOTP(_authenticator("totp"))._get_used_cache_key(code_of(secret, 1)))


def test_five_wrong_codes_close_that_place_and_no_other() -> None:
    secret = Visitor().signs_in("asha").sets_up_codes("asha")
    thief = Visitor(ELSEWHERE)
    thief.tries("asha")
    for _ in range(TRIES):
        assert "not right" in thief.send(CODE, {"code": "000000"}, CODES).content.decode()
    answer = thief.send(CODE, {"code": code_of(secret, 1)}, CODES)
    assert "Too many tries" in answer.content.decode()
    here = Visitor()
    here.tries("asha")
    assert here.send(CODE, {"code": code_of(secret, 1)}, CODES).headers["Location"] == SITUATION


def test_a_recovery_code_stands_in_once() -> None:
    asha = Visitor().signs_in("asha")
    asha.sets_up_codes("asha")
    codes = asha.get("/account/recovery/file/").content.decode().split()
    recovery = next(word for word in codes if word.isdigit() and len(word) == 8)
    first, second = Visitor(ELSEWHERE), Visitor(ELSEWHERE)
    for visitor in (first, second):
        visitor.tries("asha")
    assert first.send(CODE, {"code": recovery}, CODES).headers["Location"] == SITUATION
    page = second.send(CODE, {"code": recovery}, CODES).content.decode()
    assert "it was used before: each works once" in page
    assert "Codes change" not in page
    assert "Codes change" in second.send(CODE, {"code": "000000"}, CODES).content.decode()


def test_a_passkey_is_offered_to_nobody_who_has_none() -> None:
    Visitor().signs_in("asha").sets_up_codes("asha")
    visitor = Visitor(ELSEWHERE)
    visitor.tries("asha")
    page = visitor.page(CODE)
    assert "Start again" in page
    assert "Use a passkey" not in page


def test_the_last_factor_of_who_needs_one_is_not_taken_away() -> None:
    asha = Visitor().signs_in("asha")
    asha.sets_up_codes("asha")
    assert "Your role needs a second factor" in asha.page("/account/codes/remove/")


def test_the_picture_of_the_secret_is_allowed_on_its_page_only() -> None:
    asha = Visitor().signs_in("asha")
    asha.proves_again("/account/codes/add/", "asha")
    policies = {
        address: asha.get(address).headers["Content-Security-Policy"]
        for address in ("/account/codes/add/", ACCOUNT)
    }
    assert "img-src 'self' data:" in policies["/account/codes/add/"]
    assert "data:" not in policies[ACCOUNT]
    assert all("'unsafe" not in policy for policy in policies.values())


def test_a_lost_factor_is_reset_by_one_and_confirmed_by_another() -> None:
    ben = Visitor().signs_in("ben")
    ben.sets_up_codes("ben")
    assert sign_in.second_factors(person("ben")) == {"totp"}
    acted = people.reset_factor(acting("cai"), person("ben"), "totp")
    reset = FactorReset(person=person("ben"), factor="totp")
    assert [entry.event for entry in acted.entries] == [reset]
    assert sign_in.second_factors(person("ben")) == frozenset()
    assert _authenticators() == 0, "Recovery codes of a lost phone go with it."
    assert not ben.is_in
    assert Visitor().signs_in("ben").get(SITUATION).headers["Location"] == ACCOUNT
    assert not is_confirmed(acted.council, person("ben"), acted.at)
    after = people.confirm(acting("asha"), person("ben")).council
    assert is_confirmed(after, person("ben"), clock.now(after))


def test_who_reset_it_does_not_confirm_it() -> None:
    Visitor().signs_in("ben").sets_up_codes("ben")
    people.reset_factor(acting("cai"), person("ben"), "totp")
    with pytest.raises(Refused) as refused:
        people.confirm(acting("cai"), person("ben"))
    assert {blocker.code for blocker in refused.value.blockers} == {"own-act"}


def test_a_founder_who_may_not_reset_the_other_is_led_to_who_can() -> None:
    Visitor(ELSEWHERE).signs_in("ben").sets_up_codes("ben")
    reset = f"/people/{person('ben')}/reset/"
    asha, _ = with_codes("asha")
    told = asha.send(reset, {"kind": "totp"}, "novalidate").content.decode()
    assert "let Cai Morgan, as administrator, reset them" in told
    assert f'href="{reset}' not in told, "The same form would refuse again."
    grants = people.grants_called(reading.council(), person("cai"), Role.ADMINISTRATOR, "all")
    people.end(acting("asha"), grants)
    told = asha.send(reset, {"kind": "totp"}, "novalidate").content.decode()
    assert "administrator first, who then resets them" in told
    assert "Ben Hughes signs in with a recovery code" in told
    assert re.search(r'href="/people/p-\w+/grant/', told)


def test_what_somebody_does_not_have_is_not_reset() -> None:
    with pytest.raises(BadInput, match="has no passkeys"):
        people.reset_factor(acting("cai"), person("ben"), "passkey")
    assert not reading.council().people[person("ben")].factors.get("passkey")


def acting(handle: str) -> Acting:
    """Return somebody who proved who they are."""
    return Acting(person(handle), Via("totp", "desk"))


def _authenticator(type_: str) -> Authenticator:
    return Authenticator.objects.get(type=type_)


def _authenticators() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM mfa_authenticator")
        return int(cursor.fetchone()[0])
