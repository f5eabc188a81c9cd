"""Words stand in places; on the page of a service they hold for the level they were for."""

from datetime import timedelta

import pytest

from reinstate.core.journal.events.incident import IncidentClosed
from reinstate.core.journal.events.notices import NoticeLapsed
from reinstate.core.levels.lift import Lift
from reinstate.core.levels.lower import Lower
from reinstate.core.levels.view import View
from reinstate.core.notices.approve import ApproveNotice
from reinstate.core.notices.bound import written_for
from reinstate.core.notices.digest import words_digest
from reinstate.core.notices.draft import DraftNotice
from reinstate.core.notices.lapses import lapses
from reinstate.core.notices.reading import standing_notices, told_updates, wordings
from reinstate.core.notices.withdraw import WithdrawNotice
from reinstate.core.register.apply import Import
from reinstate.core.register.incoming import Batch
from reinstate.core.terms.level import Level
from reinstate.core.terms.place import TO_ALL, Place
from reinstate.core.terms.reference import Ref
from reinstate.core.terms.role import Role
from reinstate.core.zones.isolate import Isolate
from tests.builders import (
    ASHA,
    LEDGER,
    Desk,
    a_note,
    a_service,
    a_system,
    an_edge,
    an_incident,
    codes,
)
from tests.builders import a_council as a_home

PRESS = "gwen"
CARE = "service:svc-care"
CELL = "cell:svc-care/all/all"


def a_council() -> Desk:
    """Return a ready council whose care service needs its ledger."""
    return with_press(a_home(a_system(), a_service(), an_edge(CARE, LEDGER)))


def with_press(desk: Desk) -> Desk:
    """Return the desk with a press officer who approves."""
    desk.enrol(PRESS, Role.PRESS_OFFICER)
    return desk


def draft(place: Place, text: str = "Ring us.", *, about: str | None = CARE) -> DraftNotice:
    """Return words in a place."""
    return DraftNotice(
        audience="residents", title=a_note("t"), text=a_note(text), place=place, about=about
    )


def drafted(desk: Desk, command: DraftNotice) -> str:
    """Return the id of words that were drafted."""
    return desk.do(command, by=ASHA).id


def approve(desk: Desk, id_: str) -> ApproveNotice:
    """Return the approval of exactly these words."""
    return ApproveNotice(id_, words_digest(desk.council.notices[id_].drafted))


def told(desk: Desk, command: DraftNotice) -> str:
    """Return the id of words that two people stand for."""
    id_ = drafted(desk, command)
    desk.do(approve(desk, id_), by=PRESS)
    return id_


def standing(desk: Desk) -> list[str]:
    """Return the ids of words that hold now."""
    return [one.id for one in standing_notices(View(desk.council, desk.at), "residents")]


def lower(desk: Desk, level: Level = Level.BY_HAND) -> None:
    """Lower the care service."""
    lowered(desk, CELL, level)


def lowered(desk: Desk, cell: Ref, level: Level = Level.BY_HAND) -> None:
    """Lower one cell."""
    desk.do(
        Lower(cell=cell, level=level, reason=a_note("x"), review_at=desk.at + timedelta(days=9))
    )


def test_words_on_the_page_of_a_service_remember_the_level_they_are_for() -> None:
    desk = a_council()
    id_ = drafted(desk, draft("do-now"))
    assert desk.council.notices[id_].drafted.levels == {CELL: Level.NORMAL}
    assert written_for(desk.council.notices[id_]) is Level.NORMAL
    others = [drafted(desk, draft("update")), drafted(desk, draft("money", about=None))]
    assert [desk.council.notices[one].drafted.levels for one in others] == [{}, {}]


@pytest.mark.parametrize("place", ["do-now", "money", "other-ways"])
def test_approved_words_lapse_with_the_level_they_were_for(place: Place) -> None:
    desk = a_council()
    id_ = told(desk, draft(place))
    update = told(desk, draft("update"))
    assert standing(desk) == [update, id_]
    lower(desk)
    assert desk.entries[-1].event == NoticeLapsed(notice=id_, level=Level.BY_HAND)
    assert standing(desk) == [update]


def test_lapsed_words_do_not_come_back_with_the_level() -> None:
    desk = a_council()
    id_ = told(desk, draft("do-now"))
    lower(desk)
    desk.do(Lift(CELL))
    assert desk.council.notices[id_].state == "lapsed"
    assert standing(desk) == []
    assert codes(desk.refused(WithdrawNotice(id_))) == {"notice-lapsed"}


def test_words_lapse_when_what_the_service_needs_is_isolated() -> None:
    desk = with_press(an_incident(a_system(), a_service(), an_edge(CARE, LEDGER)))
    id_ = told(desk, draft("do-now"))
    done = desk.do(Isolate((LEDGER,)))
    assert done.of(NoticeLapsed) == (NoticeLapsed(notice=id_, level=Level.STOPPED),)


