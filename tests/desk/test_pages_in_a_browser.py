"""Every page of the desk in a real browser: two widths, silent, with nothing for axe to find."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from shutil import which

import pytest
from django.urls import get_resolver
from playwright.sync_api import Browser, Page, sync_playwright

from tests.desk.browsing import browsing, desk_of
from tests.desk.conftest import At
from tests.desk.samples import PEOPLE, address_of
from tests.desk.staff import Staff
from tests.desk.test_access import every, rule_of
from tests.public.looking import ARGUMENTS, axe_faults, faults

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CHROMIUM = which("chromium")
PAGES_LEAST = 100


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give Debian's Chromium."""
    if CHROMIUM is None:
        pytest.skip("No `chromium` on the path: apt-get install chromium.")
    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the driver's loop is no loop of ours
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield chromium
        chromium.close()


def openers(at: At) -> dict[str, Staff]:
    """Return for each page that a person reads somebody whom it is for."""
    people = [at(handle) for handle in PEOPLE]
    found: dict[str, Staff] = {}
    for pattern in every(get_resolver().url_patterns):
        address = address_of(pattern)
        for one in people if rule_of(pattern).needs_person else people[:1]:
            answer = one.get(address)
            is_page = answer.headers.get("Content-Type", "").startswith("text/html")
            if answer.status_code == 200 and is_page:
                found[address] = one
                break
    return found


@contextmanager
def visits(
    browser: Browser, home: Path, later: At, width: int, *, has_script: bool = True
) -> Iterator[Iterator[tuple[Page, str, str]]]:
    """Give every page's window, desk and path; whoever reads several keeps one window for them."""
    with desk_of(home) as address, ExitStack() as opened:

        @cache
        def window(person: Staff) -> Page:
            return opened.enter_context(
                browsing(browser, address, person, width, has_script=has_script)
            )

        yield ((window(person), address, path) for path, person in openers(later).items())


@pytest.mark.parametrize("width", [360, 1440])
def test_the_browser_and_axe_find_nothing_wrong_with_any_page(
    browser: Browser, played: Path, later: At, width: int
) -> None:
    found: list[str] = []
    seen = 0
    with visits(browser, played, later, width) as pages:
        for page, address, path in pages:
            found += faults(page, address, path)
            assert page.locator(".app-who__name, h1:has-text('Sign in')").count(), path
            found += axe_faults(page)
            seen += 1
    assert found == []
    assert seen > PAGES_LEAST


def test_without_javascript_every_page_fits_on_a_small_phone(
    browser: Browser, played: Path, later: At
) -> None:
    found: list[str] = []
    with visits(browser, played, later, 320, has_script=False) as pages:
        for page, address, path in pages:
            found += faults(page, address, path)
    assert found == []


@pytest.mark.parametrize("width", [360, 1440])
def test_a_map_opens_with_what_was_chosen_in_view(
    browser: Browser, played: Path, later: At, width: int
) -> None:
    dee = later("dee")
    with desk_of(played) as address, browsing(browser, address, dee, width) as page:
        page.goto(f"{address}/map/?subject=service:svc-rent")
        chosen, drawing = page.locator("#here"), page.locator(".app-map")
        assert drawing.evaluate("one => one.scrollWidth > one.clientWidth")
        page.wait_for_function("document.querySelector('.app-map').scrollLeft > 0")
        box, frame = chosen.bounding_box(), drawing.bounding_box()
        assert box is not None
        assert frame is not None
        assert frame["x"] <= box["x"]
        assert box["x"] + box["width"] <= frame["x"] + frame["width"]
