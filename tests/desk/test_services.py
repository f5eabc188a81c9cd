"""The list of services and the page of one: what is asked for, and every reason why no better."""

import re
from datetime import timedelta

import pytest
from django.http import QueryDict

from reinstate.core.journal.events.facts import GlassBroken
from reinstate.core.levels.publish import service_levels
from reinstate.core.levels.view import View
from reinstate.core.state.council import Council
from reinstate.core.terms.level import Level
from reinstate.core.terms.reference import is_subject
from reinstate.desk.services import one as page_of_one
from reinstate.desk.services.finding import MARKS, ORDERS, asked, found
from reinstate.desk.services.ways import UP_TO
from reinstate.operations import importing, reading, situation
from reinstate.operations import story as stories
from reinstate.operations.service_seen import is_about, whole
from reinstate.operations.services_seen import may_rise, services_seen
from reinstate.operations.story import Told
from tests.core.levels.builders import (
    LEDGER,
    MAPS,
    START_AT,
    a_system,
    added,
    an_edge,
    an_incident,
    isolated,
    never_cut,
    told,
)
from tests.desk.conftest import At
from tests.desk.staff import Staff

LIST = "/services/"


def names_on(page: str) -> list[str]:
    """Return the ids of the services that a page lists, in order."""
    rows = page.split("<tbody", 1)[1]
    return re.findall(r'href="/services/([^/"]+)/"', rows)


def test_the_list_reads_each_service_as_residents_do(later: At) -> None:
    later("asha")
    council, at = situation.now()
    read = {one.row.id: one.level for one in services_seen(council, at)}
    assert read == dict(service_levels(council, at))


def test_how_long_it_is_bearable_stands_only_where_a_sheet_said_so(newborn: Staff) -> None:
    head, row = b"id,name,audience", b"svc-meals,Meals,resident"
    unsaid, said = head + b"\n" + row, head + b",tolerable_days\n" + row + b",3"
    for sheet, is_told in ((unsaid, False), (said, True)):
        importing.take(importing.opened([("services.csv", sheet)]), newborn.acting())
        assert ("Bearable for" in newborn.page("/services/svc-meals/")) == is_told


@pytest.mark.parametrize("level", list(Level))
def test_a_level_narrows_the_list_to_it_alone(level: Level, later: At) -> None:
    later("asha")
    council, at = situation.now()
    known = services_seen(council, at)
    wanted = asked(QueryDict(f"level={level.value}"))
    assert {one.row.id for one in found(known, wanted)} == {
        one.row.id for one in known if one.level is level
    }


@pytest.mark.parametrize("mark", list(MARKS))
def test_each_mark_is_what_the_council_knows(mark: str, later: At) -> None:
    later("asha")
    council, at = situation.now()
    known = services_seen(council, at)
    marked = {one.row.id for one in found(known, asked(QueryDict(f"mark={mark}")))}
    view = View(council, at)
    expected = set()
    for one in known:
        full = whole(council, one.row.id, at)
        assert full is not None
        truth = {
            "life": one.row.is_threat_to_life,
            "opens": any(may_rise(view, cell.cell) for cell in full.cells),
            "uncounted": any(each.is_uncounted for each in full.backlogs),
            "by-hand": any(each.workaround.is_running for each in full.workarounds),
            "lowered": any(cell.lowering for cell in full.cells),
            "staff": one.row.audience == "internal",
        }
        expected |= {one.row.id} if truth[mark] else set()
    assert marked == expected


@pytest.mark.parametrize("order", list(ORDERS))
def test_the_other_way_round_is_exactly_the_other_way_round(order: str, later: At) -> None:
    later("asha")
    known = services_seen(*situation.now())
    one_way = found(known, asked(QueryDict(f"sort={order}")))
    other = found(known, asked(QueryDict(f"sort=-{order}")))
    key = ORDERS[order][1]
    assert [key(one) for one in other] == [key(one) for one in reversed(one_way)]


def test_lives_come_first_where_nobody_asks_for_another_order(later: At) -> None:
    later("asha")
    known = {one.row.id: one for one in services_seen(*situation.now())}
    listed = [known[id_] for id_ in names_on(later("asha").page(LIST))]
    is_life = [one.row.is_threat_to_life and one.level is not Level.NORMAL for one in listed]
    assert any(is_life)
    assert is_life == sorted(is_life, reverse=True)


def test_an_everyday_word_finds_the_service(later: At) -> None:
    page = later("asha").page(LIST, q="RENT")
    assert "svc-rent" in names_on(page)
    assert "svc-bins" not in names_on(page)


def test_an_address_that_means_nothing_shows_everything(later: At) -> None:
    asha = later("asha")
    strange = asha.page(LIST, level="high", mark="x", harm="-1", sort="'; drop", page="99999999999")
    assert names_on(strange) == names_on(asha.page(LIST))


def test_hostile_words_of_a_search_stay_words(later: At) -> None:
    page = later("asha").page(LIST, q='"><script>alert(1)</script>')
    assert "<script>alert" not in page
    assert "No service is like that" in page


