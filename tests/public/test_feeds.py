"""The feeds: sound XML for any words, ids that stay, and dates that move when words do."""

from datetime import timedelta
from typing import Any
from xml.etree import ElementTree as ET

import feedparser  # type: ignore[import-untyped]  # it has no types
import pytest
from hypothesis import given, settings

from reinstate.core.journal.events.incident import IncidentClosed
from reinstate.core.journal.events.notices import NoticeWithdrawn, PromiseEnded
from reinstate.operations.public_record import PublicRecord
from reinstate.public.feeds.atom import Category, Feed, Item, atom
from reinstate.public.feeds.files import feeds, service_feed
from reinstate.public.words import machine_moment
from tests.public.builders import BINS, RENT, START_AT, Story, an_attack, opened
from tests.public.machines import ATOM, entries, text_of
from tests.public.records import records
from tests.public.sites import a_full_story, a_promise, site_of

HISTORY, UPDATES = "history.atom", "updates.atom"
RENTS = f"services/{RENT}/history.atom"
EVIL = "]]><script>alert('1')</script> & \x00\x1b[31m\u202e \N{FAMILY} سلام \uffff"


def parsed(content: bytes) -> Any:
    """Return a feed as feedparser reads it, without complaint."""
    found = feedparser.parse(content)
    assert found.bozo is False
    return found


def updated(story: Story, path: str) -> dict[str, str]:
    """Return when each entry of a feed was last changed, by id."""
    found = entries(story, path)
    return {id_: text_of(found[id_], "updated") for id_ in found}


def content_of(story: Story, path: str, number: int = 0) -> str:
    """Return what an entry says, 0 being the newest."""
    return text_of(list(entries(story, path).values())[number], "content")


def test_every_feed_is_read_without_complaint() -> None:
    site = site_of(a_full_story())
    found = {path for path in site if path.endswith(".atom")}
    services = {service_feed(id_) for id_ in (BINS, RENT, "svc-library")}
    assert found == {HISTORY, UPDATES, *services}
    for path in found:
        feed = parsed(site[path])
        assert feed.version == "atom10"
        assert feed.feed.author == "Oakbridge Council"
        assert feed.feed.id.startswith("tag:status.oakbridge.example,2026:")
        links = {link.rel: link.href for link in feed.feed.links}
        assert links["self"] == f"https://status.oakbridge.example/{path}"
        assert links["alternate"].startswith("https://status.oakbridge.example/")
        assert feed.feed.updated == max([one.updated for one in feed.entries])


def test_an_entry_has_all_that_a_reader_shows() -> None:
    entry = parsed(site_of(a_full_story())[UPDATES]).entries[0]
    assert entry.title == "Garages"
    assert entry.content[0].type == "text/html"
    assert entry.content[0].language == "en-GB"
    assert entry.content[0].value == "<p>We will ring you.</p>"
    assert [(tag.term, tag.label) for tag in entry.tags] == [(RENT, "Housing rent")]
    assert entry.published == entry.updated == "2026-11-02T11:30:00.000Z"
    assert entry.link.startswith("https://status.oakbridge.example/updates/")


def test_the_history_has_an_entry_for_the_incident_and_for_each_return() -> None:
    found = [text_of(one, "title") for one in entries(a_full_story(), HISTORY).values()]
    assert found == ["Expected back: Housing rent", "Council services are disrupted"]
    said = content_of(a_full_story(), HISTORY, 1)
    assert said.startswith("<h2>2 November 2026, 11:30am: We are finding out</h2>\n<p>Garages</p>")
    assert said.index("Garages") < said.index("What happened") < said.index("Some council")


def test_the_feed_of_a_service_has_its_levels_updates_and_dates() -> None:
    found = [text_of(one, "title") for one in entries(a_full_story(), RENTS).values()]
    assert found == [
        "Housing rent: when it will be back",
        "Housing rent: when it will be back",
        "Garages",
        "Rent by post",
        "Housing rent: By hand",
        "Housing rent: Not working",
        "Housing rent: Not yet checked",
    ]


def test_a_home_without_a_story_has_feeds_without_entries() -> None:
    feed = parsed(site_of(opened())[HISTORY])
    assert (feed.entries, feed.feed.updated) == ([], "2026-11-02T09:10:00.000Z")


@pytest.mark.parametrize("path", [HISTORY, UPDATES, RENTS])
def test_a_correction_moves_updated_of_its_entry_and_nothing_else(path: str) -> None:
    story = a_full_story()
    about = f"service:{RENT}"
    id_ = story.tells("Rent", "Pay on Monday.", about=about)
    before = parsed(feeds(story.record())[path])
    story.tells("Rent", "Pay on Tuesday.", about=about, replaces=id_)
    after = parsed(feeds(story.record())[path])
    assert {one.id: one.published for one in after.entries} == {
        one.id: one.published for one in before.entries
    }
    was = {one.id: one.updated for one in before.entries}
    moved = [one for one in after.entries if was[one.id] != one.updated]
    assert [one.updated for one in moved] == [machine_moment(story.at)]
    assert "Pay on Tuesday." in moved[0].content[0].value
    assert "Corrected on" in moved[0].content[0].value


