"""What an address gives: types, tags, safety headers, and nothing outside the release."""

import gzip
from collections.abc import Iterator
from http import HTTPStatus
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from socket import create_connection
from urllib.parse import urlsplit

import brotli  # type: ignore[import-untyped]  # it comes without stubs
import pytest

from reinstate.core.terms.trouble import BadInput, WorldFailed
from reinstate.operations.releases import release
from reinstate.public.answering import Answer, Asked, answer
from reinstate.public.serving import refuse_beyond, serving

SITE = {
    "index.html": b"<p>home",
    "404.html": b"<p>missing",
    "services/svc-a/index.html": b"<p>a",
    "api/v2/summary.json": b"{}",
    "journal/checkpoint": b"note",
    "site.css": b"p{}",
    "icon.svg": b"<svg/>",
    "updates/index.html": b"<p>Nothing new." * 40,
    "updates/feed.atom": b"<feed/>",
    "assets/site-0123abcd4567.css": b"p{}",
}


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Give a published site, with a secret beside it."""
    release(SITE, tmp_path / "www")
    (tmp_path / "www" / "LIVE").write_text("secret")
    return tmp_path / "www"


def asked(
    target: Path, address: str, known: str = "", accepted: str = "", *, is_practice: bool = False
) -> Answer:
    """Return what an address gives."""
    return answer(target, Asked(address, known, accepted), is_practice=is_practice)


@pytest.mark.parametrize(
    ("address", "content", "kind"),
    [
        ("/", b"<p>home", "text/html; charset=utf-8"),
        ("/?from=poster", b"<p>home", "text/html; charset=utf-8"),
        ("/services/svc-a/", b"<p>a", "text/html; charset=utf-8"),
        ("/site.css", b"p{}", "text/css; charset=utf-8"),
        ("/icon.svg", b"<svg/>", "image/svg+xml"),
        ("/updates/feed.atom", b"<feed/>", "application/atom+xml; charset=utf-8"),
        ("/journal/checkpoint", b"note", "text/plain; charset=utf-8"),
        ("/api/v2/summary.json", b"{}", "application/json; charset=utf-8"),
    ],
)
def test_a_file_comes_with_its_type_and_a_tag(
    target: Path, address: str, content: bytes, kind: str
) -> None:
    found = asked(target, address)
    assert (found.status, found.content) == (HTTPStatus.OK, content)
    assert found.headers["Content-Type"] == kind
    is_page = kind.startswith("text/html")
    assert found.headers["Cache-Control"] == ("no-cache" if is_page else "public, max-age=60")
    assert found.headers["Content-Security-Policy"].startswith("default-src 'none';")
    assert found.headers["X-Content-Type-Options"] == "nosniff"
    again = asked(target, address, f'"other", W/{found.headers["ETag"]}')
    assert (again.status, again.content) == (HTTPStatus.NOT_MODIFIED, b"")


def test_other_sites_may_read_the_facts_for_machines_and_nothing_else(target: Path) -> None:
    allowed = {
        address
        for address in ("/", "/site.css", "/journal/checkpoint", "/api/v2/summary.json", "/no")
        if "Access-Control-Allow-Origin" in asked(target, address).headers
    }
    assert allowed == {"/api/v2/summary.json"}


def test_a_tag_changes_with_the_content(target: Path) -> None:
    before = asked(target, "/").headers["ETag"]
    release({**SITE, "index.html": b"<p>new"}, target)
    assert asked(target, "/", before).content == b"<p>new"


def test_a_folder_without_its_last_stroke_is_sent_to_the_one_with(target: Path) -> None:
    found = asked(target, "/services/svc-a")
    assert found.status is HTTPStatus.MOVED_PERMANENTLY
    assert found.headers["Location"] == "/services/svc-a/"


@pytest.mark.parametrize(
    "address",
    [
        "/nothing",
        "/services/",
        "/../LIVE",
        "/%2e%2e/LIVE",
        "/..%2f..%2fLIVE",
        "/services/../../../LIVE",
        "//etc/passwd",
        "/a%00b",
        "/..\\LIVE",
        "/.hidden",
        "/updates/index.html.br",
        "/site.css/",
    ],
)
def test_what_is_not_published_is_the_page_that_says_so(target: Path, address: str) -> None:
    found = asked(target, address)
    assert (found.status, found.content) == (HTTPStatus.NOT_FOUND, b"<p>missing")
    assert found.headers["Cache-Control"] == "no-store"


def test_a_link_out_of_the_release_leads_nowhere(target: Path) -> None:
    (target / "releases/1/out").symlink_to(target / "LIVE")
    assert asked(target, "/out").status is HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("GZIP;q=0.5, br;q=0", "gzip"),
        ("br;q=0.0", None),
        ("identity", None),
        ("", None),
    ],
)
def test_a_page_is_packed_as_the_reader_takes_it(
    target: Path, accepted: str, coding: str | None
) -> None:
    found = asked(target, "/updates/", accepted=accepted)
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[coding]
    assert found.headers.get("Content-Encoding") == coding
    assert unpack(found.content) == SITE["updates/index.html"]
    assert found.headers["Vary"] == "Accept-Encoding"
    again = asked(target, "/updates/", found.headers["ETag"], accepted)
    assert (again.status, again.headers["Vary"]) == (HTTPStatus.NOT_MODIFIED, "Accept-Encoding")


def test_each_coding_has_a_tag_of_its_own(target: Path) -> None:
    tags = {asked(target, "/updates/", accepted=one).headers["ETag"] for one in ("br", "gzip", "")}
    assert len(tags) == 3


def test_what_has_no_packed_copy_is_the_same_to_everybody(target: Path) -> None:
    found = asked(target, "/site.css", accepted="br, gzip")
    assert (found.content, "Vary" in found.headers) == (b"p{}", False)


def test_a_page_is_asked_for_again_and_an_asset_kept_for_ever(target: Path) -> None:
    kept = asked(target, "/assets/site-0123abcd4567.css").headers["Cache-Control"]
    assert kept == "public, max-age=31536000, immutable"
    assert asked(target, "/").headers["Cache-Control"] == "no-cache"


def test_only_a_practice_asks_not_to_be_found(target: Path) -> None:
    assert "X-Robots-Tag" not in asked(target, "/").headers
    assert asked(target, "/", is_practice=True).headers["X-Robots-Tag"] == "noindex, nofollow"


@pytest.fixture
def wire(target: Path) -> Iterator[HTTPConnection]:
    """Give a connection to the site, served."""
    with serving(target, "127.0.0.1", 0, is_practice=False) as address:
        connection = HTTPConnection(urlsplit(address).netloc, timeout=5)
        yield connection
        connection.close()


def heard(
    wire: HTTPConnection, method: str, address: str, **headers: str
) -> tuple[HTTPResponse, bytes]:
    """Return an answer over the wire."""
    wire.request(method, address, headers=headers)
    response = wire.getresponse()
    return response, response.read()


def test_what_a_page_comes_with_is_sent_without_the_page(target: Path) -> None:
    asks = b"HEAD /updates/ HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n"
    with serving(target, "127.0.0.1", 0, is_practice=False) as address:
        place = urlsplit(address)
        with create_connection((str(place.hostname), place.port or 0), 5) as wire:
            wire.sendall(asks)
            sent = wire.makefile("rb").read()
    assert f"Content-Length: {len(SITE['updates/index.html'])}\r\n".encode() in sent
    assert sent.endswith(b"\r\n\r\n")


def test_one_connection_serves_many_pages(wire: HTTPConnection) -> None:
    response, content = heard(wire, "GET", "/")
    assert (response.status, content, response.headers["Content-Length"]) == (200, b"<p>home", "7")
    tag = response.headers["ETag"]
    response, content = heard(wire, "GET", "/", **{"If-None-Match": tag})
    assert (response.status, content) == (304, b"")
    response, content = heard(wire, "HEAD", "/site.css")
    assert (response.status, content, response.headers["Content-Length"]) == (200, b"", "3")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_nothing_can_be_sent_to_the_site(wire: HTTPConnection, method: str) -> None:
    response, _ = heard(wire, method, "/")
    assert (response.status, response.headers["Allow"]) == (405, "GET, HEAD")


def test_nobody_can_leave_an_address(wire: HTTPConnection) -> None:
    response, content = heard(wire, "POST", "/api/v2/subscribers.json")
    assert (response.status, content) == (404, b"<p>missing")


def test_a_port_that_is_taken_is_told_in_words(target: Path) -> None:
    with serving(target, "127.0.0.1", 0, is_practice=False) as address:
        port = urlsplit(address).port or 0
        with (
            pytest.raises(WorldFailed, match="Name another port"),
            serving(target, "127.0.0.1", port, is_practice=False),
        ):
            pass


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "status.example", "::", ""])  # noqa: S104 - refused
def test_beyond_this_machine_nothing_is_served_without_a_certificate(host: str) -> None:
    with pytest.raises(BadInput, match="certificate"):
        refuse_beyond(host)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "localhost", "::1"])
def test_this_machine_is_served(host: str) -> None:
    refuse_beyond(host)


@pytest.mark.parametrize(
    "address", [f"/{'a' * 300}", f"/services/{'b' * 5000}/", "http://[/", "//[x"]
)
def test_an_address_that_no_file_can_have_gives_the_page_for_lost_readers(
    target: Path, address: str
) -> None:
    given = asked(target, address)
    assert (given.status, given.content) == (HTTPStatus.NOT_FOUND, b"<p>missing")


def test_the_way_to_a_folder_keeps_what_was_searched_for(target: Path) -> None:
    given = asked(target, "/services/svc-a?q=caf%C3%A9+bar&x=\xe9")
    assert given.headers["Location"] == "/services/svc-a/?q=caf%C3%A9+bar&x=%C3%A9"
