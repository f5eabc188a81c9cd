"""What the public record holds of words, dates and incidents."""

from datetime import timedelta

from reinstate.core.journal.events.facts import DegradedAccepted
from reinstate.core.journal.events.home import NoteRedacted
from reinstate.core.journal.events.incident import IncidentClosed, IncidentDeclared
from reinstate.core.journal.events.notices import NoticeWithdrawn, PromiseEnded, PromiseMade
from reinstate.core.journal.events.service import LevelLowered, LoweringLifted
from reinstate.core.journal.rows import SystemRow
from reinstate.core.terms.level import Level
from reinstate.core.terms.reference import cell
from reinstate.operations.public_record import PublicNotice, PublicService, Wording
from tests.public.builders import (
    BINS,
    RENT,
    RENT_TENANTS,
    RENT_WEB,
    WEBSITE,
    Story,
    a_small_council,
    an_attack,
    isolated,
    needs,
    opening,
    reconnected,
    rows,
)
from tests.public.sites import a_promise

MAPS = "system:sys-maps"
BIN_CELL = cell(BINS, "all", "all")


def service(story: Story, id_: str) -> PublicService:
    """Return a service as residents read it."""
    return next(one for one in story.record().services if one.id == id_)


def the_update(story: Story) -> PublicNotice:
    """Return the only update there is."""
    [update] = story.record().updates
    return update


def test_a_corrected_update_keeps_its_id_and_says_what_was_said_before() -> None:
    story = an_attack()
    first = story.tells("Rent", "Ring us.", about=f"service:{RENT}")
    first_at = story.at
    second = story.tells("Rent", "Write to us.", about=f"service:{RENT}", replaces=first)
    story.tells("Rent", "Ring or write.", about=f"service:{RENT}", replaces=second)
    update = the_update(story)
    assert (update.id, update.first_said_at) == (first, first_at)
    assert (update.now.text, update.changed_at) == ("Ring or write.", story.at)
    assert [one.text for one in update.earlier] == ["Write to us.", "Ring us."]
    assert service(story, RENT).updates == (update,)


def test_an_update_that_was_taken_back_stays_and_says_so() -> None:
    story = an_attack()
    id_ = story.tells("Rent", "Ring us.")
    story.says(NoticeWithdrawn(notice=id_))
    update = the_update(story)
    assert (update.state, update.now.text, update.changed_at) == ("withdrawn", "Ring us.", story.at)


def test_a_draft_that_was_taken_back_was_never_told() -> None:
    story = an_attack()
    id_, _ = story.drafts("Rent", "Ring us.")
    story.says(NoticeWithdrawn(notice=id_))
    assert story.record().updates == ()


def test_an_update_whose_words_were_erased_stays_without_them() -> None:
    story = an_attack()
    first = story.tells("Rent", "Ring Mr Wood.")
    story.tells("Rent", "Ring us.", replaces=first)
    said_at = the_update(story).first_said_at
    story.says(NoteRedacted(note=story.note("Ring Mr Wood.").id))
    assert the_update(story).earlier == (Wording("", "", said_at, is_erased=True),)


def test_words_stand_in_their_places_and_sections_in_their_order() -> None:
    story = an_attack()
    story.tells("Help", "First.", place="help")
    story.tells("Help", "Second.", place="help")
    old = story.tells("Money", "Old.", place="money")
    story.tells("Money", "Keep it.", place="money", replaces=old)
    story.tells("Now", "Ring.", place="do-now", about=f"service:{RENT}")
    story.tells("Now", "Wait.", place="do-now", about=RENT_TENANTS)
    words = story.record().words
    assert [one.now.text for one in words.help] == ["First.", "Second."]
    assert [one.now.text for one in words.money] == ["Keep it."]
    assert [one.said_at for one in words.money] == [one.now.said_at for one in words.money]
    assert words.money[0].first_said_at < words.money[0].said_at
    assert [one.now.text for one in service(story, RENT).do_now] == ["Wait.", "Ring."]
    assert story.record().updates == ()


def test_words_about_a_level_go_with_it_and_do_not_come_back() -> None:
    story = a_small_council()
    story.tells("Now", "Come in.", place="do-now", about=f"service:{BINS}")
    assert service(story, BINS).do_now
    lowered = LevelLowered(
        cell=BIN_CELL, level=Level.BY_HAND, reason=story.note("x"), review_at=story.at
    )
    story.says(lowered)
    assert service(story, BINS).do_now == ()
    story.says(LoweringLifted(cell=BIN_CELL))
    assert service(story, BINS).now.level is Level.NORMAL
    assert service(story, BINS).do_now == ()


def test_words_go_when_time_alone_moves_the_level() -> None:
    story = an_attack()
    story.says(isolated(WEBSITE))
    story.says(*rows(SystemRow(id="sys-maps", name="Maps"), needs(WEBSITE, MAPS)))
    story.says(isolated(MAPS), reconnected(WEBSITE))
    ends_at = story.at + timedelta(hours=3)
    story.says(
        DegradedAccepted(
            subject=WEBSITE,
            round=1,
            without=MAPS,
            scope=story.note("all"),
            until=ends_at,
            loss=story.note("maps"),
        )
    )
    story.says(opening(BIN_CELL, Level.PARTLY_WORKING))
    level = service(story, BINS).now.level
    story.tells("Now", "Use the lists.", place="do-now", about=f"service:{BINS}")
    assert service(story, BINS).do_now
    later = story.record(ends_at + timedelta(minutes=1))
    bins = next(one for one in later.services if one.id == BINS)
    assert bins.now.level is not level
    assert bins.do_now == ()


def test_every_promise_to_residents_is_in_the_record_with_how_it_ended() -> None:
    story = an_attack()
    made = story.says(a_promise(story, about=f"service:{RENT}", days=2))
    story.says(PromiseEnded(promise=made, how="broken"))
    ended_at = story.at
    story.says(PromiseMade(audience="residents", say_more_by=story.at + timedelta(days=1)))
    story.says(a_promise(story, about="service:svc-payroll", days=2))
    newest, broken = story.record().promises
    assert (newest.service, newest.state) == ("", "open")
    assert (broken.service, broken.state, broken.ended_at) == (RENT, "broken", ended_at)
    assert service(story, RENT).promises == (broken,)


def test_an_incident_that_is_over_stays_in_the_record() -> None:
    story = an_attack()
    story.says(IncidentClosed(report="a" * 64))
    closed_at = story.at
    assert story.record().incident is None
    [over] = story.record().incidents
    assert over.closed_at == closed_at
    story.says(IncidentDeclared(note=story.note("again")))
    new, old = story.record().incidents
    assert story.record().incident == new
    assert old == over


def test_a_cell_that_moves_alone_changes_its_service() -> None:
    story = a_small_council()
    for cell_, level in ((RENT_WEB, Level.PARTLY_WORKING), (RENT_TENANTS, Level.BY_HAND)):
        reason = story.note("x")
        story.says(LevelLowered(cell=cell_, level=level, reason=reason, review_at=story.at))
        assert service(story, RENT).now.level is Level.PARTLY_WORKING
        assert service(story, RENT).changed_at == story.at
    assert story.record().changed_at == story.at
