"""The desk's certificate: browsers take it for its names, and its authority signs no others."""

import socket
import ssl
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import which
from threading import Thread

import pytest
from cryptography import x509

from reinstate.core.journal.events.home import CouncilNames
from reinstate.core.terms.trouble import BadInput, WorldFailed
from reinstate.operations import certificates, clock, reading
from reinstate.operations.opening import Founder, Opening, open_new
from reinstate.store import authority
from reinstate.store.connect import disconnect

NAME = "desk.oakbridge.example"
LONG = "Städtischer Rat der vereinigten und wiedervereinigten Gemeinden am Oberlauf"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give a home of a council with a long name, with this process pointed at it."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    names = CouncilNames(LONG, "status.oakbridge.example")
    open_new(Opening(council=names, owner=Founder("Asha Rahman")), tmp_path / "home")
    yield tmp_path / "home"
    disconnect()
    reading.forget()


def greeted(home: Path, name: str) -> str:
    """Return the subject that a client sees who trusts the authority and went to `name`."""
    tls = home / "tls"
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(tls / "desk.crt", tls / "desk.key")
    client = ssl.create_default_context(cafile=str(tls / "authority.crt"))
    ours, theirs = socket.socketpair()

    def serve() -> None:
        try:
            server.wrap_socket(theirs, server_side=True).close()
        except (ssl.SSLError, OSError):
            theirs.close()

    thread = Thread(target=serve)
    thread.start()
    try:
        with client.wrap_socket(ours, server_hostname=name) as connected:
            found = connected.getpeercert()
    finally:
        ours.close()
        thread.join()
    assert found
    return str(found["subject"])


