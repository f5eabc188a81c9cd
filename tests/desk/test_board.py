"""The board: what it counts, what of it is new, and what it says where there is nothing."""

import re
from collections import Counter
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reinstate.core.levels.publish import service_levels
from reinstate.core.terms.level import Level
from reinstate.operations import board, board_version, contain, reading
from reinstate.operations import situation as standing
from reinstate.operations.act import Acting
from reinstate.operations.overview import overview
from reinstate.operations.waiting.item import VIA
from tests.desk.conftest import At
from tests.desk.staff import Staff

POLL = "/board/"
VERSION = re.compile(r"\?v=([^\"&]+)")
REGION = re.compile(r'id="(board-[a-z]+)"')
QUERIES_MAX = 5
"""The session, the account, and the journal's new lines, asked for as its last one."""


def version_of(page: str) -> str:
    """Return the version that a board polls with."""
    (found,) = set(VERSION.findall(page))
    return str(found)


def regions(page: str) -> set[str]:
    """Return the parts of a board that can be swapped."""
    return set(REGION.findall(page)) - {"board-news", "board-pause"}


def polled(staff: Staff, version: str) -> Any:
    """Return the answer to a board that asks for news."""
    return staff.client.get(POLL, {"v": version}, headers={"HX-Request": "true"})


def test_who_opens_the_address_of_news_is_led_to_the_board(later: At) -> None:
    answer = later("asha").get(POLL)
    assert (answer.status_code, answer.headers["Location"]) == (HTTPStatus.FOUND, "/")


def test_a_board_on_which_nothing_is_new_answers_with_nothing(later: At) -> None:
    asha = later("asha")
    seen = version_of(asha.page("/"))
    with CaptureQueriesContext(connection) as asked:
        answer = polled(asha, seen)
    assert (answer.status_code, answer.content) == (HTTPStatus.NO_CONTENT, b"")
    assert len(asked) <= QUERIES_MAX, [one["sql"] for one in asked]


def test_after_an_entry_every_part_comes_anew_with_the_number_of_entries(later: At) -> None:
    asha = later("asha")
    page = asha.page("/")
    fola = later("fola")
    contain.isolate(Acting(fola.person, VIA), ("system:sys-file-transfer",), None, "Found")
    count = reading.council().seq - int(version_of(page).partition("-")[0])
    news = polled(asha, version_of(page)).content.decode()
    assert regions(news) == regions(page)
    assert f"{count} new entr" in news
    assert news.count('data-hx-swap-oob="true"') == len(regions(news))
    assert version_of(news) != version_of(page)
    assert polled(asha, version_of(news)).status_code == HTTPStatus.NO_CONTENT


def test_what_time_alone_makes_late_is_new_as_well(later: At) -> None:
    council, at = standing.now()
    due = min(one.due_at for one in board.pressing(council, at) if not one.is_over)
    before, after = (board_version.version(council, due + timedelta(seconds=s)) for s in (0, 1))
    assert board_version.version(council, due - timedelta(seconds=1)) != after
    assert before.split("-")[0] == after.split("-")[0] == str(council.seq)
    assert polled(later("asha"), before).status_code == HTTPStatus.OK


@pytest.mark.parametrize("words", ["", "-", "9" * 400, "1-x", "<script>", "-1-0-0", "٣-1-1"])
def test_a_version_that_nobody_gave_brings_the_board(words: str, later: At) -> None:
    page = polled(later("asha"), words).content.decode()
    assert "<script>" not in page
    assert regions(page)


def test_the_board_counts_as_the_situation_does(later: At) -> None:
    asha = later("asha")
    council, at = standing.now()
    known, found = standing.situation(council, at), board.board(overview(council, at), at)
    assert {level.value: count for level, count in found.levels} == known.levels
    assert found.working == known.levels["normal"] + known.levels["partly_working"]
    assert found.back + found.others_back == known.zones["connected"]
    assert found.subjects == len(known.subjects)
    assert found.unknown == known.zones["unknown"]
    page = asha.page("/")
    assert f"{found.working} of {found.services}" in page
    assert f"{found.back} of {found.systems}" in page


