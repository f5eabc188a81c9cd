"""Budgets of the desk, served as anybody serves it: 2,000 systems, 500 services, 20,000 events.

Every page that the recovery manager may read: p95 under 150 ms, and under 90 KB at the first
view with all that it asks for; 40 people whose boards ask every 10 seconds: under 5 % of a
core; 500 systems isolated together: under 1 s. With `--postgresql URL` on PostgreSQL too.
"""

import os
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from http import HTTPStatus
from pathlib import Path
from shutil import which
from threading import Thread

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ["DJANGO_SETTINGS_MODULE"] = "reinstate.web.desk_settings"

import budget
import engines
import made
from django.urls import URLPattern, reverse
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import sync_playwright

from reinstate.core.journal.entry import Via
from reinstate.desk import urls
from reinstate.operations import accounts, contain
from reinstate.operations.act import Acting
from reinstate.store.keys import make_key
from reinstate.store.personal import Details, put_details
from tests.desk.served import Browser, Served, children_of, entered, served

EVENTS, SYSTEMS, SERVICES, CONNECTED = 20_000, 2_000, 500, 500
LOOKS = 20
PAGE_SECONDS = 0.15
PAGE_BYTES = 90 * 1024
STAFF, POLL_SECONDS, POLLED_SECONDS = 40, 10, 30
POLLING_SHARE = 0.05
TOGETHER_SECONDS = 1.0
ORIGIN = "benchton.example/reinstate"
POLLED = re.compile(r'data-hx-get="([^"]+)"')
SAMPLES = {
    "subject": "system:sys-1000",
    "service": "svc-100",
    "entry": "5000",
    "person": made.OWNER,
}
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]


def main() -> None:
    """Measure, print, and end with 1 when a budget was not kept."""
    budget.heading(f"The desk, {SYSTEMS:,} systems, {SERVICES} services, {EVENTS:,} events")
    budget.leave([each for url in engines.urls() for each in _measured(url)])


def _measured(url: str) -> Iterator[bool]:
    with engines.place(url) as home:
        made.home(home, EVENTS, systems=SYSTEMS, services=SERVICES, isolated=SYSTEMS - CONNECTED)
        make_key(home, ORIGIN)
        accounts.make_ready()
        for id_, name in ((made.OWNER, "Asha Rahman"), (made.SECOND, "Ben Hughes")):
            put_details(Details(id_, name.split()[0].lower(), name, "", date(2030, 1, 1)))
        yield _isolated_together(url)
        with served(home) as desk:
            browser = entered(desk.desk, made.OWNER)
            paths = list(_paths(browser))
            for path in paths:
                wall, core = _seconds(desk, browser, path)
                what = f"{path}, p95 ({core * 1000:.0f} ms of a core each)"
                yield engines.row(url, what, wall, PAGE_SECONDS)
            if not url:
                yield from _weights(browser, paths)
            yield _polled(url, desk, browser)


def _paths(browser: Browser) -> Iterator[str]:
    """Yield every address that answers with a page; say how many could not be tried."""
    left: list[str] = []
    for pattern in urls.ROUTES:
        if not isinstance(pattern, URLPattern):
            continue
        wanted = pattern.pattern.converters
        if wanted.keys() - SAMPLES.keys():
            left.append(str(pattern.pattern))
            continue
        path = reverse(str(pattern.name), kwargs={name: SAMPLES[name] for name in wanted})
        status = browser.get(path).status
        if status == HTTPStatus.OK:
            yield path
        else:
            left.append(f"{path} ({status})")
    print(f"  left out, not for this person or without a sample here: {len(left)}")


def _seconds(desk: Served, browser: Browser, path: str) -> tuple[float, float]:
    """Return how long a page takes, p95, and how much of a core one look at it needs.

    The second tells a slow page from a busy machine.
    """
    samples, processes = [], _processes(desk)
    browser.get(path)
    before = _used(processes)
    for _ in range(LOOKS):
        began = time.perf_counter()
        browser.get(path)
        samples.append(time.perf_counter() - began)
    return budget.p95(samples), (_used(processes) - before) / LOOKS


