"""`tls`: what a person reads out to compare, and what a script is told."""

import socket
from datetime import UTC, datetime

import pytest

from reinstate.operations import certificates
from reinstate.operations.certificates import Certificates
from reinstate.store.authority import Certificate
from tests.cli.answers import Home

NAME = "desk.thornmere.example"


def test_making_tells_how_each_machine_comes_to_trust_it_once(home: Home) -> None:
    first = home.ok("tls", "make", NAME).out
    for machine in ("Windows", "macOS", "Debian", "Firefox", "iPhone", "Android"):
        assert f"\n  {machine}" in first
    assert "Passkeys need https and a name" in first
    assert "Windows" not in home.ok("tls", "make").out
    assert "Windows" not in home.ok("tls", "show").out


def test_a_name_that_nobody_gave_is_told_with_how_to_give_another(home: Home) -> None:
    taken = home.ok("tls", "make")
    name = socket.gethostname().lower()
    assert f"this machine's was taken: {name}" in taken.out
    assert "was taken" not in home.ok("tls", "make").out, "Renewed: it has a name by now."
    other = home.ok("tls", "make", "--new-authority", NAME)
    assert (NAME in other.out, "was taken" in other.out) == (True, False)


def test_a_script_is_told_the_same(home: Home) -> None:
    made = home.answer("tls", "make", NAME)
    assert (made["names"], made["is_new_authority"]) == ([NAME], True)
    assert home.answer("tls", "show") == {**made, "is_new_authority": False}


def test_every_pair_of_a_digest_is_shown_as_it_is(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A terminal library once drew a disc for the pair CD."""
    of = Certificate(home.path / "x.crt", "aacd0011" * 8, (NAME,), datetime(2027, 1, 1, tzinfo=UTC))
    monkeypatch.setattr(certificates, "shown", lambda: Certificates(of, of))
    assert ":".join(["AA:CD:00:11"] * 8) in home.ok("tls", "show").out


def test_without_a_certificate_the_way_on_is_told(home: Home) -> None:
    assert home.misused("tls", "show") == "certificate-missing"
    assert home.misused("tls", "make", "https://desk.example") == "name-unusable"