def openssl(home: Path, certificate: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Let OpenSSL judge a certificate, strictly, as that of a server."""
    if which("openssl") is None:
        pytest.skip("openssl is not installed. On Debian: apt-get install openssl.")
    trusted = ("-x509_strict", "-purpose", "sslserver", "-CAfile", str(home / "tls/authority.crt"))
    return subprocess.run(
        ["openssl", "verify", *trusted, *words, str(certificate)],
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_client_that_trusts_the_authority_takes_the_certificate(home: Path) -> None:
    certificates.make([NAME, "192.0.2.7", "2001:db8::7"])
    assert "Reinstate desk" in greeted(home, NAME)
    assert "Reinstate desk" in greeted(home, "192.0.2.7")
    assert "Reinstate desk" in greeted(home, "2001:db8::7")
    with pytest.raises(ssl.SSLCertVerificationError, match="mismatch"):
        greeted(home, "other.oakbridge.example")


def test_openssl_takes_it_strictly(home: Path) -> None:
    certificates.make([NAME])
    done = openssl(home, home / "tls/desk.crt", "-verify_hostname", NAME)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("made_for", [[NAME], ["192.0.2.7"], [NAME, "192.0.2.7"]])
@pytest.mark.parametrize("forged", ["bank.example", "198.51.100.9"])
def test_whoever_steals_the_authority_can_pretend_to_be_nobody_else(
    home: Path, made_for: list[str], forged: str
) -> None:
    certificates.make(made_for)
    authority.make_server(home, [forged], clock.machine_now())
    done = openssl(home, home / "tls/desk.crt")
    assert done.returncode != 0
    assert "subtree violation" in done.stdout + done.stderr


def test_keys_are_for_their_owner_alone_and_the_authority_signs_no_authority(home: Path) -> None:
    certificates.make([NAME])
    assert {path.stat().st_mode & 0o777 for path in (home / "tls").glob("*.key")} == {0o600}
    own = x509.load_pem_x509_certificate((home / "tls/authority.crt").read_bytes())
    basic = own.extensions.get_extension_for_class(x509.BasicConstraints)
    assert (basic.critical, basic.value.ca, basic.value.path_length) == (True, True, 0)


def test_the_certificate_lives_as_long_as_browsers_allow_and_begins_an_hour_early(
    home: Path,
) -> None:
    certificates.make([NAME])
    server = x509.load_pem_x509_certificate((home / "tls/desk.crt").read_bytes())
    assert server.not_valid_after_utc - server.not_valid_before_utc <= timedelta(days=397)
    assert server.not_valid_before_utc <= clock.machine_now() - timedelta(minutes=59)


def test_renewing_keeps_the_names_and_the_authority(home: Path) -> None:
    first = certificates.make([NAME, "192.0.2.7"])
    again = certificates.make([])
    assert (first.is_new_authority, again.is_new_authority) == (True, False)
    assert again.authority == first.authority
    assert again.server.names == first.server.names == (NAME, "192.0.2.7")
    assert again.server.sha256 != first.server.sha256
    assert "Reinstate desk" in greeted(home, NAME)


def test_a_name_below_one_that_it_may_sign_for_takes_no_new_authority(home: Path) -> None:
    first = certificates.make(["oakbridge.example"])
    again = certificates.make([NAME])
    assert again.authority == first.authority
    assert "Reinstate desk" in greeted(home, NAME)


@pytest.mark.usefixtures("home")
def test_another_name_takes_a_new_authority_that_was_asked_for() -> None:
    first = certificates.make([NAME])
    with pytest.raises(BadInput, match=r"may not sign for notdesk\.oakbridge\.example"):
        certificates.make(["notdesk.oakbridge.example"])
    assert certificates.shown().server == first.server
    anew = certificates.make(["notdesk.oakbridge.example"], is_anew=True)
    assert anew.authority.sha256 != first.authority.sha256


@pytest.mark.parametrize(
    "name",
    [
        *("https://desk.example", "desk example", "-desk.example", "desk..example", "*.example"),
        *("", "0" * 3, "::", "300.1.2.3", "dësk.example", "a" * 64),
        f"{'a.' * 127}a",
    ],
)
def test_what_is_no_name_is_refused(home: Path, name: str) -> None:
    with pytest.raises(BadInput) as caught:
        certificates.make([name])
    assert caught.value.code == "name-unusable"
    assert not (home / "tls").exists()


@pytest.mark.usefixtures("home")
def test_names_are_written_as_certificates_have_them() -> None:
    made = certificates.make(["Desk.Oakbridge.Example.", " [2001:DB8::7]\n", NAME])
    assert made.server.names == (NAME, "2001:db8::7")


@pytest.mark.usefixtures("home")
def test_a_certificate_is_due_thirty_days_before_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    made = certificates.make([NAME])
    assert not made.is_due
    for days, is_due in ((31, False), (29, True), (-1, True)):
        then = made.server.until - timedelta(days=days)
        monkeypatch.setattr(clock, "machine_now", lambda then=then: then)
        assert certificates.shown().is_due is is_due


@pytest.mark.usefixtures("home")
def test_the_last_certificate_of_an_authority_ends_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    made = certificates.make([NAME])
    then = made.authority.until - timedelta(days=100)
    monkeypatch.setattr(clock, "machine_now", lambda: then)
    assert certificates.make([]).server.until <= made.authority.until
    then = made.authority.until - timedelta(days=20)
    with pytest.raises(BadInput, match="--new-authority"):
        certificates.make([])
    assert certificates.make([], is_anew=True).server.until > made.authority.until


@pytest.mark.usefixtures("home")
def test_a_home_without_a_certificate_says_how_to_make_one() -> None:
    assert certificates.kept() is None
    with pytest.raises(BadInput, match="reinstate tls make"):
        certificates.shown()


def test_a_file_that_is_no_certificate_is_told(home: Path) -> None:
    certificates.make([NAME])
    (home / "tls/desk.crt").write_text("nothing")
    with pytest.raises(WorldFailed, match="no certificate"):
        certificates.shown()


@pytest.mark.usefixtures("home")
def test_a_home_clock_moves_no_certificate(monkeypatch: pytest.MonkeyPatch) -> None:
    then = datetime(2031, 5, 4, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda _council: then)
    assert certificates.make([NAME]).server.until < then
