"""Looking at a published site in a real browser, and what is wrong with a page there."""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import (  # type: ignore[import-untyped]  # it brings no types
    Axe,
)
from playwright.sync_api import Browser, Page, Response

from reinstate.operations.releases import release
from reinstate.public.serving import serving

REQUESTS_MAX = 5
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def served(site: dict[str, bytes], target: Path) -> Iterator[str]:
    """Give the address of a site that is published under `target`."""
    release(site, target)
    with serving(target, "127.0.0.1", 0, is_practice=False) as address:
        yield address


@contextmanager
def opened(browser: Browser, width: int = 360, **options: Any) -> Iterator[Page]:
    """Give a page of a width; `options` are the browser's own."""
    page = browser.new_page(viewport={"width": width, "height": 800}, **options)
    yield page
    page.close()


def faults(page: Page, address: str, path: str) -> list[str]:
    """Return what the browser has to say of a page: nothing, of a good one."""
    found: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: found.append(f"said: {message.text}"))
    page.on("pageerror", lambda error: found.append(f"failed: {error}"))
    page.on("request", lambda request: asked.append(request.url))
    page.on("response", lambda answer: found.extend(_refusal(answer)))
    page.goto(f"{address}{path}")
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > (page.viewport_size or {"width": 0})["width"]:
        found.append(f"is {width} wide")
    found += [f"asks {url}" for url in asked if urlsplit(url).netloc != urlsplit(address).netloc]
    if not path and len(asked) > REQUESTS_MAX:
        found.append(f"asks {len(asked)} times")
    for event in ("console", "pageerror", "request", "response"):
        page._impl_obj.remove_all_listeners(event)
    return [f"/{path} {fault}" for fault in found]


def _refusal(answer: Response) -> list[str]:
    return (
        [f"{answer.url} gives {answer.status}"] if answer.status >= HTTPStatus.BAD_REQUEST else []
    )


def axe_faults(page: Page) -> list[str]:
    """Return what axe finds on the page that is open."""
    result = Axe().run(page, options={"runOnly": list(RULES), "resultTypes": ["violations"]})
    return [
        f"{page.url}: {one['id']}: {node['html']}"
        for one in result.response["violations"]
        for node in one["nodes"]
    ]
