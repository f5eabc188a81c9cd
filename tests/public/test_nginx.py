"""The documented configuration in a real nginx: it answers as `serve` does, also in a turn."""

import re
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlsplit

import pytest

from reinstate.operations.releases import release
from reinstate.public.headers import ASKED_AGAIN, FRESH
from reinstate.public.nginx import Place, nginx
from reinstate.public.serving import serving
from tests.public.sites import a_full_story, site_of
from tests.public.webserver import behind_nginx

DOCUMENTED = Path(__file__).parents[2] / "docs" / "nginx.conf"
OF_THE_SERVER = {"Date", "Server", "Connection", "Last-Modified", "ETag", "Content-Length"}
STYLE = "assets/site-0123abcd4567.css"
HELD = {
    STYLE: b"p { margin: 0 }" * 100,
    "updates/feed.atom": b"<feed/>" * 100,
    "site.js": b"void 0;" * 100,
}
CODINGS = ("", "gzip", "br", "gzip, br", "br;q=0, gzip")

Heard = tuple[int, dict[str, str], bytes]


def heard(address: str, path: str, method: str = "GET", **headers: str) -> Heard:
    """Return status, headers and content as they come over the wire."""
    connection = HTTPConnection(urlsplit(address).netloc, timeout=5)
    connection.request(method, path, headers=headers)
    response = connection.getresponse()
    content = response.read()
    connection.close()
    return response.status, dict(response.headers), content


@pytest.fixture(scope="module")
def site() -> dict[str, bytes]:
    """Give a site with something of every kind."""
    return {**site_of(a_full_story()), **HELD}


@pytest.fixture(scope="module")
def both(
    site: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, str, Path]]:
    """Give the addresses of one site behind nginx and behind `serve`, and its folder."""
    target = tmp_path_factory.mktemp("www")
    release(site, target)
    with (
        behind_nginx(target, tmp_path_factory.mktemp("nginx")) as theirs,
        serving(target, "127.0.0.1", 0, is_practice=False) as ours,
    ):
        yield theirs, ours.rstrip("/"), target


def alike(answer: Heard) -> tuple[int, dict[str, str], bytes]:
    """Return what both servers must agree on: not the words of nginx's own small pages.

    Of a page `serve` lets nobody keep what nginx lets them keep for a minute.
    """
    status, headers, content = answer
    if headers.get("Cache-Control") == ASKED_AGAIN:
        headers = {**headers, "Cache-Control": FRESH}
    ours = {name: value for name, value in headers.items() if name not in OF_THE_SERVER}
    if status in (301, 405):
        ours = {name: value for name, value in ours.items() if name != "Content-Type"}
    return status, ours, content if status not in (301, 405) else b""


def test_the_documented_configuration_is_the_one_that_is_tested(
    request: pytest.FixtureRequest,
) -> None:
    if request.config.getoption("--update-golden"):
        DOCUMENTED.write_text(nginx(Place()))
    assert DOCUMENTED.read_text() == nginx(Place())


@pytest.mark.parametrize("accepted", CODINGS)
def test_every_file_comes_as_serve_sends_it(
    both: tuple[str, str, Path], site: dict[str, bytes], accepted: str
) -> None:
    theirs, ours, _ = both
    for path in (*site, "SHA256SUMS"):
        address = "/" + path.removesuffix("index.html")
        answer = heard(theirs, address, **{"Accept-Encoding": accepted})
        assert answer[0] == 200
        assert alike(answer) == alike(heard(ours, address, **{"Accept-Encoding": accepted}))


def test_most_files_come_packed(both: tuple[str, str, Path]) -> None:
    theirs, _, _ = both
    for accepted in ("gzip", "br"):
        _, headers, _ = heard(theirs, "/", **{"Accept-Encoding": accepted})
        assert (headers["Content-Encoding"], headers["Vary"]) == (accepted, "Accept-Encoding")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("HEAD", "/"),
        ("GET", "/services"),
        ("GET", "/services?q=caf%C3%A9+bar"),
        ("GET", "/nothing"),
        ("GET", f"/{'n' * 300}"),
        ("GET", "/index.html.br/"),
        ("GET", "//services//"),
        ("GET", "/journal/"),
        ("GET", "/.lock"),
        ("GET", "/index.html.br"),
        ("GET", "/site.js/"),
        ("POST", "/"),
        ("POST", "/nothing"),
        ("DELETE", "/index.html"),
        ("OPTIONS", "/api/v2/summary.json"),
        ("POST", "/api/v2/subscribers.json"),
        ("GET", "/api/v2/subscribers.json"),
    ],
)
def test_what_is_not_simply_a_file_is_answered_alike(
    both: tuple[str, str, Path], method: str, path: str
) -> None:
    theirs, ours, _ = both
    assert alike(heard(theirs, path, method)) == alike(heard(ours, path, method))


@pytest.mark.parametrize("path", ["/../LIVE", "/%2e%2e/releases/1/index.html", "/a/..%2f../.lock"])
def test_what_lies_beside_the_site_is_out_of_reach(both: tuple[str, str, Path], path: str) -> None:
    theirs, ours, _ = both
    assert heard(theirs, path)[0] in (400, 404)
    assert heard(ours, path)[0] == 404


def test_a_copy_that_a_reader_has_is_not_sent_again_until_it_changes(
    site: dict[str, bytes], tmp_path: Path
) -> None:
    release(site, tmp_path / "www")
    with behind_nginx(tmp_path / "www", tmp_path / "nginx") as address:
        _, headers, before = heard(address, "/")
        known = {"If-None-Match": headers["ETag"]}
        assert heard(address, "/", **known)[0] == 304
        release({**site, "unrelated.html": b"new"}, tmp_path / "www")
        assert heard(address, "/", **known)[0] == 304
        same_length = before.replace(b"a", b"e")
        release({**site, "index.html": same_length}, tmp_path / "www")
        status, _, after = heard(address, "/", **known)
        assert (status, after) == (200, same_length)


def generation(number: int) -> dict[str, bytes]:
    """Return a site whose page asks for a style sheet of its own generation."""
    style = f"assets/site-{number:012x}.css"
    page = f'<link href="/{style}"><p>{number}</p>'.encode() * 40
    return {"index.html": page, "404.html": b"missing", style: b"%d" % number * 300}


def test_a_reader_gets_a_page_and_its_style_while_releases_turn(tmp_path: Path) -> None:
    target, over, troubles, read = tmp_path / "www", Event(), list[str](), list[int]()
    release(generation(0), target)

    def reader(address: str) -> None:
        while not over.is_set():
            status, _, page = heard(address, "/", **{"Accept-Encoding": ""})
            numbers = set(re.findall(rb"<p>(\d+)</p>", page))
            if status != 200 or len(numbers) != 1:
                troubles.append(f"page: {status} {numbers}")
                continue
            number = int(numbers.pop())
            read.append(number)
            status, _, style = heard(address, f"/assets/site-{number:012x}.css")
            if status != 200 or style != b"%d" % number * 300:
                troubles.append(f"style of {number}: {status}")

    with behind_nginx(target, tmp_path / "nginx") as address:
        readers = [Thread(target=reader, args=(address,)) for _ in range(3)]
        for one in readers:
            one.start()
        for number in range(1, 60):
            release(generation(number), target)
        over.set()
        for one in readers:
            one.join()
    assert troubles == []
    assert len(set(read)) > 5
