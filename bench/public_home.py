"""Budget: the first look at the home page takes at most 30 KB and 5 requests, through nginx."""

import sys
import tempfile
from pathlib import Path
from shutil import which
from typing import Any

import budget
from council import invented
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.public.webserver import behind_nginx

BYTES_MAX = 30 * 1024
REQUESTS_MAX = 5
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]


def main() -> None:
    """Measure, print, and end with 1 when a budget was not kept."""
    budget.heading("The residents' home page, first look, headers counted")
    chromium = which("chromium")
    if chromium is None:
        sys.exit("No `chromium` on the path: apt-get install chromium.")
    with tempfile.TemporaryDirectory() as folder:
        target = invented(Path(folder))
        with behind_nginx(target, Path(folder, "nginx")) as address:
            asked = _first_look(chromium, f"{address}/")
    for url, coding, size in asked:
        print(f"  {url.removeprefix(address):<52} {size:9,} bytes   {coding or 'as it is'}")
    total = sum(size for _, _, size in asked)
    print(f"  {'in all, budget 30 KB':<52} {total:9,} bytes")
    print(f"  {'requests, budget 5':<52} {len(asked):9}")
    budget.leave([total <= BYTES_MAX, len(asked) <= REQUESTS_MAX])


def _first_look(chromium: str, address: str) -> list[tuple[str, str, int]]:
    """Return what a browser that was never there asks for: address, coding, bytes on the wire."""
    answers: dict[str, dict[str, Any]] = {}
    sizes: dict[str, int] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 360, "height": 800})
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.on(
            "Network.responseReceived",
            lambda one: answers.update({one["requestId"]: one["response"]}),
        )
        wire.on(
            "Network.loadingFinished",
            lambda one: sizes.update({one["requestId"]: one["encodedDataLength"]}),
        )
        page.goto(address, wait_until="networkidle")
        browser.close()
    return [
        (answer["url"], _header(answer, "content-encoding"), int(sizes.get(id_, 0)))
        for id_, answer in answers.items()
    ]


def _header(answer: dict[str, Any], name: str) -> str:
    return next((value for key, value in answer["headers"].items() if key.lower() == name), "")


if __name__ == "__main__":
    main()
