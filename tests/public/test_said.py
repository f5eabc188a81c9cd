"""What the residents' pages say, each thing in its place."""

from datetime import timedelta

import pytest

from reinstate.core.journal.events.notices import NoticeWithdrawn
from reinstate.public.identifiers import update_path
from reinstate.public.lists import letters
from tests.public.builders import (
    BINS,
    LIBRARY,
    RENT,
    Story,
    a_service,
    a_small_council,
    an_attack,
    opened,
    rows,
    the_example,
)
from tests.public.everything import BINS_UPDATE, ERASED, PERMITS, everything
from tests.public.sites import a_full_story, page_of, rent_page


def service_words(story: Story, id_: str) -> str:
    """Return what the page of a service says."""
    return page_of(story, f"services/{id_}/index.html").words


def test_home_says_how_many_services_read_each_level() -> None:
    words = page_of(a_full_story(), "index.html").words
    lead = "Our services have been disrupted since 2 November 2026."
    assert f"{lead} 1 of 3 services works as usual." in words
    assert "1 Working" in words
    assert "0 Limited" in words


def test_home_says_what_happened_in_approved_words_instead_of_ours() -> None:
    words = page_of(everything(), "index.html").words
    assert "Somebody broke in. We switched off." in words
    assert "have been disrupted" not in words
    assert "1 of 4 services works as usual." in words


def test_home_leads_to_the_services_that_people_rely_on_most() -> None:
    story = the_example()
    home = page_of(story, "index.html")
    links = [one["href"] for one in home.all("a") if one["href"].startswith("services/svc-")]
    assert len(links) == 10
    rows = story.council.register.rows
    ids = [link.split("/")[1] for link in links]
    lives = [getattr(rows[f"service:{id_}"], "is_threat_to_life", False) for id_ in ids]
    assert lives == [True] * 8 + [False] * 2


def test_home_carries_the_promise_about_money_whole() -> None:
    words = page_of(a_full_story(), "index.html").words
    assert "Direct Debit: do nothing for now Leave the money in your account." in words
    assert "Do not pay another way. We will write first." in words


def test_home_gives_urgent_help_and_the_formats_that_there_are() -> None:
    words = page_of(everything(), "index.html").words
    assert "Urgent numbers Ring 020\u00a07946\u00a00101" in words
    assert "British Sign Language (BSL) Easy Read Print all services" in words
    assert "Other languages" not in words


def test_where_no_help_is_published_home_says_what_holds_everywhere() -> None:
    words = page_of(an_attack(), "index.html").words
    assert "If somebody is in danger, call 999 ." in words
    assert "Easy Read" not in words


def test_numbers_can_be_rung_and_addresses_opened() -> None:
    links = {one["href"] for one in page_of(everything(), "help/index.html").all("a")}
    assert {"tel:02079460101", "tel:1800102079460101", "https://bsl.example/film"} <= links


def test_the_a_to_z_has_everyday_words_that_lead_to_the_service() -> None:
    page = page_of(everything(), "services/index.html")
    assert "Dustbins: Bins and recycling Working" in page.words
    assert "7-day collection: Bins and recycling" in page.words
    assert page.words.index("0-9") < page.words.index("Bins and recycling")
    assert {"dustbins, rubbish, 7-day collection"} == {
        one["data-also"] for one in page.all("li") if "data-also" in one
    }


def test_the_a_to_z_knows_accents_digits_and_other_alphabets() -> None:
    story = opened()
    for number, name in enumerate(
        ("Zoo", "\u00c9cole", "Easy", "24-hour line", "\u062c\u0645\u0639")
    ):
        story.says(*rows(a_service(f"svc-{number}", name)))
    found = [letter.letter for letter in letters(story.record().services)]
    assert found == ["0-9", "E", "Z", "Other"]
    (_, under_e, *_) = letters(story.record().services)
    assert [one.line.name for one in under_e.entries] == ["Easy", "\u00c9cole"]


def test_services_are_found_by_need_and_by_how_they_work() -> None:
    needs = page_of(everything(), "needs/index.html").words
    assert "Cars and travel Parking permits" in needs
    assert needs.index("Home Bins") < needs.index("Other services Housing rent")
    states = page_of(everything(), "states/index.html").words
    assert "1 Working This service works as usual. Bins and recycling" in states
    assert "0 Limited" in states


def test_where_no_service_has_a_need_no_page_leads_to_needs() -> None:
    page = page_of(an_attack(), "services/index.html")
    assert not [one for one in page.all("a") if "needs/" in one["href"]]


@pytest.mark.parametrize(
    "heading", ["Do this now", "Money and deadlines", "When", "Other ways", "Updates"]
)
def test_the_headings_of_a_service_stand_even_when_there_is_nothing_to_say(heading: str) -> None:
    for story in (a_small_council(), an_attack(), everything()):
        page = rent_page(story)
        assert ("h2", heading) in page.text


def test_a_service_says_what_to_do_about_money_and_how_else() -> None:
    words = rent_page(everything()).words
    assert "Do this now Do nothing Keep the money. We will write." in words
    assert "For: Council tenants Pay at the desk Bring your card." in words
    assert "Money and deadlines No late fees Nobody pays a late fee." in words
    assert "Other ways By phone Ring 020\u00a07946\u00a00101" in words


def test_a_service_by_group_asks_who_you_are() -> None:
    words = rent_page(everything()).words
    asked = words.partition("Which are you?")[2]
    assert asked.startswith(" Council tenants By hand since 2 November 2026 Pay at the desk.")
    assert "Garages, online Not working" in asked
    assert "How do you want to deal with us?" not in asked


