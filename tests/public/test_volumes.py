"""Long lists: a limit for every page, and older pages that stay as they are."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from reinstate.operations.releases import release
from reinstate.public.book import ENDED_MAX, STANDING_MAX
from reinstate.public.contents import every_page
from reinstate.public.publish import files
from reinstate.public.volumes import VOLUME_SIZE, Volume, volumes
from tests.public.builders import BINS
from tests.public.long_record import a_record, at
from tests.public.machines import read
from tests.public.sites import Page

UPDATES, DATES = "updates/index.html", "about/dates/index.html"
PAGE_BYTES_MAX = 100_000
"""Of any page, as it lies there; packed it is a tenth."""


@pytest.fixture(scope="module")
def long_site() -> dict[str, bytes]:
    """Give the site of a council that has told ten thousand updates and five thousand dates."""
    return files(a_record(updates=10_000, promises=5_000))


def cut(folder: str, count: int) -> list[Volume[int]]:
    """Return the pages of a list of numbers, the newest being `count`."""
    return [*volumes(folder, range(count, 0, -1))]


@given(st.integers(0, 400))
def test_every_item_stands_on_one_page_and_every_page_has_its_limit(count: int) -> None:
    found = cut("updates", count)
    assert [one for page in found for one in page.items] == [*range(count, 0, -1)]
    assert all(len(page.items) == VOLUME_SIZE for page in found[1:])
    assert min(count, VOLUME_SIZE) <= len(found[0].items) < 2 * VOLUME_SIZE


@given(st.integers(0, 400))
def test_one_more_item_leaves_the_volumes_with_what_they_held(count: int) -> None:
    before = {page.path: page.items for page in cut("updates", count)[1:]}
    after = {page.path: page.items for page in cut("updates", count + 1)}
    assert {path: after[path] for path in before} == before


@given(st.integers(0, 400))
def test_from_the_front_every_volume_is_reached_and_back(count: int) -> None:
    found = cut("updates", count)
    paths = [page.path for page in found]
    assert [page.older for page in found] == [*paths[1:], ""]
    assert [page.newer for page in found] == ["", *paths[:-1]]


@pytest.mark.slow
def test_no_page_is_too_long_however_much_was_told(long_site: dict[str, bytes]) -> None:
    pages = {path: len(long_site[path]) for path in long_site if path.endswith(".html")}
    assert len(pages) > 10_000 + (10_000 + 5_000) // VOLUME_SIZE - 2
    assert [path for path in pages if pages[path] > PAGE_BYTES_MAX] == []


@pytest.mark.slow
def test_no_file_for_machines_is_too_long_either(long_site: dict[str, bytes]) -> None:
    api = {path: content for path, content in long_site.items() if path.endswith(".json")}
    assert api
    assert [path for path in api if len(api[path]) > PAGE_BYTES_MAX] == []


@pytest.mark.slow
def test_the_newest_are_on_the_front_and_the_first_in_volume_one(
    long_site: dict[str, bytes],
) -> None:
    assert b">10000 We are sorry" in long_site[UPDATES]
    first = Page(long_site["updates/page/1/index.html"].decode())
    assert "1 We are sorry" in first.words
    assert "Page 1, counted from the oldest." in first.words
    ways = [one["href"] for one in first.all("a") if one.get("rel")]
    assert ways == ["../../../updates/page/2/index.html"]


def test_one_more_update_rewrites_no_volume_but_the_one_it_begins(tmp_path: Path) -> None:
    told = 3 * VOLUME_SIZE - 1
    release(files(a_record(updates=told)), tmp_path)
    begun = release(files(a_record(updates=told + 1)), tmp_path)
    assert _volumes(begun.written) == {"updates/page/2/index.html", "updates/page/1/index.html"}
    grown = release(files(a_record(updates=told + 2)), tmp_path)
    assert UPDATES in grown.written
    assert _volumes(grown.written) == set()


def test_a_date_that_ends_rewrites_the_one_volume_it_stands_in(tmp_path: Path) -> None:
    record = a_record(promises=4 * VOLUME_SIZE)
    release(files(record), tmp_path)
    kept = replace(record.promises[-7], state="kept", ended_at=at(9_000))
    promises = (*record.promises[:-7], kept, *record.promises[-6:])
    ended = release(files(replace(record, promises=promises)), tmp_path)
    assert _volumes(ended.written) == {"about/dates/page/1/index.html"}


def _volumes(paths: tuple[str, ...]) -> set[str]:
    return {path for path in paths if "/page/" in path and path.endswith(".html")}


def test_an_older_page_says_when_what_stands_on_it_changed() -> None:
    record = a_record(updates=2 * VOLUME_SIZE)
    [oldest] = [page for page in every_page(record) if page.path == "updates/page/1/index.html"]
    assert oldest.facts["changed"].machine.startswith(f"{at(VOLUME_SIZE):%Y-%m-%dT%H}")


def test_the_page_about_us_shows_the_newest_dates_and_leads_to_all() -> None:
    site = files(a_record(promises=200))
    about = Page(site["about/index.html"].decode())
    assert len(about.all("tr")) == STANDING_MAX + ENDED_MAX + 2
    assert "These are the newest of them: all dates we gave" in about.words
    assert "We have given no dates." in Page(files(a_record())[DATES].decode()).words


def test_a_page_of_a_service_and_machines_read_its_newest_dates() -> None:
    record = a_record(promises=200)
    components = read(record)["components"]["components"]
    [bins] = [one["reinstate"] for one in components if one["reinstate"]["previous_dates"]]
    assert (len(bins["return"]), len(bins["previous_dates"])) == (STANDING_MAX, ENDED_MAX)
    assert bins["previous_dates"][0]["stated_on"].startswith(f"{at(200):%Y-%m-%dT%H}")
    page = Page(files(record)[f"services/{BINS}/index.html"].decode())
    assert page.words.count("We did not keep it.") == ENDED_MAX
    assert page.words.count("All dates we gave") == 1
