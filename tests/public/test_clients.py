"""Clients that others wrote read what we publish: an exporter, a widget, a reader of feeds."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import which
from subprocess import run
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen

import feedparser  # type: ignore[import-untyped]  # it has no types
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from reinstate.core.journal.events.incident import IncidentDeclared
from reinstate.core.terms.reference import Ref
from reinstate.operations.releases import release
from reinstate.public.serving import serving
from reinstate.public.words import lead
from tests.public.builders import LEDGER, WEBSITE, Story, a_small_council, isolated
from tests.public.machines import api
from tests.public.sites import a_full_story, site_of
from tests.public.widget import installed

CHROMIUM = which("chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
EXPORTER = """
import json
from statuspage_prometheus_exporter.service_checker import SERVICES, check_service_status
print(json.dumps(check_service_status("council", SERVICES["council"])))
"""
"""In a process and a folder of its own: it reads its list when imported, and keeps a cache."""


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Give the folder of a site in which everything has something to say."""
    release(site_of(a_full_story()), tmp_path / "www")
    return tmp_path / "www"


@pytest.fixture
def address(target: Path) -> Iterator[str]:
    """Give where that site is served."""
    with serving(target, "127.0.0.1", 0, is_practice=False) as served:
        yield served


def exported(address: str, folder: Path) -> Any:
    """Return what the exporter makes of a site."""
    folder.mkdir(exist_ok=True)
    services = folder / "services.json"
    council = {"url": f"{address}api/v2/summary.json", "name": "Oakbridge"}
    services.write_text(json.dumps({"council": council}))
    done = run(
        [sys.executable, "-c", EXPORTER],
        cwd=folder,
        env={"SERVICES_JSON_PATH": str(services), "NO_PROXY": "127.0.0.1"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    found = json.loads(done.stdout)
    assert found["success"], done.stderr
    return found


def test_the_exporter_reads_the_services_and_their_state(address: str, tmp_path: Path) -> None:
    found = exported(address, tmp_path / "exporter")
    summary = api(a_full_story())["summary"]
    assert (found["raw_status"], found["status"]) == (summary["status"]["indicator"], 0)
    assert {one["name"]: one["status"] for one in found["component_metadata"]} == {
        "Bins and recycling": "operational",
        "Housing rent": "partial_outage",
        "Libraries": "partial_outage",
    }
    [incident] = found["incident_metadata"]
    assert (incident["id"], incident["name"]) == (
        summary["incidents"][0]["id"],
        "Council services are disrupted",
    )
    assert incident["affected_components"] == ["Housing rent", "Libraries"]
    [maintenance] = found["maintenance_metadata"]
    assert (maintenance["name"], maintenance["status"]) == (
        "Expected back: Housing rent",
        "scheduled",
    )


@pytest.mark.parametrize(("off", "indicator"), [(WEBSITE, "major"), (LEDGER, "critical")])
def test_the_exporter_reads_how_bad_it_is(tmp_path: Path, off: Ref, indicator: str) -> None:
    story = a_small_council()
    story.says(IncidentDeclared(note=story.note("They are in.")))
    story.says(isolated(off))
    release(site_of(story), tmp_path / "www")
    with serving(tmp_path / "www", "127.0.0.1", 0, is_practice=False) as served:
        assert exported(served, tmp_path / "exporter")["raw_status"] == indicator


def test_a_reader_of_feeds_sees_an_edit_and_no_new_entry(target: Path, address: str) -> None:
    def read() -> dict[str, str]:
        with urlopen(f"{address}updates.atom") as answer:  # noqa: S310 - served by this test
            assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
            found = feedparser.parse(answer.read())
        assert found.bozo is False
        return {one.id: one.updated for one in found.entries}

    story: Story = a_full_story()
    id_ = story.tells("Rent", "Pay on Monday.")
    release(site_of(story), target)
    before = read()
    story.tells("Rent", "Pay on Tuesday.", replaces=id_)
    release(site_of(story), target)
    after = read()
    assert list(after) == list(before)
    assert [after[one] for one in after if after[one] != before[one]] == [after[next(iter(after))]]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give a browser that runs scripts."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed.")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Give an empty page of some other site, with the widget's script in it."""
    opened = browser.new_page(viewport={"width": 600, "height": 300})
    opened.add_script_tag(path=installed())
    yield opened
    opened.close()


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("appearance", ["basic", "badge"])
def test_the_widget_of_atlassian_shows_our_sentence(
    page: Page, address: str, appearance: str, tmp_path: Path
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.evaluate(
        """([src, appearance]) => {
            const widget = document.createElement("statuspage-widget");
            widget.setAttribute("src", src);
            widget.setAttribute("appearance", appearance);
            document.body.append(widget);
        }""",
        [address, appearance],
    )
    said = lead(a_full_story().record())
    page.get_by_text(said).wait_for(timeout=10_000)
    shown = page.evaluate("document.querySelector('statuspage-widget').shadowRoot.textContent")
    assert said in shown
    assert asked == [f"{address}api/v2/summary.json"]
    assert {urlsplit(one).hostname for one in asked} == {"127.0.0.1"}
    assert page.screenshot(path=tmp_path / f"widget-{appearance}.png")
