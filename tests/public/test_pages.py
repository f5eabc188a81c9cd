"""The residents' pages: what they say, how they are built, and that nothing breaks out."""

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise

import pytest

from reinstate.core.journal.events.home import HomeKind
from reinstate.core.journal.events.incident import NextUpdateDue
from reinstate.core.journal.events.register import RowChanged
from reinstate.core.terms.level import Level
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
from tests.public.sites import Page, a_full_story, page_of, pages_of, rent_page, site_of

HOSTILE = "<script>alert('1')</script>\"><img src=x onerror=alert(1)>"
HOME_BYTES_MAX = 30_000


@pytest.mark.parametrize(
    "path",
    ["index.html", "services/index.html", f"services/{RENT}/index.html", "updates/index.html"],
)
def test_the_pages_are_those_that_were_looked_at(
    path: str, golden: Callable[[str, str], None]
) -> None:
    golden(f"public/{path}", site_of(a_full_story())[path].decode())


def test_a_page_is_the_same_bytes_however_often_it_is_drawn() -> None:
    assert site_of(a_full_story()) == site_of(a_full_story())


def test_no_name_or_word_breaks_out_of_its_place() -> None:
    story = an_attack(a_small_council(opened(name=HOSTILE)))
    story.says(RowChanged(row=a_service(RENT, HOSTILE)))
    story.tells(HOSTILE, HOSTILE, place="money")
    story.tells(HOSTILE, HOSTILE, about=f"service:{RENT}")
    for page in pages_of(site_of(story)).values():
        assert not page.all("script")
        assert not page.all("img")
        assert page.open == []
    assert HOSTILE in rent_page(story).words


@pytest.mark.parametrize("kind", ["practice", "exercise"])
def test_every_page_that_is_not_real_says_so(kind: HomeKind) -> None:
    story = an_attack(a_small_council(opened(kind=kind)))
    for page in pages_of(site_of(story)).values():
        assert "This is a practice. Nothing here is real." in page.words
        assert {"name": "robots", "content": "noindex, nofollow"} in page.all("meta")
        assert page.content.count("<title>Practice: ") == 1


def test_a_real_page_calls_itself_no_practice() -> None:
    for page in pages_of(site_of(a_full_story())).values():
        assert "practice" not in page.content.lower()
        assert "noindex" not in page.content


def landmarks(page: Page) -> list[str]:
    """Return the landmarks of a page in order."""
    return [tag for tag, _ in page.tags if tag in ("header", "main", "footer")]


def test_every_page_has_its_landmarks_its_language_and_a_way_past_the_menu() -> None:
    for page in pages_of(site_of(a_full_story())).values():
        assert landmarks(page) == ["header", "main", "footer"]
        assert page.all("html") == [{"lang": "en-GB"}]
        assert next(one for one in page.all("a")) == {"class": "skip", "href": "#main"}
        assert page.all("main")[0]["id"] == "main"
        assert all(one.get("aria-label") for one in page.all("nav"))


def test_headings_go_down_one_step_at_a_time() -> None:
    for path, page in pages_of(site_of(a_full_story())).items():
        steps = [int(tag[1]) for tag, _ in page.tags if tag in ("h1", "h2", "h3", "h4")]
        assert steps.count(1) == 1, path
        assert steps[0] == 1, path
        assert all(new <= old + 1 for old, new in pairwise(steps)), path


def test_no_id_stands_twice_and_every_link_leads_somewhere() -> None:
    site = site_of(a_full_story())
    pages = pages_of(site)
    ids = {path: [one["id"] for _, one in page.tags if "id" in one] for path, page in pages.items()}
    assert all(len(found) == len(set(found)) for found in ids.values())
    for path, page in pages.items():
        for link in page.all("a"):
            place, _, part = link["href"].partition("#")
            file = place.removeprefix("/") + ("index.html" if place.endswith("/") else "")
            file = path if not place else file
            assert file in site, link
            assert not part or part in ids[file], link


