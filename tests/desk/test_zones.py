"""The zones: counted, what speaks against them first, and sightings of many at once."""

from http import HTTPStatus

import pytest

from reinstate.core.state.step import subject_of
from reinstate.core.zones.heartbeat import watched
from reinstate.core.zones.subjects import all_subjects, name_of
from reinstate.desk.zones import standing
from reinstate.operations import reading, situation
from reinstate.operations.overview import overview
from reinstate.operations.sighted import sighted
from tests.desk.conftest import At

ZONES = "/zones/"
SEEN = "/systems/seen/"
HEARD = "/zones/heard/"


@pytest.mark.usefixtures("played")
def test_the_counts_are_of_everything_that_can_be_cut_off() -> None:
    council, at = situation.now()
    counts = standing.counts(overview(council, at))
    assert sum(one.total for one in counts) == len(all_subjects(council))
    for one in counts:
        for zone, count in one.counts:
            named = [
                each
                for each in all_subjects(council, one.kind)
                if situation.zone_of(subject_of(council, each)) == zone
            ]
            assert len(named) == count, (one.kind, zone)


def test_the_page_names_every_link_wave_and_device_group(later: At) -> None:
    page = later("asha").page(ZONES)
    council = reading.council()
    for kind in ("link", "wave", "devices"):
        for one in all_subjects(council, kind):
            assert f'value="{one}"' in page, one
    assert "/subjects/link:link-internet/" in page


def test_what_stands_under_a_demand_is_named_with_its_end_and_its_cause(later: At) -> None:
    page = later("asha").page(ZONES)
    council, at = situation.now()
    found = standing.demanded(council, at)
    assert found
    assert f"Isolate these, or clear them again ({len(found)})" in page
    assert name_of(council, found[0].subject) in page


def test_an_isolation_can_be_withdrawn_for_a_while_and_the_page_says_until_when(at: At) -> None:
    asha = at("asha")
    assert "it can be withdrawn" not in asha.page(ZONES)
    asha.sent("/systems/isolate/?subject=system:sys-core-network", {})
    page = asha.page(ZONES)
    assert "Isolated lately: can still be withdrawn (1)" in page
    council, now = situation.now()
    limits = standing.reversible(council, all_subjects(council), now)
    later_on = standing.reversible(council, all_subjects(council), limits[0].until)
    over = limits[0].until.replace(year=limits[0].until.year + 1)
    assert later_on == limits
    assert standing.reversible(council, all_subjects(council), over) == []


def test_many_are_seen_at_once_and_a_repeat_is_told_as_one(later: At) -> None:
    asha = later("asha")
    both = ("system:sys-wan", "system:sys-core-network")
    address = f"{SEEN}?subject={both[0]}&subject={both[1]}"
    page = asha.sent(address, {"state": "unclear"})
    assert "2 seen differently than before" in page
    council, at = situation.now()
    assert {one.state for one in sighted(council, both, at).values()} == {"unclear"}
    size = council.seq
    assert "Seen as before" in asha.sent(address, {"state": "unclear"})
    assert reading.council().seq == size


def test_what_is_isolated_and_seen_live_comes_first(later: At) -> None:
    asha = later("asha")
    council = reading.council()
    off = next(
        one
        for one in all_subjects(council, "link")
        if subject_of(council, one).declared == "isolated"
    )
    asha.sent(f"{SEEN}?subject={off}", {"state": "live"})
    found = overview(*situation.now())
    assert off in [one for one, _ in standing.belied(found)]
    assert "Isolated, yet seen live" in asha.page(ZONES)


def test_a_sighting_needs_to_say_what_was_seen_and_never_lies_ahead(later: At) -> None:
    asha = later("asha")
    address = f"{SEEN}?subject=system:sys-wan"
    answer = asha.send(address, {})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Say what was seen." in answer.content.decode()
    ahead = asha.send(address, {"state": "cut", "at_0": "2199-01-01T10:00"})
    assert ahead.status_code == HTTPStatus.CONFLICT
    assert "cannot have been seen" in ahead.content.decode()


def test_who_may_not_say_what_was_seen_is_not_offered_it(later: At) -> None:
    for handle, is_offered in (("asha", True), ("eli", False)):
        page = later(handle).page(ZONES)
        assert ("Say what was seen of them" in page) is is_offered, handle


def test_the_end_of_a_silence_is_written_down(later: At) -> None:
    asha = later("asha")
    council, at = situation.now()
    silent = next(
        one for one in watched(council, at) if subject_of(council, one).silent_since is not None
    )
    assert "1 silent" in asha.page(ZONES)
    asha.sent(f"{HEARD}?subject={silent}", {})
    assert subject_of(reading.council(), silent).silent_since is None


def test_a_second_click_writes_a_sighting_once(later: At) -> None:
    asha = later("asha")
    address = f"{SEEN}?subject=system:sys-wan"
    fields = {**asha.form(address), "state": "live"}
    asha.send(address, {}, fields)
    size = reading.council().seq
    assert asha.send(address, {}, fields).status_code == HTTPStatus.SEE_OTHER
    assert reading.council().seq == size


def test_what_is_found_to_isolate_says_what_is_isolated_already(at: At) -> None:
    asha = at("asha")
    address = "/zones/isolate/find/?q=core+network"
    assert ">Isolate Core network switches</a>" in asha.page(address)
    asha.sent("/subjects/system:sys-core-network/isolate/", {})
    page = asha.page(address)
    assert ">Isolate Core network switches</a>" not in page
    assert 'app-zone--isolated">Isolated</strong>' in page
    assert "Change how it is cut" in page