def test_a_service_by_channel_asks_how_you_come() -> None:
    words = service_words(everything(), LIBRARY)
    asked = words.partition("How do you want to deal with us?")[2]
    assert asked.startswith(" Online Not yet checked since 2 November 2026 In person")
    assert "Which are you?" not in words


def test_a_service_by_channel_and_group_asks_one_after_the_other() -> None:
    page = page_of(everything(), f"services/{PERMITS}/index.html")
    asked = page.words.partition("Which are you?")[2]
    assert asked.startswith(" Residents Businesses Everybody else Residents How do you want")
    assert "Residents How do you want to deal with us? Online" in asked
    assert "Everybody else How do you want to deal with us? By phone" in asked
    links = [one["href"] for one in page.all("a")]
    assert {"#who-1", "#who-2", "#who-3"} <= set(links)


def test_a_service_that_is_alike_for_all_asks_nothing() -> None:
    words = service_words(everything(), BINS)
    assert "Which are you?" not in words
    assert "How do you want" not in words


def test_dates_are_ranges_and_those_before_stay_with_how_they_ended() -> None:
    words = rent_page(a_full_story()).words
    assert "We expect it back between 11 November 2026 and 15 November 2026." in words
    assert "Back between 4 November 2026 and 8 November 2026. We did not keep it." in words


def test_a_service_that_is_down_and_has_no_date_says_so() -> None:
    assert "We have not given a date yet." in rent_page(an_attack()).words


def test_a_working_service_promises_no_return() -> None:
    words = service_words(everything(), BINS)
    assert "When It is working now." in words
    assert "Nothing special: use this service as usual." in words


def test_a_service_is_followed_by_a_feed_of_its_own() -> None:
    links = [one["href"] for one in rent_page(everything()).all("a")]
    assert f"../../services/{RENT}/history.atom" in links


def update_words(story: Story, title: str) -> str:
    """Return what the page of the update with this title says."""
    update = next(one for one in story.record().updates if one.now.title == title)
    return page_of(story, update_path(update.id)).words


def test_a_corrected_update_says_what_was_said_before() -> None:
    words = update_words(everything(), BINS_UPDATE)
    corrected = words.index("We corrected this on")
    assert words.index("On Monday, as ever.") < corrected < words.index("On Tuesday.")
    assert "These words were erased." in words
    assert ERASED not in words


def test_an_update_that_was_taken_back_stays_and_says_so_first() -> None:
    words = update_words(everything(), "Libraries open")
    assert "We took this update back. It no longer holds." in words
    assert words.index("took this update back") < words.index("All of them.")
    assert "Libraries open Taken back." in page_of(everything(), "updates/index.html").words


def test_the_address_of_an_update_outlives_its_corrections() -> None:
    story = an_attack()
    first = story.tells("Rent", "Ring us.")
    path = update_path(first)
    assert "Ring us." in page_of(story, path).words
    second = story.tells("Rent", "Write to us.", replaces=first)
    assert "Write to us." in page_of(story, path).words
    story.says(NoticeWithdrawn(notice=second))
    assert "It no longer holds." in page_of(story, path).words


def test_older_updates_are_listed_by_title_alone() -> None:
    story = an_attack()
    for number in range(32):
        story.tells(f"Update {number}", "Something happened.")
        story.at += timedelta(hours=1)
    words = page_of(story, "updates/index.html").words
    assert "Older updates Update 1 2 November 2026" in words
    assert words.count("Something happened.") == 30


def test_payments_are_told_to_all_and_by_service() -> None:
    words = page_of(everything(), "payments/index.html").words
    assert "Direct Debit: do nothing for now" in words
    assert "Housing rent" in words.partition("By service")[2]
    assert "No late fees Nobody pays a late fee." in words


def test_your_data_says_approved_words_or_that_there_are_none() -> None:
    assert (
        "What we know Some files were copied."
        in page_of(everything(), "your-data/index.html").words
    )
    assert (
        "We have not published anything about your data yet."
        in page_of(an_attack(), "your-data/index.html").words
    )


def test_about_keeps_the_book_of_dates() -> None:
    words = page_of(everything(), "about/index.html").words
    assert "Open: 2. Kept: 0. Not kept: 1. Ended in another way: 0." in words
    assert "We did not keep it." in words
    assert "Complain Write to complaints@oakbridge.example" in words


def test_the_printed_pack_has_every_service_and_each_part_that_differs() -> None:
    page = page_of(everything(), "print/index.html")
    for name in ("Bins and recycling", "Housing rent", "Libraries", "Parking permits"):
        assert name in page.words
    assert "Council tenants: by hand" in page.words
    assert [one["src"] for one in page.all("img")] == ["../qr.svg"]
    assert "https://status.oakbridge.example/" in page.words


def test_the_lost_are_led_to_services_and_help_from_wherever_they_stand() -> None:
    links = {one["href"] for one in page_of(opened(), "404.html").all("a")}
    assert {"/services/index.html", "/help/index.html", "/index.html"} <= links


def test_an_empty_council_has_pages_that_read_well() -> None:
    story = opened()
    for path, sentence in {
        "index.html": "We have not listed our services yet.",
        "services/index.html": "We have not listed our services yet.",
        "updates/index.html": "We have published no updates yet.",
        "payments/index.html": "We have published nothing to everybody about payments yet.",
        "about/index.html": "We have given no dates.",
    }.items():
        assert sentence in page_of(story, path).words, path
