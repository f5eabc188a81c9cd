"""The tour as a new user takes it: by what can be read and pressed, and nothing else."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.desk.browsing import browsing, desk_of
from tests.desk.conftest import At
from tests.desk.test_pages_in_a_browser import browser

pytestmark = [pytest.mark.browser, pytest.mark.slow]

__all__ = ["browser"]  # a fixture is found where it is named

WIDE = 1440


def do(page: Page, step: str) -> None:
    """Do what a step asks for, on its own page."""
    if step.startswith("Draft"):
        page.get_by_label("Title").fill("Safeguarding is back")
        page.get_by_label("Text").fill("Ring as before. What you told us on paper is entered.")
    form = page.locator("main form[method=post]")
    form.locator("button[type=submit]:not([name])").first.click()


def test_a_new_user_brings_one_system_back(browser: Browser, played: Path, later: At) -> None:
    with desk_of(played) as address, browsing(browser, address, later("asha"), WIDE) as page:
        page.goto(f"{address}/")
        page.get_by_role("link", name="The five-minute tour").click()
        page.get_by_role("button", name="Begin").click()
        for number in range(1, 8):
            step = page.inner_text("[aria-current=step] h2").removesuffix(" Now").partition(". ")[2]
            page.locator("[aria-current=step] .app-tour__button").click()
            assert f"step {number} of 8" in page.inner_text(".app-tour")
            do(page, step)
            page.get_by_role("link", name="All steps").click()
        assert page.locator(".app-steps__one--done").count() == 7
