"""The site copied to a memory stick and opened there: styled, linked and silent."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree, which
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Request, sync_playwright

from reinstate.operations.releases import release
from tests.public.looking import ARGUMENTS
from tests.public.sites import a_full_story, site_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CHROMIUM = which("chromium")
LOST = "404.html"
"""A web server shows it at any address, so it alone links from the root."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give Debian's Chromium."""
    if CHROMIUM is None:
        pytest.skip("No `chromium` on the path: apt-get install chromium.")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def stick(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of a published site, as a person drags it to a stick."""
    target = tmp_path_factory.mktemp("www")
    release(site_of(a_full_story()), target)
    return Path(copytree(target / "current", tmp_path_factory.mktemp("stick") / "Service status"))


def failed(request: Request) -> list[str]:
    """Return what to say of a request that failed; an icon that the next page overtook did not."""
    why = request.failure or ""
    return [] if "ERR_ABORTED" in why else [f"{why}: {request.url}"]


def test_every_page_opens_from_a_stick_styled_and_linked(browser: Browser, stick: Path) -> None:
    said: list[str] = []
    page = browser.new_page()
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    page.on("requestfailed", lambda request: said.extend(failed(request)))
    seen = 0
    for file in sorted(stick.rglob("*.html")):
        if file.name == LOST:
            continue
        page.goto(file.as_uri())
        assert page.evaluate("getComputedStyle(document.body).marginTop") == "0px", file
        links = page.evaluate("[...document.querySelectorAll('a[href]')].map(one => one.href)")
        for link in {one.split("#")[0].split("?")[0] for one in links}:
            if link.startswith("file:"):
                place = Path(unquote(urlsplit(link).path))
                assert place.is_relative_to(stick), (file, link)
                assert place.is_file(), (file, link)
        seen += 1
    page.close()
    assert said == []
    assert seen > 3


def test_a_person_walks_through_the_site_on_a_stick(browser: Browser, stick: Path) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto((stick / "index.html").as_uri())
    page.get_by_role("link", name="All services").first.click()
    page.get_by_role("link", name="Housing rent").first.click()
    assert page.url.startswith((stick / "services").as_uri())
    assert "Housing rent" in page.locator("h1").inner_text()
    page.close()
