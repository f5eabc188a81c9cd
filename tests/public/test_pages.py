"""The residents' pages: how they are built, and that nothing breaks out."""

import posixpath
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import brotli  # type: ignore[import-untyped]  # it comes without stubs
import pytest

from reinstate.core.journal.events.home import HomeKind
from reinstate.core.journal.events.incident import NextUpdateDue
from reinstate.core.journal.events.register import RowChanged
from reinstate.core.terms.level import Level
from reinstate.core.terms.place import ABOUT_SERVICES, TO_ALL
from reinstate.public.publish import files
from tests.public.builders import (
    BINS,
    RENT,
    RENT_TENANTS,
    a_service,
    a_small_council,
    an_attack,
    opened,
    opening,
    the_example,
)
from tests.public.everything import everything
from tests.public.sites import Page, a_full_story, page_of, pages_of, rent_page, site_of

HOSTILE = "<script>alert('1')</script>\"><img src=x onerror=alert(1)>"
HOME_BYTES_MAX = 30_000
FIXED = (
    "index.html",
    "services/index.html",
    "needs/index.html",
    "states/index.html",
    "payments/index.html",
    "updates/index.html",
    "subscribe/index.html",
    "help/index.html",
    "your-data/index.html",
    "about/index.html",
    "about/dates/index.html",
    "print/index.html",
    "404.html",
)


@pytest.mark.parametrize("path", [*FIXED, f"services/{RENT}/index.html"])
def test_the_pages_are_those_that_were_looked_at(
    path: str, golden: Callable[[str, str], None]
) -> None:
    content = site_of(everything())[path].decode()
    for name, stands_for in _hashed(content):
        content = content.replace(name, stands_for)
    golden(f"public/{path}", content)


def _hashed(content: str) -> list[tuple[str, str]]:
    """Return the names with a digest in a page, and what golden files have instead."""
    sheets = [one["href"] for one in Page(content).all("link") if one["rel"] == "stylesheet"]
    scripts = [one["src"] for one in Page(content).all("script")]
    return [
        (name, f"{name.rpartition('-')[0]}-DIGEST.{name.rpartition('.')[2]}")
        for name in (*sheets, *scripts)
    ]


def test_a_page_is_the_same_bytes_however_often_it_is_drawn() -> None:
    assert site_of(everything()) == site_of(everything())


def test_every_page_of_the_design_is_there() -> None:
    for story in (opened(), everything()):
        assert set(FIXED) <= set(site_of(story))


def test_no_name_or_word_breaks_out_of_its_place() -> None:
    story = an_attack(a_small_council(opened(name=HOSTILE)))
    row = a_service(RENT, HOSTILE)
    story.says(
        RowChanged(row=type(row)(id=RENT, name=HOSTILE, also_called=(HOSTILE,), need=HOSTILE))
    )
    for place in (*TO_ALL, "money", "update"):
        story.tells(HOSTILE, f"{HOSTILE}\n- {HOSTILE}", place=place)
    for place in (*ABOUT_SERVICES, "update"):
        story.tells(HOSTILE, HOSTILE, about=f"service:{RENT}", place=place)
    for path, page in pages_of(site_of(story)).items():
        assert [one.keys() for one in page.all("script")] == [{"src", "defer"}], path
        assert [one["src"] for one in page.all("img")] in ([], ["../qr.svg"]), path
        assert page.open == [], path
    assert HOSTILE in rent_page(story).words


@pytest.mark.parametrize("kind", ["practice", "exercise"])
def test_every_page_that_is_not_real_says_so(kind: HomeKind) -> None:
    story = everything(an_attack(a_small_council(opened(kind=kind))))
    for page in pages_of(site_of(story)).values():
        assert "This is a practice. Nothing here is real." in page.words
        assert {"name": "robots", "content": "noindex, nofollow"} in page.all("meta")
        assert page.content.count("<title>Practice: ") == 1


def test_a_real_page_calls_itself_no_practice() -> None:
    for page in pages_of(site_of(everything())).values():
        assert "practice" not in page.content.lower()
        assert "noindex" not in page.content


def landmarks(page: Page) -> list[str]:
    """Return the landmarks of a page in order."""
    return [tag for tag, _ in page.tags if tag in ("header", "main", "footer")]


def test_every_page_has_its_landmarks_its_language_and_a_way_past_the_menu() -> None:
    for page in pages_of(site_of(everything())).values():
        assert landmarks(page) == ["header", "main", "footer"]
        assert [one["lang"] for one in page.all("html")] == ["en-GB"]
        assert page.all("a")[0] == {"class": "govuk-skip-link", "href": "#main-content"}
        assert page.all("main")[0]["id"] == "main-content"
        assert all(one.get("aria-label") for one in page.all("nav"))


def test_headings_go_down_one_step_at_a_time() -> None:
    for story in (opened(), everything()):
        for path, page in pages_of(site_of(story)).items():
            steps = [int(tag[1]) for tag, _ in page.tags if tag in ("h1", "h2", "h3", "h4")]
            assert steps.count(1) == 1, path
            assert all(new <= old + 1 for old, new in pairwise(steps)), path


def test_no_id_stands_twice_and_every_link_leads_somewhere() -> None:
    for story in (opened(), everything()):
        site = site_of(story)
        pages = pages_of(site)
        ids = {
            path: [one["id"] for _, one in page.tags if "id" in one] for path, page in pages.items()
        }
        assert all(len(found) == len(set(found)) for found in ids.values())
        for path, page in pages.items():
            for link in page.all("a"):
                if not link["href"].startswith(("tel:", "mailto:", "https:")):
                    _leads_somewhere(path, link["href"], site, ids)


