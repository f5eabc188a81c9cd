"""The board in a real browser: it comes anew by itself, and never under somebody's hands."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from reinstate.operations import contain
from reinstate.operations.act import Acting
from reinstate.operations.waiting.item import VIA
from tests.desk.browsing import browsing, desk_of
from tests.desk.conftest import At
from tests.desk.test_pages_in_a_browser import browser

pytestmark = [pytest.mark.browser, pytest.mark.slow]

__all__ = ["browser"]  # a fixture is found where it is named

WIDE = 1440
HIGH = 900
ASK = "htmx.trigger(document.getElementById('board-poll'), 'every')"
FOCUSED = "document.activeElement.id"


@pytest.fixture
def board(browser: Browser, played: Path, later: At) -> Iterator[Page]:
    """Give the board as Asha sees it."""
    with desk_of(played) as address, browsing(browser, address, later("asha"), WIDE) as page:
        page.goto(f"{address}/")
        yield page


def happen(later: At) -> None:
    """Let something happen elsewhere."""
    subject = ("system:sys-file-transfer",)
    contain.isolate(Acting(later("fola").person, VIA), subject, None, "Found again")


def ask(page: Page) -> None:
    """Let the board ask for news now, and wait for the answer."""
    with page.expect_response(lambda answer: "/board/" in answer.url):
        page.evaluate(ASK)
    page.wait_for_timeout(200)


def test_news_comes_by_itself_and_is_said_as_a_number(board: Page, later: At) -> None:
    happen(later)
    ask(board)
    assert "Managed file transfer" in board.inner_text("#board-journal")
    assert "new entr" in board.inner_text("#board-news")
    assert "Managed file transfer" not in board.inner_text("#board-news")
    ask(board)  # the new version is asked with from then on


def test_what_holds_the_focus_is_left_alone_until_it_is_let_go(board: Page, later: At) -> None:
    before = board.inner_text("#board-waiting")
    board.locator("#board-waiting a").first.focus()
    happen(later)
    ask(board)
    assert board.inner_text("#board-waiting") == before
    assert "Managed file transfer" in board.inner_text("#board-journal")
    assert "not shown where you are" in board.inner_text("#board-news")
    board.locator("#board-pause").focus()
    ask(board)
    assert board.inner_text("#board-waiting") != before
    assert board.evaluate(FOCUSED) == "board-pause"


def test_updates_are_paused_and_go_on_by_the_keyboard_alone(board: Page, later: At) -> None:
    board.locator("#board-pause").focus()
    board.keyboard.press("Enter")
    assert board.get_attribute("#board-pause", "aria-pressed") == "true"
    happen(later)
    asked: list[str] = []
    board.on("request", lambda one: asked.append(one.url))
    board.evaluate(ASK)
    board.wait_for_timeout(300)
    assert asked == []
    assert "Found again" not in board.inner_text("#board-journal")
    board.keyboard.press("Enter")
    ask(board)
    assert board.get_attribute("#board-pause", "aria-pressed") == "false"
    assert "Managed file transfer" in board.inner_text("#board-journal")


def test_the_board_fits_on_one_screen(board: Page) -> None:
    bottom = board.evaluate("document.querySelector('.app-board').getBoundingClientRect().bottom")
    assert bottom <= HIGH