def test_a_service_gives_every_reason_with_a_link_to_what_it_is_about(later: At) -> None:
    asha = later("asha")
    council, at = situation.now()
    full = whole(council, "svc-parking-permits", at)
    assert full is not None
    page = asha.page("/services/svc-parking-permits/")
    reasons = [reason for cell in full.cells for reason in cell.reasons]
    assert len(reasons) > 1
    for reason in reasons:
        assert reason.sentence in page
        if reason.ref.startswith(("system:", "link:")):
            assert f'href="/subjects/{reason.ref}/"' in page


def test_what_a_need_uses_stands_behind_the_service_where_it_is_a_reason(later: At) -> None:
    later("asha")
    rows = added(a_system("sys-maps"), an_edge(LEDGER, MAPS, is_use=True))
    council = told(an_incident(*rows), never_cut(LEDGER), isolated(MAPS))
    full = whole(council, "svc-rent", START_AT)
    assert full is not None
    named = {one.ref for cell in full.cells for one in cell.reasons if is_subject(one.ref)}
    assert named == {MAPS}
    assert [(one.subject, one.how) for one in full.behind] == [
        (MAPS, "used-behind"),
        (LEDGER, "needs"),
    ]


def test_reasons_beyond_the_limit_are_counted_and_lead_to_the_systems(
    later: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_of_one, "WHYS_MAX", UP_TO)
    council, at = situation.now()
    services = (whole(council, seen.row.id, at) for seen in services_seen(council, at))
    known = max((each for each in services if each), key=lambda each: len(each.cells[0].reasons))
    beyond = len(known.cells[0].reasons) - UP_TO
    assert beyond > 1
    page = later("asha").page(f"/services/{known.row.id}/")
    assert f"{beyond} further reasons" in page
    assert page.count('href="#behind"') > 1


def test_acts_are_offered_only_to_whom_the_role_gives_them(later: At) -> None:
    address = "/services/svc-libraries/"
    assert f'href="{address}lower/"' in later("noor").page(address)
    assert f'href="{address}open/"' in later("noor").page(address)
    seen_by_eli = later("eli").page(address)
    assert f"{address}lower/" not in seen_by_eli
    assert f"{address}open/" not in seen_by_eli


def test_the_page_of_the_past_shows_what_was_known_and_offers_nothing(later: At) -> None:
    asha = later("asha")
    council, _ = situation.now()
    assert council.incident is not None
    then = council.incident.declared_at.isoformat()
    page = asha.page("/services/svc-rent/", **{"as-of": then})
    assert "As it was known on" in page
    assert "app-act" not in page
    assert "as-of=" in page


def test_nobody_finds_a_service_that_there_is_none_of(later: At) -> None:
    assert later("asha").get("/services/svc-nothing/").status_code == 404
    assert later("noor").get("/services/svc-nothing/open/").status_code == 404


def told_of(council: Council, service: str, limit: int = stories.PAGE) -> tuple[Told, ...]:
    """Return what is told of a service."""
    return stories.known(council, (f"service:{service}",), limit=limit).told


def test_the_story_of_a_service_misses_no_entry_that_names_it(later: At) -> None:
    later("asha")
    council, _ = situation.now()
    listed = {one.seen.entry.seq for one in told_of(council, "svc-rent", 10_000)}
    named = {
        entry.seq
        for entry in reading.entries()
        for name in ("cell", "about")
        if is_about(getattr(entry.event, name, None), "svc-rent")
    }
    assert len(named) > 5
    assert named <= listed
    born = {one.id for one in council.notices.values() if is_about(one.drafted.about, "svc-rent")}
    approved = {one.approved_seq for one in council.notices.values() if one.id in born}
    assert approved - {0} <= listed


def test_glass_that_was_broken_for_a_service_is_in_its_story(later: At) -> None:
    later("asha")
    broken = [one for one in reading.entries() if isinstance(one.event, GlassBroken)]
    assert broken
    for entry in broken:
        assert isinstance(entry.event, GlassBroken)
        told = told_of(reading.council(), entry.event.service, 10_000)
        assert entry.seq in {one.seen.entry.seq for one in told}


def test_the_story_of_the_past_ends_there(later: At) -> None:
    noor = later("noor")
    before, _ = situation.now()
    assert told_of(before, "svc-libraries")
    noor.sent("/services/svc-libraries/by-hand/", {"how": "Paper"})
    after, _ = situation.now()
    assert told_of(after, "svc-libraries")[0].seen.entry.seq == after.seq
    assert told_of(before, "svc-libraries")[0].seen.entry.seq <= before.seq


def test_an_answer_is_kept_for_a_minute_and_no_longer(later: At) -> None:
    noor = later("noor")
    council, at = situation.now()
    assert services_seen(council, at) is services_seen(council, at.replace(microsecond=7))
    assert services_seen(council, at + timedelta(minutes=1)) is not services_seen(council, at)
    noor.sent("/services/svc-planning/by-hand/", {"how": "Paper"})
    after, at = situation.now()
    assert services_seen(after, at) != services_seen(council, at)
