"""Budgets of the desk, served as anybody serves it: 2,000 systems, 500 services, 20,000 events.

Every page that the recovery manager may read: p95 under 150 ms, as quick at the first look after
a start and after an entry, and under 90 KB at the first view with all that it asks for; as it was
known at a moment that nobody looked at yet under 300 ms, and as ever from then on; 40 people
whose boards ask every 10 seconds, while an entry a minute is made: under 5 % of a core; 500
systems isolated together, by the operation and by the form: under 1 s. With `--postgresql URL` on
PostgreSQL too.
"""

import os
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from http import HTTPStatus
from itertools import cycle
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
from reinstate.core.terms.zone import Measure
from reinstate.desk import urls
from reinstate.desk.systems.packed import unpacked
from reinstate.operations import accounts, contain
from reinstate.operations.act import Acting
from reinstate.store.keys import make_key
from reinstate.store.personal import Details, put_details
from tests.desk.served import Browser, Served, children_of, entered, served

EVENTS, SYSTEMS, SERVICES, TOGETHER = 20_000, 2_000, 500, 500
ISOLATED = SYSTEMS - 2 * TOGETHER
LOOKS = 20
PAGE_SECONDS = 0.15
MOMENT_SECONDS = 0.3
LOOKS_AGAIN = 5
PAGE_BYTES = 90 * 1024
STAFF, POLL_SECONDS, POLLED_SECONDS = 40, 10, 60
POLLING_SHARE = 0.05
TOGETHER_SECONDS = 1.0
READY_SECONDS = 2.0
ALL_UNKNOWN = "/systems/isolate/?all=1&zone=unknown"
ON_PAPER = ("/messages/phone/?all=1",)
"""What is only asked for to be printed: it is as long as there are services."""
ORIGIN = "benchton.example/reinstate"
POLLED = re.compile(r'data-hx-get="([^"]+)"')
SAMPLES = {
    "subject": "system:sys-1000",
    "service": "svc-100",
    "entry": "5000",
    "person": made.OWNER,
    "limit": "clearance-age",
}
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]


ACTING = Acting(made.OWNER, Via("asserted", "desk"))
MEASURES = cycle((Measure.HOST, Measure.PORT))
SETTLED_SECONDS = 3


def main() -> None:
    """Measure, print, and end with 1 when a budget was not kept."""
    budget.heading(f"The desk, {SYSTEMS:,} systems, {SERVICES} services, {EVENTS:,} events")
    budget.leave([each for url in engines.urls() for each in _measured(url)])


def _measured(url: str) -> Iterator[bool]:
    with engines.place(url) as home:
        made.home(home, EVENTS, systems=SYSTEMS, services=SERVICES, isolated=ISOLATED)
        make_key(home, ORIGIN)
        accounts.make_ready()
        for id_, name in ((made.OWNER, "Asha Rahman"), (made.SECOND, "Ben Hughes")):
            put_details(Details(id_, name.split()[0].lower(), name, "", date(2030, 1, 1)))
        yield _isolated_together(url)
        with served(home) as desk:
            yield _ready(url, desk)
            browser = entered(desk.desk, made.OWNER)
            paths = list(_paths(browser))
            yield _after_an_entry(url, desk, browser, paths)
            yield from _as_known(url, desk, browser, paths)
            for path in paths:
                wall, core = _seconds(desk, browser, path)
                what = f"{path}, p95 ({core * 1000:.0f} ms of a core each)"
                yield engines.row(url, what, wall, PAGE_SECONDS)
            if not url:
                yield from _weights(browser, paths)
            yield _polled(url, desk, browser)
            yield from _form_together(url, browser)


def _ready(url: str, desk: Served) -> bool:
    """Say what a start takes of a core for each process; each is ready before it answers."""
    Browser(desk.desk).get("/account/sign-in/")
    time.sleep(SETTLED_SECONDS)
    workers = _processes(desk)[1:]
    seconds = max(_used([worker]) for worker in workers)
    return engines.row(url, f"a process that is ready, of {len(workers)}", seconds, READY_SECONDS)


