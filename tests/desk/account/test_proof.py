"""What an act asks of who does it, what the journal says of that, and sessions that end."""

from collections.abc import Iterator
from datetime import timedelta
from http import HTTPStatus

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY as METHODS
from allauth.usersessions.models import UserSession
from django import forms
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict

from reinstate.core.journal.entry import Entry, Via
from reinstate.desk import proof
from reinstate.desk.account import sessions
from reinstate.desk.forms import DeskForm
from reinstate.operations import clock, reading
from reinstate.operations.jobs.worker import Worker
from tests.desk.account.visitor import (
    ACCOUNT,
    ELSEWHERE,
    SECRETS,
    SIGN_IN,
    SITUATION,
    Visitor,
    code_of,
    form_on,
    person,
)

pytestmark = pytest.mark.usefixtures("real")


def test_an_act_says_by_what_it_was_proved() -> None:
    asha, _ = with_codes("asha")
    answer = asha.send(_grant("eli"), {"role": "trainer"})
    assert answer.status_code == HTTPStatus.SEE_OTHER
    assert last().via == Via("totp", "desk")
    assert last().actor == person("asha")


def test_a_signature_asks_again_and_the_words_are_still_there() -> None:
    asha, secret = with_codes("asha")
    page = asha.page(_grant("eli"))
    make_older(asha, minutes=6)
    fields = form_on(page, "multipart")
    typed = {**fields, "role": "trainer", "scope": "all", "until": "2031-01-31"}
    size = reading.council().seq
    asked = asha.client.post(_grant("eli"), typed).headers["Location"]
    assert asked.startswith("/account/again/code/")
    assert reading.council().seq == size
    code = {"code": code_of(secret, -1)}
    back = asha.send(asked, code, 'action="/account/again/code/"').headers["Location"]
    assert (
        form_on(asha.page(_grant("dee")), "multipart")["until"] == ""
    )  # it waits for its own page
    kept = form_on(asha.page(back), "multipart")
    assert (kept["role"], kept["until"]) == ("trainer", "2031-01-31")
    assert kept["command_id"] == typed["command_id"]
    answer = asha.client.post(back, kept)
    assert answer.status_code == HTTPStatus.SEE_OTHER
    assert last().via == Via("totp", "desk")


def test_a_signature_rests_on_what_was_proved_just_now_alone() -> None:
    asha, _ = with_codes("asha")
    have_proved(asha, ("mfa", "webauthn", 60), ("mfa", "totp", 0))
    asha.send(_grant("eli"), {"role": "trainer"})
    assert last().via == Via("totp", "desk")


def test_of_two_factors_proved_just_now_the_stronger_is_written_down() -> None:
    asha, _ = with_codes("asha")
    have_proved(asha, ("mfa", "webauthn", 1), ("mfa", "totp", 0))
    asha.send(_grant("eli"), {"role": "trainer"})
    assert last().via == Via("passkey", "desk")


def test_a_passphrase_typed_just_now_is_no_signature_of_who_has_a_factor() -> None:
    asha, _ = with_codes("asha")
    fields = form_on(asha.page(_grant("eli")), "multipart")
    have_proved(asha, ("mfa", "totp", 60), ("password", "", 0))
    size = reading.council().seq
    answer = asha.client.post(_grant("eli"), {**fields, "role": "trainer"})
    assert answer.headers["Location"].startswith("/account/again/code/")
    assert reading.council().seq == size


def test_what_was_typed_is_shown_once_and_to_nobody_else() -> None:
    asha, _ = with_codes("asha")
    typed = {**form_on(asha.page(_grant("eli")), "multipart"), "role": "trainer", "scope": "mine"}
    make_older(asha, minutes=6)
    asha.client.post(_grant("eli"), typed)
    session = asha.client.session
    session[proof.KEPT] = {**session[proof.KEPT], "person": person("ben")}
    session.save()
    make_older(asha, minutes=-6)
    assert "mine" not in form_on(asha.page(_grant("eli")), "multipart").values()


def test_kept_words_are_spoken_of_only_where_some_were_typed() -> None:
    asha, _ = with_codes("asha")
    typed = form_on(asha.page(_grant("eli")), "multipart")
    make_older(asha, minutes=6)
    assert "What you typed is kept" not in asha.page(asha.get(_grant("eli")).headers["Location"])
    asked = asha.client.post(_grant("eli"), {**typed, "role": "trainer"}).headers["Location"]
    assert "What you typed is kept" in asha.page(asked)


