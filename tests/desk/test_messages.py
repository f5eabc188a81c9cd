"""Words by two people at their browsers: written, read, approved, and ended by themselves."""

from datetime import timedelta
from http import HTTPStatus
from pathlib import Path

import pytest
from django.conf import settings

from reinstate.core.state.words import Notice
from reinstate.operations import publishing, reading, residents_read, situation, texts
from reinstate.operations.site_seen import site_seen
from reinstate.operations.times import told
from reinstate.public.publish import publish
from reinstate.store import models
from tests.desk.conftest import At
from tests.desk.staff import Staff, fields_of

DRAFT = "/messages/draft/?about=service:svc-libraries"
WORDS = {
    "about": "service:svc-libraries",
    "place": "other-ways",
    "audience": "residents",
    "title": "Read at the counter",
    "text": "Come to the Central Library.\n\n- 9am to 5pm\n- ring 020 7946 0140",
}
LOWER = "/services/svc-libraries/lower/"


def newest() -> Notice:
    """Return the notice that was drafted last."""
    return max(reading.council().notices.values(), key=lambda one: one.seq)


def drafted(gwen: Staff, **changes: str) -> Notice:
    """Propose words, and return them."""
    gwen.sent(DRAFT, {**WORDS, **changes})
    return newest()


def approve_at(notice: Notice) -> str:
    """Return where these words are approved."""
    return f"/messages/words/{notice.id}/approve/"


def test_one_writes_and_another_approves_and_residents_read_it(later: At) -> None:
    gwen, lev = later("gwen"), later("lev")
    notice = drafted(gwen)
    assert notice.state == "draft"
    assert "Read at the counter" in lev.page("/messages/")
    page = lev.sent(approve_at(notice), {})
    assert "Approved" in page
    after = reading.council().notices[notice.id]
    assert (after.state, after.by, after.approved_by) == ("approved", gwen.person, lev.person)
    service = residents_read.service_of(residents_read.record(*situation.now()), "svc-libraries")
    assert service is not None
    assert [one.now.title for one in service.other_ways] == ["Read at the counter"]


def test_who_wrote_the_words_reads_that_another_approves_and_cannot(later: At) -> None:
    gwen = later("gwen")
    notice = drafted(gwen)
    page = gwen.page(approve_at(notice))
    assert "Who drafted the words cannot approve them" in page
    assert fields_of(page) == {}
    answer = gwen.send_raw(
        approve_at(notice), command_id="0123456789ab", seen="9999999", digest="0" * 64
    )
    assert answer.status_code == HTTPStatus.CONFLICT
    assert reading.council().notices[notice.id].state == "draft"


def test_a_digest_made_by_hand_approves_nothing(later: At) -> None:
    notice = drafted(later("gwen"))
    answer = later("lev").send(approve_at(notice), {"digest": "f" * 64})
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "The words are not those that were read" in answer.content.decode()
    assert reading.council().notices[notice.id].state == "draft"


def test_words_changed_on_the_disk_are_shown_as_that_and_never_approved(later: At) -> None:
    lev = later("lev")
    notice = drafted(later("gwen"))
    fields = lev.form(approve_at(notice))
    models.Note.objects.filter(note_id=notice.drafted.text.id).update(text="Pay here: evil")
    assert "not the one that was written" in lev.page(approve_at(notice))
    answer = lev.send(approve_at(notice), {}, fields)
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "somebody changed them" in answer.content.decode()
    assert reading.council().notices[notice.id].state == "draft"


def test_two_clicks_propose_once_and_approve_once(later: At) -> None:
    gwen, lev = later("gwen"), later("lev")
    fields = gwen.form(DRAFT)
    gwen.send(DRAFT, WORDS, fields)
    size = reading.council().seq
    assert gwen.send(DRAFT, WORDS, fields).status_code == HTTPStatus.SEE_OTHER
    assert reading.council().seq == size
    address = approve_at(newest())
    fields = lev.form(address)
    lev.send(address, {}, fields)
    size = reading.council().seq
    assert lev.send(address, {}, fields).status_code == HTTPStatus.SEE_OTHER
    assert reading.council().seq == size


def test_back_and_send_again_with_other_words_says_first_what_was_done(later: At) -> None:
    """The back button brings the same form: what was sent with it stands, the rest is asked."""
    gwen = later("gwen")
    fields = gwen.form(DRAFT)
    gwen.send(DRAFT, WORDS, fields)
    first = newest()
    gwen.send(DRAFT, WORDS, fields)
    assert newest() == first
    answer = gwen.send(DRAFT, {**WORDS, "title": "Changed my mind"}, fields)
    page = answer.content.decode()
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "what was in it then was done" in page
    again = fields_of(page)
    assert again["title"] == "Changed my mind"
    assert newest() == first
    assert gwen.send(DRAFT, {}, again).status_code == HTTPStatus.SEE_OTHER
    assert texts.text(newest().drafted.title) == "Changed my mind"


