"""Whoever is erased leaves nothing at the desk: no account, factor, session or try."""

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connection

from reinstate.core.journal.entry import Via
from reinstate.operations import erasing, people
from reinstate.operations.act import Acting
from reinstate.operations.kept_texts import Named
from reinstate.store import sign_in
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
    people.leave(asha(), gone)
    named = Named((), (gone,))
    erasing.erase(asha(), named, erasing.doomed(asha(), named).digest)
    after = rows(dee=gone)
    assert {table: found["dee"] for table, found in after.items()} == dict.fromkeys(before, 0)
    assert {t: f["eli"] for t, f in after.items()} == {t: f["eli"] for t, f in before.items()}


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


def asha() -> Acting:
    """Return the information-governance officer, as one who proved who she is."""
    return Acting(person("asha"), Via("password", "cli"))
