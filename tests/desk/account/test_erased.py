"""Whoever is erased leaves nothing at the desk: no account, factor, session or try."""

from http import HTTPStatus

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connection

from reinstate.core.journal.entry import Via
from reinstate.core.journal.events.people import PersonErased
from reinstate.operations import erasing, people, reading
from reinstate.operations.act import Acting
from reinstate.operations.kept_texts import Named
from reinstate.store import sign_in
from tests.desk.account.test_proof import make_older, with_codes
from tests.desk.account.visitor import ELSEWHERE, Visitor, person

pytestmark = pytest.mark.usefixtures("real")


def test_every_table_that_names_an_account_is_known() -> None:
    naming = {
        (model._meta.db_table, field.column)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if field.related_model is get_user_model()
    }
    assert naming == set(sign_in.OF_ACCOUNT) - {("account", "id")}


def test_every_table_that_keeps_tries_is_known() -> None:
    tables = {model._meta.db_table for model in apps.get_app_config("axes").get_models()}
    assert set(sign_in.TRIES) <= tables
    assert tables - set(sign_in.TRIES) == {"axes_accessattemptexpiration"}, "Kept by none."


def test_an_erased_person_is_in_no_table_and_the_others_are() -> None:
    for handle in ("dee", "eli"):
        visitor = Visitor().signs_in(handle)
        visitor.sets_up_codes(handle)
        Visitor(ELSEWHERE).tries(handle, "a guess")
    before = rows()
    assert all(before[table]["dee"] for table in before), before
    gone = person("dee")
    people.leave(asha_at_a_terminal(), gone)
    named = Named((), (gone,))
    erasing.erase(asha_at_a_terminal(), named, erasing.doomed(asha_at_a_terminal(), named).digest)
    after = rows(dee=gone)
    assert {table: found["dee"] for table, found in after.items()} == dict.fromkeys(before, 0)
    assert {t: f["eli"] for t, f in after.items()} == {t: f["eli"] for t, f in before.items()}


@pytest.mark.parametrize(
    "address", ["/people/kept/erase/", "/people/kept/longer/", "/council/limits/watch/"]
)
def test_what_cannot_be_taken_back_asks_again_who_does_it(address: str) -> None:
    asha, _ = with_codes("asha")
    assert asha.get(address).status_code == HTTPStatus.OK
    make_older(asha, minutes=6)
    asked = asha.get(address)
    assert asked.status_code == HTTPStatus.SEE_OTHER
    assert asked.headers["Location"].startswith("/account/again/code/")


def test_the_officer_erases_at_the_desk_and_the_journal_says_by_what_it_was_proved() -> None:
    asha, _ = with_codes("asha")
    gone = person("dee")
    people.leave(asha_at_a_terminal(), gone)
    page = f"/people/kept/erase/?what={gone}"
    assert asha.send(page, {}, "novalidate").status_code == HTTPStatus.SEE_OTHER
    entry = next(iter(reading.entries(reading.council().seq - 1)))
    assert (entry.event, entry.via) == (PersonErased(person=gone), Via("totp", "desk"))


def rows(dee: str = "") -> dict[str, dict[str, int]]:
    """Return how many rows each table has of Dee and of Eli."""
    ids = {"dee": dee or person("dee"), "eli": person("eli")}
    of_account = "SELECT COUNT(*) FROM {} JOIN account ON account.id = user_id WHERE person_id = %s"
    queries = {
        "account": "SELECT COUNT(*) FROM account WHERE person_id = %s",
        "authenticators": of_account.format("mfa_authenticator"),
        "sessions": of_account.format("usersessions_usersession"),
        "tries": "SELECT COUNT(*) FROM axes_accessattempt WHERE username = %s",
    }
    return {
        name: {handle: counted(query, id_) for handle, id_ in ids.items()}
        for name, query in queries.items()
    }


def counted(query: str, person_id: str) -> int:
    """Return what a query counts."""
    with connection.cursor() as cursor:
        cursor.execute(query, [person_id])
        return int(cursor.fetchone()[0])


def asha_at_a_terminal() -> Acting:
    """Return the information-governance officer, as one who proved who she is."""
    return Acting(person("asha"), Via("password", "cli"))
