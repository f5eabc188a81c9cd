"""Whatever cannot be served is told before anything is started, with a way on."""

import socket
from pathlib import Path

import pytest

from reinstate.operations import desk_secret, homes
from tests.cli.answers import Home

NAME = "desk.thornmere.example"
ALL = "0.0.0.0"  # noqa: S104 - refused
SERVE = ("serve", "--desk-port", "0", "--public-port", "0")


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("--host", ALL), 2, "with a certificate only"),
        (("--host", "::"), 2, "with a certificate only"),
        (("--host", "desk.example"), 2, "with a certificate only"),
        (("--no-desk", "--host", ALL), 2, "with a certificate only"),
        (("--host", "300.1.1.1"), 2, "with a certificate only"),
        (("--desk-host", NAME), 2, "only with a certificate"),
        (("--certificate", "nowhere.crt"), 2, "belong together"),
        (("--key", "nowhere.key"), 2, "belong together"),
        (("--certificate", "nowhere.crt", "--key", "nowhere.key"), 3, "reading a certificate"),
        (("--desk-port", "99999"), 2, "no port"),
    ],
)
def test_what_is_asked_for_wrongly_is_refused(
    home: Home, words: tuple[str, ...], code: int, sentence: str
) -> None:
    ran = home.run(*SERVE, *words)
    assert (ran.code, ran.out) == (code, ""), ran.err
    assert sentence in ran.err
    assert not (home.path / "site").exists()


def test_a_port_that_is_taken_is_told(home: Home) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ran = home.run("serve", "--public-port", "0", "--desk-port", port)
    assert ran.code == 3
    assert f"The desk cannot answer at 127.0.0.1:{port} (Address already in use)." in ran.err
    assert "--desk-port" in ran.err


def test_a_key_of_another_certificate_is_told(home: Home) -> None:
    home.ok("tls", "make", NAME)
    key = home.file("other.key", (home.path / "tls/desk.key").read_text())
    home.ok("tls", "make")
    certificate = str(home.path / "tls/desk.crt")
    ran = home.run(*SERVE, "--certificate", certificate, "--key", key)
    assert (ran.code, "not that of the certificate" in ran.err) == (2, True)


@pytest.mark.parametrize("content", ["", "nothing", "-----BEGIN EC PRIVATE KEY-----\nxx\n"])
def test_a_key_in_another_form_is_told_with_how_to_change_it(home: Home, content: str) -> None:
    home.ok("tls", "make", NAME)
    certificate = str(home.path / "tls/desk.crt")
    ran = home.run(*SERVE, "--certificate", certificate, "--key", home.file("k", content))
    assert (ran.code, "openssl pkcs8" in ran.err) == (2, True)


def test_the_secret_is_made_once_for_its_owner_alone(home: Home) -> None:
    homes.open_home()
    secret = desk_secret.desk_secret()
    path = Path(home.path, "desk", "secret")
    assert len(secret) >= desk_secret.SIZE_MIN
    assert (path.stat().st_mode & 0o777, desk_secret.desk_secret()) == (0o600, secret)
    path.write_text("short")
    assert "too short" in home.run(*SERVE).err
