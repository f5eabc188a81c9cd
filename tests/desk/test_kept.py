"""What is kept of people: shown to them, due for review, kept longer, and erased for good."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from http import HTTPStatus
from pathlib import Path

import pytest

from reinstate.operations import homes, kept_texts, personal_record, publishing, reading, retention
from reinstate.operations.act import new_command_id
from reinstate.operations.kept_texts import KeptText
from reinstate.public.publish import publish
from reinstate.store import connect
from tests.desk.conftest import At
from tests.desk.staff import Staff
from tests.desk.test_people import person

CANARY = "Wilhelmina Oddfellow rang at noon"
WORDS = b"Oddfellow"
FAR = "2031-01-01"
REVIEW = "/people/kept/"
KEEP = "/people/kept/longer/"
ERASE = "/people/kept/erase/"


def written(asha: Staff, who: str = "mei") -> KeptText:
    """Let somebody be found compromised for a reason with a name in it; return that text."""
    asha.sent(f"/people/{person(who)}/compromised/", {"why": CANARY})
    return next(one for one in texts_of(asha) if one.text == CANARY)


def texts_of(staff: Staff) -> tuple[KeptText, ...]:
    """Return the texts that somebody wrote and that are kept."""
    return kept_texts.texts_about(reading.council(), (staff.person,), ())


def disk(home: Path) -> bytes:
    """Return everything that the files of the home hold."""
    return b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())


def tags(after: int) -> list[str]:
    """Return the kinds of the entries after one."""
    return [str(one.event.__struct_config__.tag) for one in reading.entries(after)]


def test_what_is_due_is_listed_and_only_the_officer_is_asked_about_it(at: At) -> None:
    asha, jamal, noor = at("asha"), at("jamal"), at("noor")
    text = written(asha)
    assert "Nothing is due" in jamal.page(REVIEW)
    page = jamal.page(REVIEW, by=FAR)
    assert CANARY in page
    assert f'value="{text.note}"' in page
    assert "checked" not in page
    assert "checked" in jamal.page(REVIEW, by=FAR, ticked="1")
    assert CANARY in noor.page(REVIEW, by=FAR)
    assert text.note not in noor.page(REVIEW, by=FAR)
    for address in (KEEP, ERASE):
        assert noor.get(address, what=text.note).status_code == HTTPStatus.FORBIDDEN


def test_a_day_that_cannot_be_read_is_told_and_today_is_shown(at: At) -> None:
    page = at("jamal").page(REVIEW, by="the day after")
    assert "is no moment" in page
    assert "This is what is due today" in page


def test_a_long_list_has_leaves(later: At, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reinstate.desk.kept.review.TEXTS_MAX", 3)
    jamal, day = later("jamal"), date(2031, 1, 1)
    every = retention.texts_due(reading.council(), day)
    assert len(every) > 6
    for number in (1, 2):
        page = jamal.page(REVIEW, by=FAR, page=str(number))
        shown = [note for note in every if f'value="{note}"' in page]
        assert tuple(shown) == every[3 * number - 3 : 3 * number]


def test_texts_and_names_are_kept_longer_for_a_reason(at: At) -> None:
    asha, jamal = at("asha"), at("jamal")
    text, mei = written(asha), person("mei")
    size = reading.council().seq
    typed = {"until": "2027-06-30", "why": "The inquest is open"}
    address = f"{KEEP}?what={text.note}&what={mei}"
    assert CANARY in jamal.page(address)
    page = jamal.sent(address, typed)
    assert "Kept until the end of 30 Jun 2027: 2 things" in page
    assert tags(size) == ["kept-longer/1"]
    again = kept_texts.kept_texts(reading.council(), (text.note,))
    assert [one.review_on for one in again] == [date(2027, 7, 1)]


def test_nothing_is_put_off_further_than_the_limit_and_the_words_say_which(at: At) -> None:
    asha, jamal = at("asha"), at("jamal")
    text, size = written(asha), reading.council().seq
    answer = jamal.send(f"{KEEP}?what={text.note}", {"until": "2031-01-01", "why": "needed"})
    page = answer.content.decode()
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "A text is kept before somebody decides again” is 730 days" in page
    assert "note-review" not in page
    assert 'href="/council/"' in page
    assert reading.council().seq == size


def test_the_words_of_an_entry_are_erased_from_its_page(at: At, fresh: Path) -> None:
    asha, jamal = at("asha"), at("jamal")
    text = written(asha)
    entry = f"/journal/{text.seq}/"
    assert f"{ERASE}?what={text.note}" in jamal.page(entry)
    assert ERASE not in at("noor").page(entry)
    size = reading.council().seq
    page = jamal.page(ERASE, what=text.note)
    goes, _, stays = page.partition("What stays")
    assert CANARY in goes
    assert CANARY not in stays
    assert "cannot be undone" in goes
    assert "can be verified as before" in stays
    assert "Erased for good: 1 text." in jamal.sent(f"{ERASE}?what={text.note}", {})
    assert tags(size) == ["note-redacted/1"]
    assert CANARY not in jamal.page(entry)
    assert WORDS not in disk(fresh)
    assert "is erased already" in jamal.page(ERASE, what=text.note)


def test_a_double_click_erases_once_and_says_so_twice(at: At) -> None:
    asha, jamal = at("asha"), at("jamal")
    text = written(asha)
    address = f"{ERASE}?what={text.note}"
    fields, size = jamal.form(address), reading.council().seq
    answers = [jamal.send(address, {}, fields) for _ in range(2)]
    assert [one.status_code for one in answers] == [HTTPStatus.SEE_OTHER] * 2
    assert reading.council().seq == size + 1
    assert "Erased for good: 1 text." in jamal.page(answers[1].headers["Location"])


def test_what_was_not_read_is_not_erased(at: At) -> None:
    """Lev writes once more while Jamal reads what of Lev's would go."""
    asha, jamal, lev = at("asha"), at("jamal"), at("lev")
    lev.sent(f"/people/{person('mei')}/compromised/", {"why": "phished at home"})
    asha.sent(f"/people/{lev.person}/leave/", {})
    address = f"{ERASE}?what={lev.person}&texts=1"
    fields = jamal.form(address)
    size = reading.council().seq
    answer = jamal.send(address, {"digest": "0" * 64}, fields)
    assert answer.status_code == HTTPStatus.SEE_OTHER
    assert "no longer what you read" in jamal.page(answer.headers["Location"])
    assert reading.council().seq == size
    assert jamal.send(address, {}).status_code == HTTPStatus.SEE_OTHER
    assert reading.council().seq > size


