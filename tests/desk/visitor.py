"""Somebody at a real browser who finds the way by what can be read, and looks at every page."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from django.urls import resolve
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request

from tests.public.looking import axe_faults

NARROW = 700
"""Below this width the menu is behind a button."""
WAIT_MS = 20_000
REFUSALS = ("status of 409", "status of 422")
"""What Chromium says by itself of a page that gives a form back with the reasons."""
WIDTH = "document.documentElement.scrollWidth"

CODES = re.compile(
    r"\bp-[0-9a-f]{16}\b|\b[0-9a-f]{12}\.\d+|\b[a-z]+-(?:manager|owner|officer|lead)\b"
)
"""Ids of people and entries, and roles as programs write them: no words for a page."""

Seen = set[tuple[str, int]]
"""The pages on which axe has looked, by the name of their address, and the width."""


class Visitor:
    """One person; `faults` is what was wrong with the pages that they saw."""

    def __init__(self, page: Page, name: str, address: str, seen: Seen) -> None:
        """Watch what the browser says of every page from now on."""
        self.page, self.name, self.address, self.seen = page, name, address, seen
        self.faults: list[str] = []
        page.set_default_timeout(WAIT_MS)
        page.on("console", self._said)
        page.on("pageerror", lambda error: self._fault(f"failed: {error}"))
        page.on("request", self._asked)

    @property
    def main(self) -> Locator:
        """Return the part of the page that is its own."""
        return self.page.get_by_role("main")

    @property
    def words(self) -> str:
        """Return what the page says."""
        return self.main.inner_text()

    @property
    def told(self) -> str:
        """Return what stands in the green box: it was done."""
        return self.main.get_by_role("alert").inner_text()

    def enter(self) -> None:
        """Sign in as a practice home lets one; the start is the one address that is typed."""
        self.page.goto(self.address)
        self.look()
        self.page.get_by_label(self.name).check()
        self.press("Enter")

    def menu(self, words: str) -> None:
        """Go to a part of the desk."""
        if (self.page.viewport_size or {"width": 0})["width"] < NARROW:
            self.page.get_by_role("button", name="Menu").click()
        menu = self.page.get_by_role("navigation", name="Menu")
        self._go(menu.get_by_role("link", name=words, exact=True))

    def follow(self, words: str, within: Locator | None = None) -> None:
        """Follow the first link that begins with these words, or looks like a button."""
        place = within or self.main
        links = place.get_by_role("link", name=words)
        self._go(links.or_(place.get_by_role("button", name=words)).first)

    def back(self) -> None:
        """Follow the link that leads back, above the page."""
        self._go(self.page.get_by_role("navigation", name="Back").get_by_role("link"))

    def part(self, words: str) -> None:
        """Go to another part of what the page is about."""
        self.follow(words, self.page.get_by_role("navigation", name="Parts of"))

    def press(self, words: str) -> None:
        """Press the button of the form on the page."""
        self._go(self.main.get_by_role("button", name=words, exact=True))

    def fill(self, label: str, words: str) -> None:
        """Type into a field."""
        self.main.get_by_label(label, exact=True).fill(words)

    def tick(self, *labels: str) -> None:
        """Choose what is ticked or picked."""
        for label in labels:
            self.main.get_by_label(label).check()

    def choose(self, label: str, words: str) -> None:
        """Choose from a list."""
        self.main.get_by_label(label, exact=True).select_option(label=words)

    def send(self, label: str, *files: Path) -> None:
        """Choose files of their own."""
        self.main.get_by_label(label).set_input_files(files)

    def look(self) -> None:
        """Look whether anything is wrong with the page."""
        width = (self.page.viewport_size or {"width": 0})["width"]
        wide = self.page.evaluate(WIDTH)
        if wide > width:
            self._fault(f"is {wide} wide")
        whom = self.page.get_by_label("Be somebody else")
        chosen = " ".join(whom.locator("option:checked").all_text_contents())
        if whom.count() and self.name not in chosen:
            self._fault("does not name who looks among those whom one could be")
        if code := CODES.search(self.words):
            self._fault(f"says {code.group()}")
        route = resolve(urlsplit(self.page.url).path).view_name
        if (route, width) not in self.seen:
            self.seen.add((route, width))
            self.faults += axe_faults(self.page)

    def _go(self, to: Locator) -> None:
        to.click()
        self.page.wait_for_load_state()
        self.look()

    def _said(self, message: ConsoleMessage) -> None:
        if not any(one in message.text for one in REFUSALS):
            self._fault(f"said: {message.text}")

    def _asked(self, request: Request) -> None:
        if urlsplit(request.url).netloc != urlsplit(self.address).netloc:
            self._fault(f"asks {request.url}")

    def _fault(self, words: str) -> None:
        self.faults.append(f"{self.page.url} {words}")


Enter = Callable[[str, int], Visitor]
"""Lets somebody come, by name, with a screen of a width."""


@contextmanager
def visitors(browser: Browser, address: str) -> Iterator[tuple[Enter, list[Visitor]]]:
    """Give what lets people come, and who came; each has a browser of their own."""
    came: list[Visitor] = []
    seen: Seen = set()

    def enter(name: str, width: int) -> Visitor:
        context = browser.new_context(viewport={"width": width, "height": 900})
        visitor = Visitor(context.new_page(), name, address, seen)
        came.append(visitor)
        visitor.enter()
        return visitor

    yield enter, came
    for one in came:
        one.page.context.close()