def test_nothing_is_loaded_from_elsewhere_and_nothing_runs() -> None:
    for page in pages_of(site_of(a_full_story())).values():
        assert {one["href"] for one in page.all("link")} == {"/site.css", "/icon.svg"}
        assert not [tag for tag, _ in page.tags if tag in ("script", "style", "iframe", "form")]
        assert not [one for _, one in page.tags if "style" in one or "onclick" in one]


def test_home_says_how_many_services_read_each_level() -> None:
    words = page_of(a_full_story(), "index.html").words
    lead = "Our services have been disrupted since 2 November 2026."
    assert f"{lead} 1 of 3 services works as usual." in words
    assert "1 Working" in words
    assert "0 Limited" in words


def test_home_leads_to_the_services_that_people_rely_on_most() -> None:
    story = the_example()
    home = page_of(story, "index.html")
    links = [one["href"] for one in home.all("a") if one["href"].startswith("/services/svc-")]
    assert len(links) == 10
    rows = story.council.register.rows
    ids = [link.split("/")[2] for link in links]
    lives = [getattr(rows[f"service:{id_}"], "is_threat_to_life", False) for id_ in ids]
    assert lives == [True] * 8 + [False] * 2


def test_home_carries_the_promise_about_money_whole() -> None:
    words = page_of(a_full_story(), "index.html").words
    assert "Direct Debit: do nothing for now Leave the money in your account." in words
    assert "Do not pay another way. We will write first." in words


def test_every_page_says_when_the_next_update_is_late_without_a_script() -> None:
    story = a_full_story()
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


def test_a_service_is_told_by_channel_and_group() -> None:
    words = rent_page(a_full_story()).words
    assert "Which of these are you?" in words
    assert "Council tenants By hand" in words
    assert "Online, garages Not working" in words


def test_words_about_one_cell_say_for_whom_they_are() -> None:
    assert "Garages For: Online, garages We will ring you." in rent_page(a_full_story()).words


def test_dates_are_ranges_and_those_before_stay_with_how_they_ended() -> None:
    words = rent_page(a_full_story()).words
    assert "We expect it back between 11 November 2026 and 15 November 2026." in words
    assert "Back between 4 November 2026 and 8 November 2026. We did not keep it." in words


def test_a_service_that_is_down_and_has_no_date_says_so() -> None:
    story = an_attack()
    assert "We have not given a date yet." in rent_page(story).words


def test_a_working_service_promises_no_return() -> None:
    story = a_small_council()
    assert "When it will be back" not in rent_page(story).words


def test_an_empty_council_has_pages_that_read_well() -> None:
    site = site_of(opened())
    assert "We have not listed our services yet." in Page(site["index.html"].decode()).words
    assert "We have published no updates yet." in Page(site["updates/index.html"].decode()).words


def test_levels_are_words_wherever_they_are_colours() -> None:
    for page in pages_of(site_of(a_full_story())).values():
        tagged = [one for one in page.all("strong") if one.get("class", "").startswith("tag ")]
        written = [words for tag, words in page.text if tag == "strong"]
        assert len(written) >= len(tagged)
        assert all(words for words in written)


def test_home_is_small_enough_for_a_bad_connection() -> None:
    site = site_of(the_example())
    sizes = [len(site[path]) for path in ("index.html", "site.css", "icon.svg")]
    assert sum(sizes) < HOME_BYTES_MAX


def test_the_page_of_a_service_cannot_take_the_place_of_the_list() -> None:
    story = opened()
    story.says(RowChanged(row=a_service("index.html", "Odd")))
    site = site_of(story)
    assert "All services, A to Z" in Page(site["services/index.html"].decode()).words
    assert "services/index.html-/index.html" in site


def test_without_a_proof_no_page_leads_to_one() -> None:
    site = files(a_full_story().record())
    assert "journal/checkpoint" not in site
    assert all(b"/journal/checkpoint" not in content for content in site.values())


def test_a_change_to_one_service_leaves_the_pages_of_others_as_they_were() -> None:
    story = a_full_story()
    before = site_of(story)
    story.says(opening(RENT_TENANTS, Level.UNKNOWN))
    after = site_of(story)
    changed = {path for path in before if before[path] != after[path]}
    assert f"services/{RENT}/index.html" in changed
    assert f"services/{BINS}/index.html" not in changed