def test_who_left_is_erased_and_what_they_wrote_only_when_it_is_asked_for(
    at: At, fresh: Path
) -> None:
    asha, jamal, lev = at("asha"), at("jamal"), at("lev")
    lev.sent(f"/people/{person('mei')}/compromised/", {"why": CANARY})
    asha.sent(f"/people/{lev.person}/leave/", {})
    address = f"{ERASE}?what={lev.person}"
    page = jamal.page(address)
    goes, _, stays = page.partition("What stays")
    assert "Lev Adler" in goes
    assert CANARY in stays
    assert f"{address}&amp;texts=1" in stays
    assert CANARY in jamal.page(f"{address}&texts=1").partition("What stays")[0]
    said = jamal.sent(address, {})
    assert "Erased for good: 1 person." in said
    assert "a person erased on" in said
    assert b"Lev Adler" not in disk(fresh)
    assert WORDS in disk(fresh)


def test_who_may_still_act_is_not_erased_and_the_way_there_is_told(at: At) -> None:
    page = at("jamal").page(ERASE, what=person("gwen"))
    assert "cannot be erased now" in page
    assert "Gwen Parry may still act here" in page
    assert "can, as administrator" in page
    assert '<form method="post" novalidate>' not in page.partition("<main")[2]


def test_words_that_residents_read_leave_the_pages_with_the_erasure(
    later: At, played: Path
) -> None:
    jamal = later("jamal")
    publish(publishing.default_target())
    text = next(
        one
        for one in texts_of(later("gwen"))
        if one.read_by == "residents" and len(one.text) > 60 and one.text.isascii()
    )
    pages = played / "site"
    assert text.text[:20].encode() in disk(pages)
    address = f"{ERASE}?what={text.note}"
    assert "Residents read some of it" in jamal.page(address)
    assert "published afresh" in jamal.sent(address, {})
    assert text.text.encode() not in disk(pages)