def test_a_draft_for_a_level_that_has_moved_is_not_approved() -> None:
    desk = a_council()
    id_ = drafted(desk, draft("do-now"))
    lower(desk)
    assert codes(desk.refused(approve(desk, id_), by=PRESS)) == {"level-moved"}


def test_new_words_take_the_one_place_there_is_without_being_told_to() -> None:
    desk = a_council()
    first = told(desk, draft("do-now"))
    other = told(desk, draft("do-now", about=CELL))
    second = told(desk, draft("do-now", "Write to us."))
    assert desk.council.notices[first].state == "replaced"
    assert standing(desk) == [second, other]


def test_two_drafts_for_one_place_do_not_both_stand() -> None:
    desk = a_council()
    told(desk, draft("happened", about=None))
    one = drafted(desk, draft("happened", "One.", about=None))
    two = drafted(desk, draft("happened", "Two.", about=None))
    desk.do(approve(desk, one), by=PRESS)
    assert codes(desk.refused(approve(desk, two), by=PRESS)) == {"place-taken"}
    assert standing(desk) == [one]


@pytest.mark.parametrize("place", ["happened", "help"])
def test_sections_stand_beside_each_other_where_there_is_room(place: Place) -> None:
    desk = a_council()
    first = told(desk, draft(place, "One.", about=None))
    second = told(desk, draft(place, "Two.", about=None))
    assert standing(desk) == ([second, first] if place == "help" else [second])


def test_words_of_two_first_drafts_of_one_place_do_not_both_wait_to_be_shown() -> None:
    desk = a_council()
    one = drafted(desk, draft("happened", "One.", about=None))
    two = drafted(desk, draft("happened", "Two.", about=None))
    desk.do(approve(desk, two), by=PRESS)
    assert codes(desk.refused(approve(desk, one), by=PRESS)) == {"place-taken"}
    desk.do(WithdrawNotice(two), by=PRESS)
    assert standing(desk) == []
    desk.do(approve(desk, one), by=PRESS)
    assert standing(desk) == [one]


@pytest.mark.parametrize("place", sorted(TO_ALL))
def test_a_place_for_all_takes_no_words_about_a_service(place: Place) -> None:
    assert codes(a_council().refused(draft(place), by=ASHA)) == {"place-to-all"}


@pytest.mark.parametrize("place", ["do-now", "other-ways"])
def test_a_place_on_the_page_of_a_service_needs_to_know_which(place: Place) -> None:
    found = a_council().refused(draft(place, about=None), by=ASHA)
    assert codes(found) == {"place-about-service"}


def test_a_correction_stands_where_what_it_corrects_stood() -> None:
    desk = a_council()
    first = told(desk, draft("update"))
    moved = DraftNotice(
        audience="residents", title=a_note("t"), text=a_note("x"), place="help", replaces=first
    )
    assert codes(desk.refused(moved, by=ASHA)) == {"other-place"}


def test_an_update_is_corrected_and_taken_back_but_never_gone() -> None:
    desk = a_council()
    first = told(desk, draft("update"))
    again = DraftNotice(
        audience="residents",
        title=a_note("t"),
        text=a_note("Write."),
        about=CARE,
        replaces=first,
    )
    second = told(desk, again)
    [update] = told_updates(desk.council, "residents")
    assert [one.id for one in wordings(desk.council, update)] == [second, first]
    desk.do(WithdrawNotice(second), by=PRESS)
    [update] = told_updates(desk.council, "residents")
    assert (update.id, update.state) == (second, "withdrawn")
    assert update.ended_at == desk.council.last_at


def test_words_about_a_service_lapse_when_two_channels_change_places() -> None:
    desk = a_council()
    web, phone = "cell:svc-care/web/all", "cell:svc-care/phone/all"
    desk.do(Import(Batch(cells={"svc-care": (web, phone)})))
    lowered(desk, web)
    id_ = told(desk, draft("do-now", "The web is down: ring us."))
    desk.do(Lift(web))
    assert desk.council.notices[id_].state == "lapsed"
    lowered(desk, web)
    id_ = told(desk, draft("do-now", "The web is down: ring us."))
    lowered(desk, phone)
    assert desk.council.notices[id_].state == "lapsed"


def test_what_happened_ends_with_its_incident() -> None:
    desk = with_press(an_incident(a_system(), a_service(), an_edge(CARE, LEDGER)))
    told(desk, draft("money", about=None))
    id_ = told(desk, draft("happened", about=None))
    over = lapses(desk.council, desk.council, (IncidentClosed(report="a" * 64),), desk.at)
    assert over == (NoticeLapsed(notice=id_),)