def test_no_session_keeps_a_secret_that_was_typed() -> None:
    asha, _ = with_codes("asha")
    address = f"/people/{person('eli')}/passphrase/"
    typed = {**form_on(asha.page(address), "novalidate"), "passphrase": "words that nobody keeps"}
    make_older(asha, minutes=6)
    assert asha.client.post(address, typed).headers["Location"].startswith("/account/again/")
    assert proof.KEPT in asha.client.session
    assert "nobody keeps" not in repr(asha.client.session.items())


def test_no_session_keeps_a_passphrase_that_was_to_be_changed() -> None:
    dee = Visitor().signs_in("dee")
    typed = {"old": SECRETS["dee"], "new": "words that nobody keeps"}
    fields = form_on(dee.page("/account/passphrase/"), "novalidate")
    make_older(dee, minutes=6)
    typed["again"] = typed["new"]
    answer = dee.client.post("/account/passphrase/", {**fields, **typed})
    assert answer.headers["Location"].startswith("/account/again/")
    kept = QueryDict(dee.client.session[proof.KEPT]["typed"])
    assert kept["command_id"]
    assert kept.keys().isdisjoint({*typed, "csrfmiddlewaretoken"})


def test_no_session_keeps_more_than_a_form_of_ours_has() -> None:
    asha, _ = with_codes("asha")
    typed = {**form_on(asha.page(_grant("eli")), "multipart"), "role": "trainer"}
    make_older(asha, minutes=6)
    asha.client.post(_grant("eli"), {**typed, "much": "x" * proof.KEPT_MAX_CHARACTERS})
    assert proof.KEPT not in asha.client.session
    asha.client.post(_grant("eli"), typed)
    assert proof.KEPT in asha.client.session


def test_every_field_for_a_secret_is_known_to_be_one() -> None:
    assert {field for form in _forms(DeskForm) for field in _secret_fields(form)} == proof.SECRETS


def test_isolating_asks_for_nothing_again() -> None:
    asha, _ = with_codes("asha")
    make_older(asha, minutes=60)
    assert asha.send("/subjects/system:sys-ledger/isolate/", {}).status_code == HTTPStatus.SEE_OTHER


@pytest.mark.parametrize(("unused", "is_in"), [(29, True), (31, False)])
def test_a_session_ends_after_half_an_hour_unused(unused: int, *, is_in: bool) -> None:
    dee = Visitor().signs_in("dee")
    move(dee, sessions.USED, minutes=unused)
    assert dee.is_in is is_in


@pytest.mark.parametrize(("hours", "is_in"), [(7, True), (8, False)])
def test_a_session_ends_after_eight_hours_however_it_is_used(hours: int, *, is_in: bool) -> None:
    dee = Visitor().signs_in("dee")
    move(dee, sessions.BEGAN, minutes=60 * hours)
    assert dee.is_in is is_in


def test_a_session_that_has_yet_to_begin_is_over() -> None:
    """A clock that was set back lets no session live on for longer than a day's work."""
    dee = Visitor().signs_in("dee")
    move(dee, sessions.BEGAN, minutes=-5)
    assert not dee.is_in


def test_a_board_that_asks_by_itself_keeps_nobody_signed_in_and_is_told_where_to_go() -> None:
    dee = Visitor().signs_in("dee")
    move(dee, sessions.USED, minutes=20)
    before = dee.client.session[sessions.USED]
    dee.client.get(SITUATION, headers={"HX-Request": "true"})
    assert dee.client.session[sessions.USED] == before
    move(dee, sessions.USED, minutes=31)
    looked_at = {"HX-Request": "true", "HX-Current-URL": "http://127.0.0.1/people/?sort=name"}
    answer = dee.client.get(SITUATION, headers=looked_at)
    assert answer.status_code == HTTPStatus.OK
    assert answer.headers["HX-Redirect"] == f"{SIGN_IN}?next=/people/%3Fsort%3Dname"


def test_use_is_noted_once_a_minute_only() -> None:
    dee = Visitor().signs_in("dee")
    move(dee, sessions.USED, minutes=0.5)
    before = dee.client.session[sessions.USED]
    dee.page(SITUATION)
    assert dee.client.session[sessions.USED] == before
    move(dee, sessions.USED, minutes=1)
    dee.page(SITUATION)
    assert dee.client.session[sessions.USED] > before