def test_a_form_is_shown_again_with_its_words_when_the_level_moved_meanwhile(later: At) -> None:
    gwen, noor = later("gwen"), later("noor")
    fields = gwen.form(DRAFT)
    lower(noor)
    size = reading.council().seq
    answer = gwen.send(DRAFT, WORDS, fields)
    page = answer.content.decode()
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "Somebody changed this meanwhile" in page
    assert "Read at the counter" in page
    assert "Come to the Central Library." in page
    assert reading.council().seq == size


def lower(noor: Staff) -> None:
    """Lower the libraries."""
    fields = {"level": "stopped", "why": "Flooded", "review": "2199-01-01"}
    noor.sent(LOWER, fields)


def test_a_draft_whose_level_moved_cannot_be_approved_and_is_written_anew(later: At) -> None:
    gwen, lev, noor = later("gwen"), later("lev"), later("noor")
    notice = drafted(gwen)
    lower(noor)
    page = lev.page(approve_at(notice))
    assert "draft them anew" in page
    assert fields_of(page) == {}
    again = gwen.form(f"/messages/draft/?anew={notice.id}")
    assert (again["title"], again["place"]) == (WORDS["title"], WORDS["place"])
    assert again["text"].strip() == WORDS["text"]


def test_approved_words_end_with_their_level_and_the_empty_place_is_told(later: At) -> None:
    gwen, lev, noor = later("gwen"), later("lev"), later("noor")
    notice = drafted(gwen)
    lev.sent(approve_at(notice), {})
    lower(noor)
    assert reading.council().notices[notice.id].state == "lapsed"
    page = gwen.page("/messages/")
    assert "nothing stands in its place" in page
    assert f"/messages/draft/?anew={notice.id}" in page
    drafted(gwen, title="New words")
    assert f"/messages/draft/?anew={notice.id}" not in gwen.page("/messages/")


def test_words_that_an_act_ends_are_shown_before_it_and_offered_anew_after(later: At) -> None:
    """A telephone number for a matter of life must not vanish unseen."""
    gwen, lev, asha = later("gwen"), later("lev"), later("asha")
    notice = drafted(gwen)
    number = 'href="tel:02079460140"'
    assert number not in asha.page(LOWER)
    lev.sent(approve_at(notice), {})
    for form in (LOWER, "/services/svc-libraries/open/", "/services/svc-libraries/lift/"):
        before = later("noor").page(form) if "open" in form else asha.page(form)
        assert "leave their page at once" in before
        assert number in before
    page = asha.sent(LOWER, {"level": "stopped", "why": "Flooded", "review": "2199-01-01"})
    anew = f'href="/messages/draft/?anew={notice.id}"'
    assert page.count(anew) == 2  # in the message, and in its place on the page
    assert number not in asha.page(LOWER)
    drafted(gwen, title="New words")
    assert anew not in asha.page("/services/svc-libraries/")


def test_looking_at_words_as_residents_would_writes_nothing_and_keeps_them(later: At) -> None:
    gwen, size = later("gwen"), reading.council().seq
    answer = gwen.send(DRAFT, {**WORDS, "look": "1"})
    page = answer.content.decode()
    assert answer.status_code == HTTPStatus.OK
    assert "As it would be read" in page
    assert 'href="tel:02079460140"' in page
    assert "<li>9am to 5pm</li>" in page
    assert reading.council().seq == size


HOSTILE = '<script>alert("x")</script>'


def test_hostile_words_stay_words_on_every_page(later: At) -> None:
    gwen, lev = later("gwen"), later("lev")
    notice = drafted(gwen, title=HOSTILE, text=f"{HOSTILE}\n\n{{% now %}}")
    address = f"/messages/words/{notice.id}/"
    for page in (lev.page("/messages/"), lev.page(address), lev.page(approve_at(notice))):
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page
    lev.sent(approve_at(notice), {})
    for path in ("/messages/shown/", "/messages/phone/?service=svc-libraries"):
        assert "<script>alert" not in lev.page(path)
    assert "<script>alert" not in lev.page("/services/svc-libraries/")


def test_signs_that_cannot_be_seen_are_named_to_who_approves_and_not_read(later: At) -> None:
    turned = "Pay to 123\u202e456\u202c now\u200b"
    notice = drafted(later("gwen"), text=turned)
    page = later("lev").page(approve_at(notice))
    assert "[right-to-left override]" in page
    assert "[zero width space]" in page
    assert "Some signs in these words cannot be seen" in page
    assert "\u202e" not in page


@pytest.mark.parametrize(
    "wrong", [{"title": "x" * 151}, {"text": "y" * 20_001}, {"title": "\u200b"}]
)
def test_words_that_no_page_could_carry_are_given_back(wrong: dict[str, str], later: At) -> None:
    gwen, size = later("gwen"), reading.council().seq
    answer = gwen.send(DRAFT, {**WORDS, **wrong})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Come to the Central Library" in answer.content.decode() or "text" in wrong
    assert reading.council().seq == size