def test_an_update_that_was_taken_back_says_so_and_stays() -> None:
    story = an_attack()
    id_ = story.tells("Rent", "Pay on Monday.")
    before = updated(story, UPDATES)
    story.says(NoticeWithdrawn(notice=id_))
    after = updated(story, UPDATES)
    assert list(after) == list(before)
    assert list(after.values()) == [machine_moment(story.at)]
    assert content_of(story, UPDATES).startswith("<p>We took this back on 2 November 2026")
    [entry] = entries(story, UPDATES).values()
    assert text_of(entry, "title") == "Taken back: Rent"


def test_a_range_that_moves_moves_its_return_and_its_promise_alone() -> None:
    story = a_full_story()
    before = updated(story, HISTORY), updated(story, RENTS)
    promise = next(one.id for one in story.record().promises if one.service and one.state == "open")
    story.says(PromiseEnded(promise=promise, how="replaced"))
    after = updated(story, HISTORY), updated(story, RENTS)
    for old, new in zip(before, after, strict=True):
        assert set(old) == set(new)
        assert [new[id_] for id_ in new if new[id_] != old[id_]] == [machine_moment(story.at)]


def test_a_date_that_passes_moves_its_entry_at_that_moment() -> None:
    story = an_attack()
    made = a_promise(story, about=f"service:{RENT}", days=2)
    story.says(made)
    assert made.latest is not None
    found = entries(story, RENTS, made.latest + timedelta(hours=1))
    newest = next(iter(found.values()))
    assert text_of(newest, "updated") == machine_moment(made.latest)
    assert "we are late" in text_of(newest, "content")


def test_an_incident_that_is_over_keeps_its_entry() -> None:
    story = a_full_story()
    before = updated(story, HISTORY)
    story.says(IncidentClosed(report="0" * 64, incident=story.council.incidents[-1].id))
    after = updated(story, HISTORY)
    assert set(after) == set(before)
    assert content_of(story, HISTORY).startswith("<h2>2 November 2026, 12:50pm: Over</h2>")


def test_the_year_of_an_id_is_the_one_in_which_it_was_first_told() -> None:
    story = an_attack()
    id_ = story.tells("Rent", "Pay on Monday.")
    story.at += timedelta(days=100)
    story.tells("Rent", "Pay on Tuesday.", replaces=id_)
    story.tells("Rent", "Happy new year.")
    years = [one.split(",")[1][:4] for one in entries(story, UPDATES)]
    assert years == ["2027", "2026"]


def test_the_id_of_a_feed_has_the_year_of_the_home_for_ever() -> None:
    story = an_attack()
    story.at += timedelta(days=100)
    story.tells("Rent", "Happy new year.", about=f"service:{RENT}")
    assert {path: parsed(content).feed.id for path, content in feeds(story.record()).items()} == {
        HISTORY: "tag:status.oakbridge.example,2026:history",
        UPDATES: "tag:status.oakbridge.example,2026:updates",
        f"services/{BINS}/history.atom": (
            "tag:status.oakbridge.example,2026:service/c0970e03441258c6"
        ),
        f"services/{RENT}/history.atom": (
            "tag:status.oakbridge.example,2026:service/9adde163dfa67565"
        ),
        "services/svc-library/history.atom": (
            "tag:status.oakbridge.example,2026:service/7007a8fd5d3cde5b"
        ),
    }


def test_only_the_fifty_that_changed_last_are_there() -> None:
    story = an_attack()
    for number in range(52):
        story.tells(f"News {number}", "Text.")
    titles = [text_of(one, "title") for one in entries(story, UPDATES).values()]
    assert (len(titles), titles[0], titles[-1]) == (50, "News 51", "News 2")


def test_hostile_words_are_words() -> None:
    story = an_attack()
    story.tells(EVIL, EVIL, about=f"service:{RENT}")
    for content in (feeds(story.record())[path] for path in (HISTORY, UPDATES, RENTS)):
        assert b"<script" not in content
        feed = parsed(content)
        [entry] = [one for one in feed.entries if "سلام" in one.content[0].value]
        assert "script>" not in entry.content[0].value.replace("&lt;/script&gt;", "")
    [entry] = entries(story, UPDATES).values()
    assert text_of(entry, "title") == "]]><script>alert('1')</script> & [31m \N{FAMILY} سلام"
    assert "&lt;script&gt;" in text_of(entry, "content")


def test_the_writer_leaves_out_what_xml_cannot_hold() -> None:
    item = Item(
        id="tag:a.example,2026:1",
        title=EVIL,
        link=f"https://a.example/{EVIL}",
        published=START_AT,
        updated=START_AT,
        html=EVIL,
        categories=(Category(EVIL, EVIL),),
    )
    whole = Feed(
        id="tag:a.example,2026:f",
        title=EVIL,
        author=EVIL,
        here="https://a.example/f.atom",
        link="https://a.example/",
        began=START_AT,
        items=(item,),
    )
    root = ET.fromstring(atom(whole))  # noqa: S314 - our own file
    assert text_of(root, "title") == EVIL.replace("\x00\x1b", "").replace("\uffff", "")


@given(record=records())
@settings(max_examples=60)
def test_any_record_at_all_makes_sound_feeds(record: PublicRecord) -> None:
    for content in feeds(record).values():
        root = ET.fromstring(content)  # noqa: S314 - our own file
        moments = [text_of(one, "updated") for one in root.iter(f"{ATOM}entry")]
        assert moments == sorted(moments, reverse=True)
        for one in root.iter(f"{ATOM}entry"):
            assert text_of(one, "published") <= text_of(one, "updated")
