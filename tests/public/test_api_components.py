"""Services for machines: their levels, dates and approved words, under ids that never change."""

from typing import Any

from reinstate.core.journal.events.register import RowChanged
from reinstate.core.journal.rows import ServiceRow
from reinstate.public.words import machine_moment
from tests.public.builders import (
    BINS,
    RENT,
    RENT_TENANTS,
    Story,
    an_attack,
    isolated,
)
from tests.public.machines import api, component
from tests.public.sites import a_full_story, a_promise


def rent(story: Story) -> Any:
    """Return what we say of rent beyond the shape of others."""
    return component(story, "Housing rent")["reinstate"]


def test_what_the_shape_has_no_word_for_stands_under_our_own_name() -> None:
    story = a_full_story()
    found = rent(story)
    assert (found["state"], found["words"]) == ("by_hand", "By hand")
    cells = [(one["channel"], one["group"]) for one in found["cells"]]
    assert cells == [("all", "council-tenants"), ("web", "garages")]
    assert [one["state"] for one in found["return"]] == ["open"]
    assert [one["state"] for one in found["previous_dates"]] == ["broken"]
    page = api(story)["status"]["page"]["reinstate"]
    assert (page["schema"], page["phase"], page["is_practice"]) == (1, "contain", False)
    assert [one["title"] for one in page["payment_promise"]] == ["Direct Debit: do nothing for now"]


def test_words_of_a_place_stand_under_its_key() -> None:
    story = an_attack()
    about = f"service:{RENT}"
    story.tells("Do", "Ring us.", about=about, place="do-now")
    story.tells("Money", "Keep it.", about=about, place="money")
    story.tells("Else", "Come in.", about=RENT_TENANTS, place="other-ways")
    found = rent(story)
    assert [one["text"] for one in found["do_now"]] == ["Ring us."]
    assert [one["text"] for one in found["payment_promise"]] == ["Keep it."]
    assert [(one["text"], one["group"]) for one in found["workaround"]] == [
        ("Come in.", "council-tenants")
    ]


def test_words_for_another_level_are_gone_with_it() -> None:
    story = an_attack()
    story.tells("Do", "Put them out.", about=f"service:{BINS}", place="do-now")
    assert component(story, "Bins and recycling")["reinstate"]["do_now"] != []
    story.says(isolated("system:sys-portal"))
    assert component(story, "Bins and recycling")["reinstate"]["do_now"] == []


def test_words_to_all_are_on_the_page_by_their_place() -> None:
    story = an_attack()
    story.tells("Title", "We were attacked.", place="happened")
    story.tells("Title", "Ring us.", place="help")
    story.tells("Title", "None is known.", place="your-data")
    story.tells("Title", "Complain here.", place="about")
    page = api(story)["status"]["page"]["reinstate"]
    keys = ("what_happened", "help", "your_data", "about")
    found = [[one["text"] for one in page[key]] for key in keys]
    assert found == [["We were attacked."], ["Ring us."], ["None is known."], ["Complain here."]]
    assert rent(story)["how_to_contact"] == "https://status.oakbridge.example/help/"


def test_nothing_told_is_null_or_an_empty_list() -> None:
    found = component(an_attack(), "Libraries")["reinstate"]
    lists = ("return", "previous_dates", "do_now", "payment_promise", "workaround", "also_called")
    assert [found[key] for key in lists] == [[]] * len(lists)
    assert (found["need"], found["how_to_contact"]) == (None, None)


def test_a_service_keeps_its_id_under_another_name() -> None:
    story = an_attack()
    before = component(story, "Housing rent")
    row = story.council.register.rows[f"service:{RENT}"]
    assert isinstance(row, ServiceRow)
    renamed = ServiceRow(
        id=row.id, name="Rent and tenancies", also_called=("rent",), need="Pay my rent"
    )
    story.says(RowChanged(row=renamed))
    after = component(story, "Rent and tenancies")
    assert after["id"] == before["id"]
    assert after["updated_at"] == machine_moment(story.at)
    assert after["reinstate"]["also_called"] == ["rent"]
    assert after["reinstate"]["need"] == "Pay my rent"


def test_a_date_that_passes_moves_the_service_at_that_moment() -> None:
    story = an_attack()
    made = a_promise(story, about=f"service:{RENT}", days=2)
    story.says(made)
    assert made.latest is not None
    before = component(story, "Housing rent")
    late = next(
        one
        for one in api(story, made.latest.replace(day=made.latest.day + 1))["summary"]["components"]
        if one["id"] == before["id"]
    )
    assert late["reinstate"]["return"][0]["is_overdue"]
    assert late["updated_at"] == machine_moment(made.latest)


def test_nothing_is_under_maintenance_while_its_range_runs() -> None:
    story = an_attack()
    made = a_promise(story, about=f"service:{RENT}", days=2)
    story.says(made)
    found = api(story, made.latest)["summary"]
    assert {one["status"] for one in found["components"]} == {"major_outage", "partial_outage"}
    assert [one["status"] for one in found["scheduled_maintenances"]] == ["in_progress"]