def test_one_who_may_not_approve_reads_the_words_and_why(later: At) -> None:
    notice = drafted(later("gwen"))
    page = later("noor").page(f"/messages/words/{notice.id}/")
    assert "You cannot approve it" in page
    assert later("noor").get(approve_at(notice)).status_code == HTTPStatus.FORBIDDEN


def test_a_draft_is_refused_by_the_second_person(later: At) -> None:
    notice = drafted(later("gwen"))
    page = later("asha").sent(f"/messages/words/{notice.id}/take-back/", {})
    assert "Taken back" in page
    assert reading.council().notices[notice.id].state == "withdrawn"


def test_a_correction_takes_the_place_of_what_was_said_and_keeps_it(later: At) -> None:
    gwen, lev = later("gwen"), later("lev")
    first = drafted(gwen, place="update")
    lev.sent(approve_at(first), {})
    gwen.sent(f"/messages/draft/?replaces={first.id}", {"text": "From 10am."})
    second = newest()
    assert second.drafted.replaces == first.id
    lev.sent(approve_at(second), {})
    assert reading.council().notices[first.id].state == "replaced"
    assert first.id in gwen.page(f"/messages/words/{second.id}/")


def test_the_next_update_is_set_and_a_moment_that_is_past_is_not(later: At) -> None:
    gwen = later("gwen")
    page = gwen.sent("/messages/next-update/", {"due_0": "2199-01-02", "due_1": "09:30"})
    assert "2 Jan 2199 09:30" in page
    answer = gwen.send("/messages/next-update/", {"due_0": "2001-01-02", "due_1": "09:30"})
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "must lie ahead" in answer.content.decode()


def test_what_residents_read_is_told_with_the_entry_it_proves(later: At, tmp_path: Path) -> None:
    gwen = later("gwen")
    council, at = situation.now()
    target = tmp_path / "site"
    assert site_seen(council, at, target) is None
    publish(target)
    seen = site_seen(council, at, target)
    assert seen is not None
    assert (seen.number, seen.entry, seen.is_behind) == (1, council.seq, False)
    drafted(gwen)
    after, at = situation.now()
    soon, later_on = at + timedelta(seconds=2), at + timedelta(minutes=2)
    states = [site_seen(after, moment, target) for moment in (soon, later_on)]
    assert [one.is_behind for one in states if one] == [False, True]


def test_the_second_of_two_who_say_when_the_next_update_is_due_reads_the_first(at: At) -> None:
    gwen, asha = at("gwen"), at("asha")
    fields = gwen.form("/messages/next-update/")
    asha.sent("/messages/next-update/", {"due_0": "2199-01-02", "due_1": "09:30"})
    answer = gwen.send("/messages/next-update/", {"due_0": "2199-01-03", "due_1": "17:00"}, fields)
    assert answer.status_code == HTTPStatus.CONFLICT
    page = answer.content.decode()
    assert "2 Jan 2199 09:30" in page
    assert 'value="2199-01-03"' in page


def test_a_refusal_leads_to_no_form_that_is_shown_already(later: At) -> None:
    """The link would bring the same form without what was typed."""
    address = "/messages/next-update/"
    answer = later("gwen").send(address, {"due_0": "2001-01-02", "due_1": "09:30"})
    page = answer.content.decode()
    assert "must lie ahead" in page
    assert f'href="{address}"' not in page
    assert 'value="2001-01-02"' in page


def test_a_set_clock_says_itself_on_every_page_and_in_a_refusal(later: At) -> None:
    gwen = later("gwen")
    now = told(situation.now()[1])
    assert f"{now}</time> here: the clock of this home is set." in gwen.page("/services/")
    answer = gwen.send("/messages/next-update/", {"due_0": "2001-01-02", "due_1": "09:30"})
    assert f"It is {now} here: the clock of this home is set." in answer.content.decode()
    later("asha").sent("/council/clock/", {"to": ""})
    assert "the clock of this home is set" not in gwen.page("/services/")


def test_approved_words_lead_to_where_this_machine_shows_them(
    later: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "RESIDENTS_AT", "http://127.0.0.1:8081/")
    gwen, lev = later("gwen"), later("lev")
    notice = drafted(gwen)
    page = lev.sent(approve_at(notice), {})
    here = 'href="http://127.0.0.1:8081/services/svc-libraries/"'
    assert here in page
    assert here in gwen.page("/services/svc-libraries/")
    publish(publishing.default_target())
    assert 'href="http://127.0.0.1:8081/"' in gwen.page("/messages/")
    monkeypatch.setattr(settings, "RESIDENTS_AT", "")
    there = 'href="https://status.thornmere.example/services/svc-libraries/"'
    assert there in gwen.page("/services/svc-libraries/")