def _leads_somewhere(
    path: str, href: str, site: dict[str, bytes], ids: dict[str, list[str]]
) -> None:
    place, _, part = href.partition("#")
    base = "" if place.startswith("/") else posixpath.dirname(path)
    file = posixpath.normpath(posixpath.join(base, place.lstrip("/"))) if place else path
    assert file in site, (path, href)
    assert not part or part in ids[file], (path, href)


def test_links_between_pages_name_their_file_so_that_a_memory_stick_will_do() -> None:
    for path, page in pages_of(site_of(everything())).items():
        inside = [
            one["href"].partition("#")[0]
            for one in page.all("a")
            if not one["href"].startswith(("tel:", "mailto:", "https:", "#"))
        ]
        assert all(link.startswith("/") == (path == "404.html") for link in inside), path
        assert not [link for link in inside if link.endswith("/")], path


def test_the_outward_address_of_a_page_is_clean() -> None:
    pages = pages_of(site_of(everything()))
    canonical = {
        path: [one["href"] for one in page.all("link") if one["rel"] == "canonical"]
        for path, page in pages.items()
    }
    assert canonical["index.html"] == ["https://status.oakbridge.example/"]
    assert canonical[f"services/{RENT}/index.html"] == [
        f"https://status.oakbridge.example/services/{RENT}/"
    ]
    assert canonical["404.html"] == []


def test_what_a_page_loads_is_ours_and_nothing_is_written_into_it() -> None:
    site = site_of(everything())
    for path, page in pages_of(site).items():
        links = [one for one in page.all("link") if one["rel"] in ("stylesheet", "icon")]
        loaded = [*(one["href"] for one in links), *(one["src"] for one in page.all("script"))]
        for name in loaded:
            file = posixpath.normpath(posixpath.join(posixpath.dirname(path), name.lstrip("/")))
            assert file in site, (path, name)
        assert not [tag for tag, _ in page.tags if tag in ("style", "iframe", "object")]
        assert not [one for _, one in page.tags if "style" in one or "onclick" in one]


def test_home_is_small_enough_for_a_bad_connection() -> None:
    site = site_of(the_example())
    home = Page(site["index.html"].decode())
    links = [one["href"] for one in home.all("link") if one["rel"] in ("stylesheet", "icon")]
    loaded = ["index.html", *links, *(one["src"] for one in home.all("script"))]
    assert len(loaded) <= 5
    assert sum(len(brotli.compress(site[name])) for name in loaded) < HOME_BYTES_MAX


def test_nothing_that_only_the_desk_uses_reaches_the_residents() -> None:
    site = site_of(everything())
    assert [name for name in site if "govuk" in name]
    held = [name for name, content in site.items() if b"moj" in content or b"Ministry" in content]
    assert held == []


def test_without_the_look_a_page_loads_the_plain_sheet_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("reinstate.public.assets.VENDOR", tmp_path / "nothing")
    site = site_of(everything())
    home = Page(site["index.html"].decode())
    (sheet,) = [one["href"] for one in home.all("link") if one["rel"] == "stylesheet"]
    assert b".govuk-width-container" in site[sheet]
    assert not [name for name in site if "govuk" in name or "THIRD-PARTY" in name]


def test_the_page_of_a_service_cannot_take_the_place_of_the_list() -> None:
    story = opened()
    story.says(RowChanged(row=a_service("index.html", "Odd")))
    site = site_of(story)
    assert "All services, A to Z" in Page(site["services/index.html"].decode()).words
    assert "services/index.html-/index.html" in site


def test_without_a_proof_no_page_leads_to_one() -> None:
    site = files(everything().record())
    assert "journal/checkpoint" not in site
    pages = [content for path, content in site.items() if path.endswith(".html")]
    assert all(b"/checkpoint" not in content and b"#proof" not in content for content in pages)


def test_a_change_to_one_service_leaves_the_pages_of_others_as_they_were() -> None:
    story = everything()
    before = site_of(story)
    story.says(opening(RENT_TENANTS, Level.UNKNOWN))
    after = site_of(story)
    changed = {path for path in before if before[path] != after[path]}
    assert f"services/{RENT}/index.html" in changed
    assert f"services/{BINS}/index.html" not in changed


def test_every_page_says_when_the_next_update_is_late_without_a_script() -> None:
    story = everything()
    for page in pages_of(site_of(story)).values():
        assert "If you read this after that, our update is late." in page.words
    story.at += timedelta(days=2)
    for page in pages_of(site_of(story)).values():
        assert "Our update is late. It was due by" in page.words


def test_an_update_that_was_set_anew_is_no_longer_late() -> None:
    story = a_full_story()
    story.at += timedelta(days=2)
    story.says(NextUpdateDue(due_at=story.at + timedelta(hours=4)))
    assert "Our update is late." not in page_of(story, "index.html").words


def test_levels_are_words_wherever_they_are_colours() -> None:
    for page in pages_of(site_of(everything())).values():
        tagged = [one for one in page.all("strong") if "app-level" in one.get("class", "")]
        written = [words for tag, words in page.text if tag == "strong"]
        assert len(written) >= len(tagged)
        assert all(words for words in written)


def test_no_page_says_midnight_or_the_words_of_machines() -> None:
    for page in pages_of(site_of(everything())).values():
        words = page.words.lower()
        for word in ("midnight", "12am", "degraded", "operational", "outage"):
            assert word not in words