def test_a_form_sent_after_the_session_ended_is_there_again_after_signing_in() -> None:
    dee = Visitor().signs_in("dee")
    address = "/subjects/system:sys-ledger/isolate/"
    typed = {**form_on(dee.page(address), "multipart"), "why": "a beacon, seen at the firewall"}
    move(dee, sessions.USED, minutes=31)
    leads = dee.client.post(address, typed).headers["Location"]
    assert leads.startswith(SIGN_IN)
    name = {"login": "dee", "password": SECRETS["dee"]}
    back = dee.send(leads, name, f'action="{SIGN_IN}"').headers["Location"]
    kept = form_on(dee.page(back), "multipart")
    assert kept["why"] == "a beacon, seen at the firewall"
    assert dee.client.post(back, kept).status_code == HTTPStatus.SEE_OTHER
    assert kept["command_id"] == typed["command_id"]


def test_what_nobody_knows_the_sender_of_is_shown_to_nobody() -> None:
    """Their session was ended by others: whoever signs in next at this desk is somebody else."""
    dee = Visitor().signs_in("dee")
    address = "/subjects/system:sys-ledger/isolate/"
    typed = {**form_on(dee.page(address), "multipart"), "why": "said in confidence"}
    Session.objects.all().delete()
    leads = dee.client.post(address, typed).headers["Location"]
    assert proof.KEPT not in dee.client.session
    name = {"login": "eli", "password": SECRETS["eli"]}
    back = dee.send(leads, name, f'action="{SIGN_IN}"').headers["Location"]
    assert back == address
    page = dee.page(back)
    assert "said in confidence" not in page
    assert "what you typed on it could not be kept" in page
    assert "could not be kept" not in dee.page(back), "Once is enough."


def test_what_is_lost_is_told_before_and_after_a_code_was_asked_for() -> None:
    asha, secret = with_codes("asha")
    address = "/subjects/system:sys-ledger/isolate/"
    typed = {**form_on(asha.page(address), "multipart"), "why": "a beacon"}
    del asha.client.cookies[settings.SESSION_COOKIE_NAME]
    kept = Session.objects.count()
    leads = asha.client.post(address, typed).headers["Location"]
    assert Session.objects.count() == kept, "Nothing of a stranger's comes to lie on the disk."
    assert "could not be kept" in asha.page(leads)
    name = {"login": "asha", "password": SECRETS["asha"]}
    code_page = asha.send(leads, name, f'action="{SIGN_IN}"').headers["Location"]
    code = {"code": code_of(secret, 1)}
    back = asha.send(code_page, code, 'action="/account/sign-in/code/"').headers["Location"]
    assert "could not be kept" in asha.page(back)


def test_who_sends_a_form_with_no_cookies_left_is_told_to_copy_what_they_typed() -> None:
    dee = Visitor().signs_in("dee")
    address = "/subjects/system:sys-ledger/isolate/"
    typed = form_on(dee.page(address), "multipart")
    dee.client.cookies.clear()
    page = dee.client.post(address, typed).content.decode()
    assert "copy it before you load the page again" in page


def test_who_only_looked_is_told_of_nothing_lost() -> None:
    visitor = Visitor()
    leads = visitor.get("/people/").headers["Location"]
    assert "could not be kept" not in visitor.page(leads)


def test_a_passphrase_that_somebody_else_set_is_to_be_changed_until_it_is() -> None:
    says = "Asha Rahman set your passphrase"
    dee = Visitor().signs_in("dee")
    assert says in dee.page(SITUATION)
    assert says not in dee.page(SITUATION)
    assert says in dee.page(ACCOUNT)
    new = {"new": "three words of mine", "again": "three words of mine"}
    dee.send("/account/passphrase/", {"old": SECRETS["dee"], **new}, "novalidate")
    assert says not in dee.page(ACCOUNT)
    again = Visitor()
    again.tries("dee", "three words of mine")
    assert says not in again.page(SITUATION)


def test_who_has_to_set_up_a_second_factor_reads_of_the_passphrase_there_alone() -> None:
    page = Visitor().signs_in("cai").page(ACCOUNT)
    assert page.count("set your passphrase") == 1
    assert "set your passphrase" not in Visitor().signs_in("asha").page(ACCOUNT)