def _after_an_entry(url: str, desk: Served, browser: Browser, paths: list[str]) -> bool:
    """Look at each page once, each time as the first who comes after an entry."""
    slowest, processes = (0.0, 0.0, ""), _processes(desk)
    for path in paths:
        _another_entry()
        before, began = _used(processes), time.perf_counter()
        browser.get(path)
        seconds = time.perf_counter() - began
        slowest = max(slowest, (seconds, _used(processes) - before, path))
    seconds, core, path = slowest
    what = f"{path}, slowest first look after an entry ({core * 1000:.0f} ms of a core)"
    return engines.row(url, what, seconds, PAGE_SECONDS)


def _as_known(url: str, desk: Served, browser: Browser, paths: list[str]) -> Iterator[bool]:
    """Step through the past: each page at a moment of its own, and at the same one again.

    Whoever looks again may be answered by the other process, so of those the middle one counts.
    """
    first, again, processes = (0.0, 0.0, ""), (0.0, ""), _processes(desk)
    for number, path in enumerate(paths, 1):
        minutes = EVENTS * number // (len(paths) + 1)
        moment = (made.BEGAN + timedelta(minutes=minutes)).isoformat().replace("+", "%2B")
        address = f"{path}?as-of={moment}"
        before, began = _used(processes), time.perf_counter()
        answer = browser.get(address)
        seconds = time.perf_counter() - began
        if answer.status != HTTPStatus.OK:
            sys.exit(f"{address} answered {answer.status}.")
        first = max(first, (seconds, _used(processes) - before, path))
        again = max(again, (_middle(browser, address), path))
    seconds, core, path = first
    what = f"as it was known, slowest first look, {path} ({core * 1000:.0f} ms of a core)"
    yield engines.row(url, what, seconds, MOMENT_SECONDS)
    yield engines.row(
        url, f"as it was known, slowest looked at again, {again[1]}", again[0], PAGE_SECONDS
    )


def _middle(browser: Browser, path: str) -> float:
    """Return how long a page takes, of some looks at it the one in the middle."""
    samples: list[float] = []
    for _ in range(LOOKS_AGAIN):
        began = time.perf_counter()
        browser.get(path)
        samples.append(time.perf_counter() - began)
    return sorted(samples)[LOOKS_AGAIN // 2]


def _another_entry() -> None:
    """Order a system that is isolated to be cut in another way, as somebody at a terminal."""
    measure = next(MEASURES)
    contain.isolate(ACTING, (SAMPLES["subject"],), measure, "")


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
        answer = browser.get(path)
        is_page = answer.headers.get_content_type() == "text/html"
        if answer.status == HTTPStatus.OK and is_page:
            yield path
        else:
            left.append(f"{path} ({answer.status})")
    print(f"  left out, not for this person, no page, or without a sample here: {len(left)}")


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
        for path in ON_PAPER:
            size, requests = _first_look(running, browser, path)
            print(f"  {path:<52} {size:9,} bytes in {requests} requests   on paper only, no budget")
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
    """Let forty boards ask, and take what share of a core the desk's processes need for it.

    An entry is made meanwhile, so each board is sent anew, and asks for what follows.
    """
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
    time.sleep(POLL_SECONDS)
    _another_entry()
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
    subjects = tuple(f"system:sys-{n}" for n in range(ISOLATED, ISOLATED + TOGETHER))
    began = time.perf_counter()
    acted = contain.isolate(ACTING, subjects, None, "Everything off")
    seconds = time.perf_counter() - began
    if len(acted.entries) < TOGETHER:
        sys.exit(f"{len(acted.entries)} entries came of isolating {TOGETHER} systems.")
    what = f"{TOGETHER} systems isolated together, {len(acted.entries):,} entries"
    return engines.row(url, what, seconds, TOGETHER_SECONDS)


def _form_together(url: str, browser: Browser) -> Iterator[bool]:
    """Isolate what is left by the form in the browser, and look at the board after that."""
    fields = browser.form(ALL_UNKNOWN)
    count = len(unpacked(fields["subjects"]))
    began = time.perf_counter()
    answer = browser.post(ALL_UNKNOWN, fields)
    seconds = time.perf_counter() - began
    if answer.status != HTTPStatus.SEE_OTHER or count != TOGETHER:
        sys.exit(f"The form isolated {count} systems, and answered {answer.status}.")
    yield engines.row(url, f"{count} systems isolated by the form", seconds, TOGETHER_SECONDS)
    began = time.perf_counter()
    browser.get("/")
    budget.told(f"{engines.name()}: the board after that", time.perf_counter() - began)


if __name__ == "__main__":
    main()