def test_pages_that_could_not_be_published_afresh_are_told_with_the_erasure(
    later: At, played: Path
) -> None:
    jamal = later("jamal")
    publish(publishing.default_target())
    (played / "site" / publishing.LIVE).touch()
    text = next(one for one in texts_of(later("gwen")) if one.was_public)
    page = jamal.sent(f"{ERASE}?what={text.note}", {})
    assert "Erased for good: 1 text." in page
    assert "may hold it still" in page
    assert "may not publish there" in page
    assert kept_texts.kept_texts(reading.council(), (text.note,)) == ()


@contextmanager
def read_by_another(home: Path) -> Iterator[None]:
    """Let another program read the home for as long as this lasts."""
    with closing(sqlite3.connect(home / connect.DATABASE_NAME)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM note").fetchone()
        yield


def test_copies_that_another_program_holds_up_are_told_and_go_by_rewriting(
    at: At, fresh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asha, jamal = at("asha"), at("jamal")
    text = written(asha)
    monkeypatch.setattr(connect, "BUSY_TIMEOUT_SECONDS", 0.1)
    connect.disconnect()
    homes.open_home()
    address = f"{ERASE}?what={text.note}"
    fields, size = jamal.form(address), reading.council().seq
    with read_by_another(fresh):
        answer = jamal.send(address, {}, fields)
        assert answer.status_code == HTTPStatus.SEE_OTHER
        page = jamal.page(answer.headers["Location"])
    assert "Erased for good: 1 text." in page
    assert "Another program used the database" in page
    assert "reinstate personal scrub" not in page
    assert reading.council().seq == size + 1
    page = jamal.sent("/people/kept/rewrite/", {})
    assert "Nothing of what was erased is left" in page
    assert WORDS not in disk(fresh)


def test_everybody_reads_what_is_kept_of_them_and_only_the_officer_of_others(at: At) -> None:
    asha, jamal = at("asha"), at("jamal")
    written(asha)
    page = asha.page("/people/kept/yours/")
    assert "What is kept of you" in page
    assert CANARY in page
    other = f"/people/{asha.person}/kept/"
    assert CANARY in jamal.page(other)
    for handle in ("noor", "gwen", "ben"):
        one = at(handle)
        for address in (other, f"{other}file/"):
            assert one.get(address).status_code == HTTPStatus.FORBIDDEN
    assert jamal.get("/people/p-nobody/kept/").status_code == HTTPStatus.NOT_FOUND


def test_the_file_to_hand_over_is_what_the_command_line_gives(at: At) -> None:
    asha = at("asha")
    written(asha)
    answer = asha.get("/people/kept/yours/file/")
    council = reading.council()
    found = personal_record.personal_record(council, asha.person, council.last_at)
    body = answer.json()
    assert body["schema"] == "personal/1"
    assert [one["note"] for one in body["wrote"]] == [one.note for one in found.wrote]
    assert "asha" not in answer.headers["Content-Disposition"]


def test_the_past_shows_what_is_kept_now_and_says_so(later: At) -> None:
    jamal = later("jamal")
    then = reading.council().last_at.isoformat()
    for address in (REVIEW, "/people/kept/yours/"):
        assert "cannot look back" in jamal.page(address, **{"as-of": then})


@pytest.mark.parametrize("what", ["", "p-0000000000000000", "n-nothing", "'; DROP"])
def test_what_names_nothing_chooses_nothing(what: str, at: At) -> None:
    jamal, size = at("jamal"), reading.council().seq
    for address in (KEEP, ERASE):
        assert "Nothing is chosen" in jamal.page(address, what=what)
        sent = {"command_id": new_command_id(), "seen": str(size), "digest": "0" * 64}
        typed = {"until": "2027-06-30", "why": "needed"}
        answer = jamal.send_raw(f"{address}?what={what}", **sent, **typed)
        assert answer.status_code in (HTTPStatus.CONFLICT, HTTPStatus.SEE_OTHER)
    assert reading.council().seq == size
