"""What is kept of signing in is found by the names of its tables, on both engines."""

from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection

from reinstate.store import archive, sign_in, tables
from reinstate.store.accounts.models import Account
from reinstate.store.append import append_session
from reinstate.store.connect import DATABASE_NAME, disconnect
from reinstate.store.personal import erase_people
from tests.store.engines import ON_POSTGRESQL, ON_SQLITE
from tests.store.signing_in import AT, WORDS, a_desk, kinds_of

pytestmark = pytest.mark.usefixtures("home")


def test_where_no_desk_has_run_there_is_nothing_and_nothing_to_end() -> None:
    assert sign_in.second_factors() == ()
    assert sign_in.sessions(AT) == {}
    sign_in.end_sessions(["p-asha"])
    sign_in.reset_second_factor("p-asha", "totp")
    with append_session():
        erase_people(["p-asha"])


def test_who_has_what_and_is_signed_in_where() -> None:
    a_desk()
    assert kinds_of("p-asha") == ["passkey", "totp"]
    assert sign_in.second_factors()[0] == sign_in.SignIn("p-asha", "passkey", AT, None)
    assert sign_in.sessions(AT) == {"p-asha": 1, "p-ben": 1}


def test_one_kind_is_reset_and_the_recovery_codes_go_with_the_last() -> None:
    a_desk()
    sign_in.reset_second_factor("p-asha", "totp")
    assert kinds_of("p-asha") == ["passkey"]
    assert Authenticator.objects.filter(type="recovery_codes").exists()
    sign_in.reset_second_factor("p-asha", "passkey")
    assert not Authenticator.objects.filter(user__person_id="p-asha").exists()
    assert kinds_of("p-ben") == ["passkey"]


def test_sessions_end_but_for_the_one_that_stays() -> None:
    a_desk()
    sign_in.end_sessions(["p-asha"], but="asha-0")
    left = {"asha-0", "ben-0", "ben-1"}
    assert set(Session.objects.values_list("session_key", flat=True)) == left
    assert set(UserSession.objects.values_list("session_key", flat=True)) == left


def test_an_erased_person_has_no_account_and_the_database_is_rewritten() -> None:
    a_desk()
    with append_session():
        erase_people(["p-asha"])
    assert list(Account.objects.values_list("person_id", flat=True)) == ["p-ben"]
    assert kinds_of("p-asha") == []
    assert sign_in.sessions(AT) == {"p-ben": 1}


@ON_POSTGRESQL
def test_the_server_keeps_no_samples_of_who_signed_in_from_where() -> None:
    a_desk()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute("SELECT tablename FROM pg_stats WHERE schemaname = 'public'")
        sampled = {name for (name,) in cursor.fetchall()}
    assert sampled
    assert sampled.isdisjoint(sign_in.TABLES)


@ON_SQLITE
def test_the_sealed_file_holds_no_byte_of_a_session(home: Path, tmp_path: Path) -> None:
    a_desk()
    archive.export_encrypted(tmp_path / "home.sealed", WORDS)
    disconnect()
    other = tmp_path / "laptop" / "home"
    archive.restore_encrypted(tmp_path / "home.sealed", other, WORDS)
    assert b"asha-0" not in (other / DATABASE_NAME).read_bytes()
    assert b"asha-0" in (home / DATABASE_NAME).read_bytes()


@ON_SQLITE
def test_the_tables_are_those_that_the_desk_makes() -> None:
    tables.make_desk()
    with connection.cursor() as cursor:
        made = set(connection.introspection.table_names(cursor))
    assert set(sign_in.TABLES) | set(sign_in.OF_MACHINE) <= made