def _weights(browser: Browser, paths: list[str]) -> Iterator[bool]:
    """Weigh each page as a browser that was never there gets it."""
    chromium = which("chromium")
    if chromium is None:
        sys.exit("No `chromium` on the path: apt-get install chromium.")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for path in paths:
            size, requests = _first_look(running, browser, path)
            verdict = "within" if size <= PAGE_BYTES else "OVER"
            print(f"  {path:<52} {size:9,} bytes in {requests} requests   {verdict} 90 KB")
            yield size <= PAGE_BYTES
        running.close()


def _first_look(chromium: Chromium, browser: Browser, path: str) -> tuple[int, int]:
    """Return how many bytes came over the wire, headers counted, in how many requests."""
    sizes: dict[str, int] = {}
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    context.add_cookies(
        [{"name": n, "value": v, "url": browser.address} for n, v in browser.cookies.items()]
    )
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.on(
        "Network.loadingFinished",
        lambda one: sizes.update({one["requestId"]: int(one["encodedDataLength"])}),
    )
    page.goto(browser.address.rstrip("/") + path, wait_until="load")
    page.wait_for_timeout(300)
    context.close()
    return sum(sizes.values()), len(sizes)


def _polled(url: str, desk: Served, browser: Browser) -> bool:
    """Let forty boards ask, and take what share of a core the desk's processes need for it."""
    first, processes = _asked_for(browser.get("/").page, "/"), _processes(desk)
    ends = time.monotonic() + POLLED_SECONDS
    statuses: list[int] = []

    def ask(number: int) -> None:
        time.sleep(number * POLL_SECONDS / STAFF)
        mine, path = Browser(browser.address, dict(browser.cookies)), first
        while time.monotonic() < ends:
            answer = mine.get(path, **{"HX-Request": "true"})
            statuses.append(answer.status)
            path = _asked_for(answer.page, path)
            time.sleep(POLL_SECONDS)

    threads = [Thread(target=ask, args=(number,)) for number in range(STAFF)]
    began, before = time.perf_counter(), _used(processes)
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    share = (_used(processes) - before) / (time.perf_counter() - began)
    told = f"{engines.name()}: {STAFF} boards ask for {first}: {dict(Counter(statuses))}"
    verdict = "within" if share <= POLLING_SHARE else "OVER"
    print(f"  {told:<52} {share:9.1%} of a core   {verdict} {POLLING_SHARE:.0%}")
    return bool(url) or share <= POLLING_SHARE


def _asked_for(page: str, otherwise: str) -> str:
    """Return what a board asks for next."""
    found = POLLED.search(page)
    return found[1].replace("&amp;", "&") if found else otherwise


def _processes(desk: Served) -> list[int]:
    main = desk.child("desk_process")
    return [main, *children_of(main)]


def _used(processes: list[int]) -> float:
    """Return how many seconds of a core these processes have used."""
    ticks = 0
    for number in processes:
        fields = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _isolated_together(url: str) -> bool:
    """Isolate all that is connected still, with everything that this causes, as one command."""
    subjects = tuple(f"system:sys-{n}" for n in range(SYSTEMS - CONNECTED, SYSTEMS))
    acting = Acting(made.OWNER, Via("asserted", "desk"))
    began = time.perf_counter()
    acted = contain.isolate(acting, subjects, None, "Everything off")
    seconds = time.perf_counter() - began
    if len(acted.entries) < CONNECTED:
        sys.exit(f"{len(acted.entries)} entries came of isolating {CONNECTED} systems.")
    what = f"{CONNECTED} systems isolated together, {len(acted.entries):,} entries"
    return engines.row(url, what, seconds, TOGETHER_SECONDS)


if __name__ == "__main__":
    main()
