"""A home that moves takes everybody's second factors along, between any two engines."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from reinstate.core.terms.trouble import BadInput
from reinstate.store import archive, models, sign_in, tables
from reinstate.store.accounts.models import Account
from reinstate.store.append import append_session
from reinstate.store.connect import connect
from reinstate.store.failed import StoreFailed
from reinstate.store.personal import erase_people
from tests.store.engines import ON_POSTGRESQL, ON_SQLITE
from tests.store.movings import WORDS, pointed, restored
from tests.store.signing_in import a_desk, authenticators, kinds_of

WAITING = pytest.mark.parametrize("target", ["to postgresql"], indirect=True)
"""For tests of what waits for a desk: from a file to a file, the desk's own tables go along."""

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture(params=["to sqlite", "to postgresql"])
def target(request: pytest.FixtureRequest) -> str:
    """Give where the tables are to go: nothing for a file, else an empty database."""
    return str(request.getfixturevalue("empty_url")) if "postgresql" in request.param else ""


@dataclass(frozen=True)
class Moved:
    """A home that came from another, and the second factors that there were."""

    home: Path
    url: str
    before: list[tuple[Any, ...]]


@pytest.fixture
def moved(target: str, tmp_path: Path) -> Moved:
    """Give a home that came from another, at whose desk Asha and Ben had signed in."""
    return move(target, tmp_path)


def move(target: str, tmp_path: Path) -> Moved:
    """Let two people sign in at the home, not the first there ever were, and move it."""
    tables.make_desk()
    Account.of("p-first").delete()
    a_desk()
    before, sealed = authenticators(), tmp_path / "home.sealed"
    archive.export_encrypted(sealed, WORDS)
    restored(sealed, tmp_path / "other", target)
    return Moved(tmp_path / "other", target, before)


def test_codes_and_keys_go_along_under_the_numbers_that_passkeys_know_and_no_session(
    moved: Moved,
) -> None:
    assert len(moved.before) == 4
    with pointed(moved.home, moved.url):
        assert kinds_of("p-asha") == ["passkey", "totp"], "Known before a desk has run."
        tables.make_desk()
        assert authenticators() == moved.before
        assert kinds_of("p-asha") == ["passkey", "totp"]
        assert not models.CarriedFactor.objects.exists()
        assert not Session.objects.exists()
        assert not UserSession.objects.exists()
        assert not Account.objects.get(person_id="p-asha").check_password("")
        assert Account.of("p-cai").pk not in {row[0] for row in moved.before}


@ON_POSTGRESQL
def test_a_home_that_moved_twice_before_its_desk_ran_still_has_them(
    moved: Moved, tmp_path: Path, empty_url: str
) -> None:
    with pointed(moved.home, moved.url):
        archive.export_encrypted(tmp_path / "two.sealed", WORDS)
    url = "" if moved.url else empty_url
    restored(tmp_path / "two.sealed", tmp_path / "third", url)
    with pointed(tmp_path / "third", url):
        tables.make_desk()
        assert authenticators() == moved.before


@ON_SQLITE
@WAITING
def test_what_came_along_is_reset_before_a_desk_has_run(moved: Moved) -> None:
    with pointed(moved.home, moved.url):
        sign_in.reset_second_factor("p-asha", "totp")
        assert kinds_of("p-asha") == ["passkey"]
        tables.make_desk()
        assert [row[2] for row in authenticators()] == ["webauthn", "recovery_codes", "webauthn"]


@ON_SQLITE
@WAITING
def test_the_recovery_codes_go_with_the_last_that_came_along(moved: Moved) -> None:
    with pointed(moved.home, moved.url):
        for kind in ("totp", "passkey"):
            sign_in.reset_second_factor("p-asha", kind)
        tables.make_desk()
        assert [row[1] for row in authenticators()] == ["p-ben"]


@ON_SQLITE
@WAITING
def test_whoever_is_erased_before_a_desk_has_run_leaves_nothing(moved: Moved) -> None:
    with pointed(moved.home, moved.url):
        with append_session():
            erase_people(["p-asha"])
        assert kinds_of("p-asha") == []
        assert not models.CarriedFactor.objects.filter(person_id="p-asha").exists()
        assert kinds_of("p-ben") == ["passkey"]


@ON_SQLITE
@WAITING
def test_what_came_along_is_all_given_or_waits(moved: Moved) -> None:
    with pointed(moved.home, moved.url):
        twice = models.CarriedFactor.objects.get(kind="totp")
        twice.pk = None
        twice.save()
        kept = models.CarriedFactor.objects.count()
        with pytest.raises(StoreFailed):
            tables.make_desk()
        assert models.CarriedFactor.objects.count() == kept
        assert authenticators() == []


@ON_SQLITE
def test_a_database_that_knows_an_account_is_never_restored_into(
    empty_url: str, tmp_path: Path, home: Path
) -> None:
    (tmp_path / "one").mkdir()
    with pointed(tmp_path / "one", empty_url):
        a_desk()
    connect(home)
    with pytest.raises(BadInput) as caught:
        move(empty_url, tmp_path)
    assert caught.value.code == "database-taken"