def test_sheets_are_read_first_and_taken_by_a_factor_proved_just_now() -> None:
    asha, secret = with_codes("asha")
    sheet = SimpleUploadedFile(
        "people.csv", b"handle,name,organisation,roles\nmal,Mallory Vane,,clearer\n"
    )
    make_older(asha, minutes=6)
    typed = {**form_on(asha.page("/import/"), "multipart"), "sheets": [sheet]}
    look = asha.client.post("/import/", typed).headers["Location"]
    page, size = asha.page(look), reading.council().seq
    assert "Mallory Vane" in page
    asked = asha.client.post(look, form_on(page, "method")).headers["Location"]
    assert asked.startswith("/account/again/code/")
    assert reading.council().seq == size
    code = {"code": code_of(secret, -1)}
    back = asha.send(asked, code, 'action="/account/again/code/"').headers["Location"]
    asha.client.post(back, form_on(asha.page(back), "method"))
    assert last().via.strength == "totp"


def test_sessions_that_ended_are_removed_with_what_was_typed_last() -> None:
    dee, eli = Visitor().signs_in("dee"), Visitor(ELSEWHERE).signs_in("eli")
    ended = dee.client.session.session_key
    Session.objects.filter(session_key=ended).update(
        expire_date=clock.machine_now() - timedelta(seconds=1)
    )
    Worker()._tidy()
    keys = {session.session_key for session in Session.objects.all()}
    assert ended not in keys
    assert eli.is_in
    assert set(UserSession.objects.values_list("session_key", flat=True)) <= keys


def test_signing_out_everywhere_else_ends_the_others() -> None:
    here, there = Visitor().signs_in("dee"), Visitor("198.51.100.7").signs_in("dee")
    assert "198.51.100.7" in here.page("/account/sessions/")
    here.send("/account/sessions/", {}, 'action="/account/sessions/"')
    assert here.is_in
    assert not there.is_in


def test_changing_ones_own_passphrase_takes_the_old_one_and_is_no_entry() -> None:
    dee, other = Visitor().signs_in("dee"), Visitor("198.51.100.7").signs_in("dee")
    size = reading.council().seq
    new = {"new": "three words of mine", "again": "three words of mine"}
    wrong = dee.send("/account/passphrase/", {"old": "not mine at all", **new}, "novalidate")
    assert "not this person" in wrong.content.decode()
    assert not wrong.headers.get("Location")
    right = dee.send("/account/passphrase/", {"old": SECRETS["dee"], **new}, "novalidate")
    assert right.headers["Location"] == ACCOUNT
    assert reading.council().seq == size
    assert dee.is_in
    assert not other.is_in
    assert Visitor().tries("dee", "three words of mine").status_code == HTTPStatus.FOUND


def _forms(form: type[DeskForm]) -> Iterator[type[DeskForm]]:
    yield form
    for one in form.__subclasses__():
        yield from _forms(one)


def _secret_fields(form: type[DeskForm]) -> set[str]:
    fields = form.base_fields.items()
    return {name for name, field in fields if isinstance(field.widget, forms.PasswordInput)}


def with_codes(handle: str) -> tuple[Visitor, str]:
    """Return somebody who proved themselves by setting up codes, and their secret."""
    visitor = Visitor().signs_in(handle)
    return visitor, visitor.sets_up_codes(handle)


def have_proved(visitor: Visitor, *proofs: tuple[str, str, int]) -> None:
    """Let somebody have proved these, by method and type, so many minutes ago."""
    now = clock.machine_now().timestamp()
    session = visitor.client.session
    session[METHODS] = [
        {"method": method, "type": kind, "at": now - 60 * minutes}
        for method, kind, minutes in proofs
    ]
    session.save()


def make_older(visitor: Visitor, *, minutes: float) -> None:
    """Let some minutes pass since somebody proved anything."""
    session = visitor.client.session
    session[METHODS] = [{**each, "at": each["at"] - 60 * minutes} for each in session[METHODS]]
    session.save()


def move(visitor: Visitor, name: str, *, minutes: float) -> None:
    """Let a moment of a session lie so far back."""
    session = visitor.client.session
    session[name] = (clock.machine_now() - timedelta(minutes=minutes)).isoformat()
    session.save()


def last() -> Entry:
    """Return the newest entry."""
    return list(reading.entries())[-1]


def _grant(handle: str) -> str:
    return f"/people/{person(handle)}/grant/"