def test_what_hurts_most_comes_first_and_lives_before_all(later: At) -> None:
    assert later("asha").page("/")
    council, at = standing.now()
    hurting = board.board(overview(council, at), at).hurting
    assert hurting[0].is_threat_to_life
    others = [one.harm_today for one in hurting if not one.is_threat_to_life]
    assert others == sorted(others, reverse=True)
    assert not {one.level for one in hurting} & {Level.NORMAL, Level.PARTLY_WORKING}


def test_what_is_next_lacks_least_and_says_who_is_waited_for(later: At) -> None:
    assert later("asha").page("/")
    council, at = standing.now()
    known = overview(council, at)
    nearest = board.board(known, at).next_back
    assert [one.count for one in nearest] == [
        len(known.subjects[one.subject].blockers) for one in nearest
    ]
    assert nearest[0].roles == ("clearer",)
    assert all(known.subjects[one.subject].standing.zone != "connected" for one in nearest)


def test_break_glass_stands_red_on_the_board_until_it_is_signed(later: At) -> None:
    page = later("lev").page("/")
    assert "app-facts__one--glass" in page
    contain.isolate(
        Acting(later("lev").person, VIA), ("system:sys-childrens",), None, "Nobody signed"
    )
    assert "app-facts__one--glass" not in later("lev").page("/")


def test_a_board_of_the_past_stands_still(later: At) -> None:
    at = (standing.now()[1] - timedelta(days=7)).isoformat()
    page = later("asha").page("/", **{"as-of": at})
    assert "board-poll" not in page
    assert "live.js" not in page
    assert "board-pause" not in page


def test_before_the_journal_begins_the_board_says_that_nothing_was_known(later: At) -> None:
    then = {"as-of": "2020-01-01T10:00:00+00:00"}
    page = later("asha").page("/", **then)
    assert "Nothing was known yet" in page
    assert "Unnamed council" not in page
    assert "Nothing waits for you" not in page + later("asha").page("/mine/", **then)


def test_the_board_counts_what_works_apart_from_what_is_done_by_hand(later: At) -> None:
    words = later("asha").page("/").partition("Services that work</dt>")[2].partition("</dd>")[0]
    read = Counter(service_levels(*standing.now()).values())
    works = read[Level.NORMAL] + read[Level.PARTLY_WORKING]
    assert read[Level.BY_HAND]
    assert f"<dd>{works} of {read.total()}" in words
    assert f"{read[Level.BY_HAND]} more by hand" in words


def test_just_attacked_the_board_says_to_isolate(at: At) -> None:
    page = at("asha").page("/")
    assert "Nobody has said how anything stands" in page
    assert "nobody has said when" in page


def test_where_nothing_is_yet_the_board_says_what_to_do_first(newborn: Staff) -> None:
    page = newborn.page("/")
    assert "Nothing is on the register yet" in page
    assert "Nothing waits for you now." in page
    assert "no incident" in page
    assert "Nothing waits for you" in newborn.page("/mine/")
    assert "No service is on the register yet." in page


def test_mine_groups_what_waits_by_kind_with_its_count(later: At) -> None:
    page = later("asha").page("/mine/")
    assert "Connected on one signature (1)" in page
    assert "late: was due" in page
    assert "Nothing waits for you" not in page
    assert "Nothing waits for you" in later("dee").page("/mine/")


def test_the_board_leads_to_the_services_of_a_state_and_to_a_new_entry(later: At) -> None:
    page = later("asha").page("/")
    assert 'href="/services/?level=stopped"' in page
    assert 'href="/services/?level=unknown"' not in page, "there is none of it"
    assert "Add an entry" in page
    assert "Add an entry" not in later("cai").page("/"), "it is not for a clearer"
