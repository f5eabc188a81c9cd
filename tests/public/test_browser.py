"""The pages in a real browser: on a phone and a desk, with scripts and without, silent, printed."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from shutil import which

import pytest
from playwright.sync_api import Browser, sync_playwright

from reinstate.core.journal.events.incident import NextUpdateDue
from reinstate.core.journal.events.register import RowChanged
from reinstate.core.journal.rows import ServiceRow
from tests.public.builders import (
    RENT,
    Story,
    a_small_council,
    an_attack,
    rows,
)
from tests.public.builders import (
    opened as opened_home,
)
from tests.public.everything import everything
from tests.public.looking import ARGUMENTS, axe_faults, faults, opened, served
from tests.public.sites import site_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CHROMIUM = which("chromium")
LONG_NAME = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" * 2
HOSTILE_NAME = "<b>&amp; 'Bins' \"and\" </b> "
RIGHT_TO_LEFT = "جمع النفايات وإعادة التدوير"
SCRIPT = "**/assets/site-*.js"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give Debian's Chromium."""
    if CHROMIUM is None:
        pytest.skip("No `chromium` on the path: apt-get install chromium.")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield chromium
        chromium.close()


def one_of_each(site: dict[str, bytes]) -> list[str]:
    """Return the addresses of all pages, but of like ones a few."""
    pages = [path.removesuffix("index.html") for path in site if path.endswith("index.html")]
    services = [path for path in pages if path.startswith("services/") and path != "services/"]
    others = [path for path in pages if path not in services]
    return [*others, *services[:6]]


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[str]]]:
    """Give the address and the pages of a site in which everything has something to say."""
    site = site_of(everything())
    with served(site, tmp_path_factory.mktemp("full")) as address:
        yield address, one_of_each(site)


def late_practice() -> Story:
    """Return a practice whose update is late."""
    story = everything(an_attack(a_small_council(opened_home(kind="practice", colour="#ffdd00"))))
    story.says(NextUpdateDue(due_at=story.at + timedelta(hours=4)))
    story.at += timedelta(days=3)
    return story


def hostile() -> Story:
    """Return 200 services with names and words that no page should have to bear."""
    story = an_attack(a_small_council(opened_home(name=f"{HOSTILE_NAME}{LONG_NAME}")))
    names = (LONG_NAME, HOSTILE_NAME, RIGHT_TO_LEFT, "Ringing £5, 50% 'off'")
    story.says(
        *rows(
            *(
                ServiceRow(
                    id=f"svc-{number}",
                    name=f"{names[number % 4]} {number}",
                    also_called=(LONG_NAME, f"{HOSTILE_NAME}{number}"),
                    need=names[number % 3],
                )
                for number in range(200)
            )
        )
    )
    story.says(RowChanged(row=ServiceRow(id=RENT, name=LONG_NAME, need=RIGHT_TO_LEFT)))
    words = f"https://{LONG_NAME}.example/{LONG_NAME}\n- {HOSTILE_NAME}\n- {RIGHT_TO_LEFT}"
    story.tells(LONG_NAME, words, place="happened")
    story.tells(HOSTILE_NAME, words, place="money")
    story.tells(RIGHT_TO_LEFT, words, place="help")
    story.tells(LONG_NAME, words, about=f"service:{RENT}", place="do-now")
    story.tells(LONG_NAME, words, about=f"service:{RENT}")
    return story


AXED = ("", "needs/", f"services/{RENT}/")
"""Where axe looks at 200 services; on the longer lists it takes half a minute."""

STORIES = {"empty": opened_home, "late practice": late_practice, "hostile": hostile}


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no script"])
def test_axe_and_the_browser_find_nothing_wrong_with_any_page(
    browser: Browser, full: tuple[str, list[str]], width: int, *, has_script: bool
) -> None:
    address, paths = full
    found: list[str] = []
    with opened(browser, width) as page:
        if not has_script:
            page.route(SCRIPT, lambda route: route.fulfill(body=""))
        for path in paths:
            found += faults(page, address, path)
            found += axe_faults(page)
    assert found == []


@pytest.mark.parametrize("width", [320, 1280])
def test_without_javascript_every_page_fits_and_is_silent(
    browser: Browser, full: tuple[str, list[str]], width: int
) -> None:
    address, paths = full
    with opened(browser, width, java_script_enabled=False) as page:
        assert [fault for path in paths for fault in faults(page, address, path)] == []


@pytest.mark.parametrize("name", STORIES)
def test_pages_with_nothing_too_much_or_late_things_to_say_hold_together(
    browser: Browser, tmp_path: Path, name: str
) -> None:
    site = site_of(STORIES[name]())
    found: list[str] = []
    with served(site, tmp_path) as address, opened(browser, 320) as page:
        for path in one_of_each(site):
            found += faults(page, address, path)
            if not path.startswith("updates/") and (name != "hostile" or path in AXED):
                found += axe_faults(page)
    assert found == []


