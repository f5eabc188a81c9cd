"""The pages in a real browser: readable on a phone, silent, and with nothing from elsewhere."""

from collections.abc import Iterator
from pathlib import Path
from shutil import which
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from reinstate.operations.releases import release
from reinstate.public.serving import serving
from tests.public.builders import RENT
from tests.public.sites import a_full_story, site_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CHROMIUM = which("chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PAGES = ("", "services/", f"services/{RENT}/", "updates/")
LONG_NAME = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"


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
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a site in which everything has something to say."""
    target = tmp_path_factory.mktemp("www")
    story = a_full_story()
    story.tells(LONG_NAME, f"https://{LONG_NAME}.example/{LONG_NAME}", about=f"service:{RENT}")
    release(site_of(story), target)
    with serving(target, "127.0.0.1", 0, is_practice=False) as served:
        yield served


@pytest.fixture(params=[320, 360, 1280])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Give a page of a phone's width or a desk's, without JavaScript."""
    size: ViewportSize = {"width": request.param, "height": 800}
    opened = browser.new_page(viewport=size, java_script_enabled=False)
    yield opened
    opened.close()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits_its_screen_says_nothing_and_asks_nobody_else(
    page: Page, address: str, path: str, tmp_path: Path
) -> None:
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: said.append(f"failed: {request.url}"))
    page.goto(f"{address}{path}")
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= (page.viewport_size or {"width": 0})["width"]
    assert said == []
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(address).netloc}
    assert len(asked) <= 5
    assert page.screenshot(path=tmp_path / "page.png", full_page=True)


def test_the_keyboard_reaches_the_content_first_and_can_be_seen(
    browser: Browser, address: str
) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.goto(address)
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    assert focused.inner_text() == "Skip to main content"
    assert focused.bounding_box() is not None
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.close()


def test_home_prints_on_two_sheets_of_paper(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    printed = page.pdf(format="A4")
    assert 1 <= printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ") <= 2
    page.close()