def test_without_the_look_the_pages_are_plain_and_as_good(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reinstate.public.assets.VENDOR", tmp_path / "nothing")
    site = site_of(everything())
    found: list[str] = []
    with served(site, tmp_path) as address, opened(browser, 320) as page:
        for path in one_of_each(site):
            found += faults(page, address, path)
            found += axe_faults(page)
    assert found == []


def test_a_page_for_the_lost_looks_the_same_however_deep_they_are(
    browser: Browser, full: tuple[str, list[str]]
) -> None:
    address, _ = full
    with opened(browser) as page:
        page.goto(f"{address}services/no/such/thing/")
        assert page.locator("h1").inner_text() == "Page not found"
        assert page.evaluate("document.styleSheets.length") == 2
        page.get_by_role("link", name="All services, A to Z").click()
        assert page.url == f"{address}services/index.html"


def test_the_keyboard_reaches_the_content_first_and_can_be_seen(
    browser: Browser, full: tuple[str, list[str]]
) -> None:
    address, _ = full
    with opened(browser) as page:
        page.goto(address)
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        assert focused.inner_text() == "Skip to main content"
        box = focused.bounding_box()
        assert box is not None
        assert box["height"] > 20
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main-content"
        for _ in range(15):
            page.keyboard.press("Tab")
            outline = "e => [getComputedStyle(e).outlineStyle, getComputedStyle(e).backgroundColor]"
            assert page.locator(":focus").evaluate(outline)[0] == "solid"


def test_in_forced_colours_every_level_has_an_edge(
    browser: Browser, full: tuple[str, list[str]]
) -> None:
    address, _ = full
    with opened(browser, forced_colors="active") as page:
        page.goto(f"{address}services/")
        edges = page.locator(".app-level").evaluate_all(
            "every => every.map(e => getComputedStyle(e).borderTopStyle)"
        )
        assert set(edges) == {"solid"}


def sheets(printed: bytes) -> int:
    """Return how many sheets of paper a PDF has."""
    return printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ")


def test_home_prints_on_two_sheets_and_the_pack_without_menus(
    browser: Browser, full: tuple[str, list[str]]
) -> None:
    address, _ = full
    with opened(browser, 1280) as page:
        page.goto(address)
        assert 1 <= sheets(page.pdf(format="A4")) <= 2
        page.goto(f"{address}print/")
        assert 1 <= sheets(page.pdf(format="A4")) <= 2
        page.emulate_media(media="print")
        for hidden in (".govuk-service-navigation", ".govuk-breadcrumbs", ".app-screen"):
            assert not page.locator(hidden).first.is_visible()
        assert page.locator(".app-pack__qr").is_visible()


def test_dates_we_gave_before_are_on_paper_without_a_click(
    browser: Browser, full: tuple[str, list[str]]
) -> None:
    address, _ = full
    with opened(browser, 1280) as page:
        page.goto(f"{address}services/{RENT}/")
        words = page.locator(".govuk-details__text li").first
        assert not words.is_visible()
        page.emulate_media(media="print")
        assert words.is_visible()


def shown(page_lines: list[str]) -> list[str]:
    """Return the names in the lines that are shown."""
    return [line.split("\n")[0] for line in page_lines]


def test_search_from_home_narrows_the_list_and_knows_everyday_words(
    browser: Browser, full: tuple[str, list[str]]
) -> None:
    address, _ = full
    with opened(browser) as page:
        page.goto(address)
        page.get_by_label("What do you need to do?").fill("Dustbin")
        page.keyboard.press("Enter")
        page.wait_for_url("**/services/index.html?q=Dustbin")
        lines = page.locator(".app-line:visible")
        assert shown(lines.all_inner_texts()) == ["Bins and recycling"]
        assert page.locator("#found").inner_text() == "1 service for “Dustbin”."
        assert not page.get_by_label("Letters").is_visible()
        page.get_by_label("Find your service").fill("rent hous")
        assert shown(lines.all_inner_texts()) == ["Housing rent"]
        page.get_by_label("Find your service").fill("R\u00c9NT")
        assert shown(lines.all_inner_texts()) == ["Housing rent"]
        page.get_by_label("Find your service").fill("xyzzy")
        assert lines.count() == 0
        assert "No service for “xyzzy”." in page.locator("#found").inner_text()
        page.get_by_label("Find your service").fill("")
        assert "4 services." in page.locator("#found").inner_text()
        assert page.get_by_label("Letters").is_visible()
        assert lines.count() == 7


def test_search_without_javascript_leads_to_the_whole_list(
    browser: Browser, full: tuple[str, list[str]]
) -> None:
    address, _ = full
    with opened(browser, java_script_enabled=False) as page:
        page.goto(address)
        page.get_by_label("What do you need to do?").fill("dustbins")
        page.keyboard.press("Enter")
        page.wait_for_url("**/services/index.html?q=dustbins")
        assert page.locator(".app-line").count() == 7
        assert "everyday words are in the list too" in page.locator("#found").inner_text()


def test_a_page_says_by_itself_when_its_moment_has_passed(
    browser: Browser, full: tuple[str, list[str]]
) -> None:
    address, _ = full
    due_at = everything().record().incident
    assert due_at is not None
    assert due_at.next_update_at is not None
    with opened(browser) as page:
        page.clock.install(time=due_at.next_update_at - timedelta(minutes=5))
        page.goto(address)
        said = page.locator("[data-due]")
        assert "Next update by 3 November 2026" in said.inner_text()
        page.clock.run_for(6 * 60 * 1000)
        assert said.inner_text().startswith("Our update is late. It was due by 3 November 2026")


def test_from_a_memory_stick_style_script_and_search_work(browser: Browser, tmp_path: Path) -> None:
    site = site_of(everything())
    for path, content in site.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    said: list[str] = []
    with opened(browser) as page:
        page.on("console", lambda message: said.append(message.text))
        page.goto((tmp_path / "index.html").as_uri())
        assert page.locator(".app-header").evaluate("e => getComputedStyle(e).color")
        page.get_by_label("What do you need to do?").fill("rubbish")
        page.keyboard.press("Enter")
        assert page.locator("#found").inner_text() == "1 service for “rubbish”."
        page.get_by_role("link", name="Bins and recycling").first.click()
        assert page.locator("h1").inner_text() == "Bins and recycling"
        page.get_by_role("link", name="Updates").first.click()
        assert page.locator("h1").inner_text() == "Updates"
    assert said == []
