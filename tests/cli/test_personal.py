"""Personal data on the command line: shown, erased without trace, due for review, kept longer."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from reinstate.store import connect
from tests.cli.answers import Home

CANARY = "Wilhelmina Oddfellow rang at noon"
WORDS = b"Oddfellow"


def disk(home: Home) -> bytes:
    """Return everything that the files of the home hold, published pages included."""
    return b"".join(path.read_bytes() for path in home.path.rglob("*") if path.is_file())


def entry(home: Home, seq: int) -> Any:
    """Return an entry as `journal show` has it."""
    return home.answer("journal", "show", str(seq))["entries"][0]


def ben_id(home: Home) -> str:
    people = home.answer("user", "list")["people"]
    return str(next(each["id"] for each in people if each["handle"] == "ben"))


def reviews_due(home: Home) -> int:
    """Return how many texts and names `status` says are due."""
    return int(json.loads(home.ok("status", "--json").out)["reviews_due"])


def tell_residents(home: Home, text: str) -> str:
    """Draft words as Asha, approve them as Cai; return the id of the notice."""
    drafted = home.answer("notice", "draft", "--title", "Rent", "--text", text)
    home.ok("notice", "approve", drafted["id"], "--as", "cai")
    return str(drafted["id"])


def test_a_text_is_erased_by_the_number_of_its_entry(home: Home) -> None:
    home.ok("user", "compromised", "ben", "--why", CANARY)
    seq = home.size()
    answer = home.answer("journal", "redact", "--yes", f"#{seq}")
    assert answer["erased"]["texts"] == [note["id"] for note in entry(home, seq)["notes"]]
    assert [each["tag"] for each in answer["entries"]] == ["note-redacted/1"]
    assert entry(home, seq)["notes"][0]["state"] == "erased"
    assert WORDS not in disk(home)
    assert home.answer("journal", "verify")["is_whole"]
    assert home.answer("check")["is_right"]
    assert home.misused("journal", "redact", f"#{seq}") == "note-unknown"


def test_what_would_be_erased_is_shown_with_what_stays(home: Home) -> None:
    home.ok("user", "compromised", "ben", "--why", CANARY)
    said = home.ok("personal", "erase", "--yes", str(home.size())).out
    assert "Asha Rahman" in said
    assert CANARY in said
    assert "Copies made before hold them on" in said
    assert "Erased: 1 text." in said


def answered(words: tuple[str, ...], answer: str) -> int:
    """Run a command as somebody at a terminal who is asked and answers; return how it ended."""
    ours, theirs = os.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "reinstate", *words],
        stdin=theirs,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        os.write(ours, f"{answer}\n".encode())
        code = process.wait(timeout=60)
    os.close(ours)
    os.close(theirs)
    return code


def test_at_a_terminal_somebody_is_asked_first(home: Home) -> None:
    home.ok("user", "compromised", "ben", "--why", CANARY)
    words = ("journal", "redact", str(home.size()))
    assert answered(words, "n") == 1
    assert WORDS in disk(home)
    assert answered(words, "y") == 0
    assert WORDS not in disk(home)


def test_where_nobody_can_be_asked_erasing_takes_a_word_more(home: Home) -> None:
    home.ok("user", "compromised", "ben", "--why", CANARY)
    assert home.misused("journal", "redact", str(home.size())) == "erase-unasked"
    assert WORDS in disk(home)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("#9999",), "entry-unknown"),
        (("#1",), "text-none"),
        (("n-0123456789abcdef",), "note-unknown"),
        (("nobody-at-all",), "person-unknown"),
        ((), "what-unclear"),
        (("ben", "--due"), "what-unclear"),
        (("--due",), "nothing-due"),
    ],
)
def test_what_cannot_be_meant_is_told(home: Home, words: tuple[str, ...], code: str) -> None:
    assert home.misused("personal", "erase", *words) == code


def test_only_information_governance_erases(home: Home) -> None:
    home.ok("user", "compromised", "ben", "--why", CANARY)
    assert home.refused("journal", "redact", str(home.size()), "--as", "cai") == ["role"]
    assert WORDS in disk(home)


def test_in_a_real_home_erasing_takes_a_passphrase(real_home: Home) -> None:
    secret = ("--passphrase-file", str(real_home.files / "asha.txt"))
    real_home.ok("incident", "declare", "--why", CANARY, *secret)
    seq = str(real_home.size())
    assert real_home.refused("journal", "redact", seq) == ["passphrase-needed"]
    real_home.ok("journal", "redact", "--yes", seq, *secret)
    assert WORDS not in disk(real_home)
    assert real_home.answer("journal", "verify")["is_whole"]


def test_erased_words_leave_the_pages_and_every_earlier_release_of_them(home: Home) -> None:
    id_ = tell_residents(home, CANARY)
    home.ok("publish")
    site = home.path / "site"
    assert WORDS in b"".join(p.read_bytes() for p in (site / "current").rglob("*.html"))
    seq = next(
        each["seq"] for each in home.answer("journal", "show")["entries"] if each["id"] == id_
    )
    said = home.ok("journal", "redact", "--yes", f"#{seq}").out
    assert "Residents read some of it" in said
    assert WORDS not in disk(home)
    assert (site / "current" / "index.html").is_file()


def test_words_that_were_withdrawn_before_are_gone_from_earlier_releases_too(home: Home) -> None:
    id_ = tell_residents(home, CANARY)
    home.ok("publish")
    home.ok("notice", "withdraw", id_)
    home.ok("publish")
    assert WORDS in disk(home)
    wrote = home.answer("personal", "show", "asha")["wrote"]
    notes = [text["note"] for text in wrote if CANARY in text["text"]]
    assert home.answer("journal", "redact", "--yes", *notes)["is_republished"]
    assert WORDS not in disk(home)


def test_an_update_that_was_taken_back_is_still_told_as_read_by_residents(home: Home) -> None:
    home.ok("notice", "withdraw", tell_residents(home, CANARY))
    wrote = home.answer("personal", "show", "asha")["wrote"]
    assert [text.get("read_by") for text in wrote if CANARY in text["text"]] == ["residents"]


def test_erased_words_leave_the_pages_although_another_program_has_the_home_open(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell_residents(home, CANARY)
    home.ok("publish")
    wrote = home.answer("personal", "show", "asha")["wrote"]
    notes = [text["note"] for text in wrote if CANARY in text["text"]]
    monkeypatch.setattr(connect, "BUSY_TIMEOUT_SECONDS", 0.1)
    connect.disconnect()
    with closing(sqlite3.connect(home.path / connect.DATABASE_NAME)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM note").fetchone()
        ran = home.run("journal", "redact", *notes, "--yes")
    assert (ran.code, "may still lie in its files" in ran.err) == (3, True)
    pages = (path for path in (home.path / "site").rglob("*") if path.is_file())
    assert not [path for path in pages if WORDS in path.read_bytes()]
    home.ok("personal", "scrub")
    assert WORDS not in disk(home)


def test_an_export_made_after_an_erasure_does_not_hold_it(home: Home, tmp_path: Path) -> None:
    home.ok("user", "compromised", "ben", "--why", CANARY)
    home.ok("journal", "redact", "--yes", str(home.size()))
    sealed, secret = home.place("home.sealed"), home.file("secret.txt", "many quiet words")
    home.ok("export", "--encrypted", sealed, "--passphrase-file", secret)
    connect.disconnect()
    again = Home(tmp_path / "again", home.files)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REINSTATE_HOME", str(again.path))
        again.ok("init", "--from", sealed, "--passphrase-file", secret)
        assert WORDS not in disk(again)
        assert again.answer("journal", "verify")["is_whole"]


def test_who_left_is_erased_and_named_by_the_day_everywhere(home: Home) -> None:
    id_ = ben_id(home)
    home.ok("user", "leave", "ben")
    seq = home.size()
    answer = home.answer("user", "erase", "--yes", "ben")
    assert [each["tag"] for each in answer["entries"]] == ["person-erased/1"]
    assert answer["erased"] == {"texts": [], "people": [id_]}
    assert id_[:8] in entry(home, seq)["sentence"]
    assert "a person erased on" in entry(home, seq)["sentence"]
    assert "erased" in home.ok("user", "list").out
    assert home.answer("personal", "show", id_)["person"]["name"] == "(erased)"
    assert "review_on" not in home.answer("personal", "show", id_)
    assert b"Hughes" not in disk(home)
    home.ok("status")
    for words in (("check",), ("journal", "show"), ("personal", "due")):
        home.ok(*words)
        home.answer(*words)
    assert home.refused("user", "erase", id_) == ["already-erased"]
    assert home.refused("user", "erase", "cai") == ["still-here"]


def test_what_somebody_wrote_stays_unless_it_is_asked_for(home: Home) -> None:
    home.ok("user", "compromised", "cai", "--why", "Ben Hughes saw it", "--as", "ben")
    home.ok("user", "leave", "ben")
    said = home.ok("user", "erase", "--yes", "ben").out
    assert "Kept on" in said
    assert "Ben Hughes saw it" in said
    assert b"Hughes" in disk(home)


def test_what_others_wrote_of_somebody_is_shown_as_staying(home: Home) -> None:
    home.ok("user", "compromised", "cai", "--why", "Hughes saw it", "--as", "asha")
    home.ok("user", "leave", "ben")
    said = home.ok("user", "erase", "ben", "--texts", "--yes").out
    assert "Hughes saw it" in said.partition("Kept on")[2]
    assert b"Hughes saw it" in disk(home)


def test_what_somebody_wrote_goes_along_when_it_is_asked_for(home: Home) -> None:
    home.ok("user", "compromised", "cai", "--why", CANARY, "--as", "ben")
    home.ok("user", "leave", "ben")
    answer = home.answer("user", "erase", "--yes", "ben", "--texts")
    assert [each["tag"] for each in answer["entries"]] == ["person-erased/1", "note-redacted/1"]
    assert WORDS not in disk(home)
    assert b"Hughes" not in disk(home)


def test_a_person_is_shown_what_is_kept_of_them(home: Home) -> None:
    home.ok("user", "compromised", "cai", "--why", CANARY, "--as", "ben")
    home.ok("incident", "declare", "--why", "ben found it")
    found = home.answer("personal", "show", "ben")
    assert found["person"]["name"] == "Ben Hughes"
    assert [text["text"] for text in found["wrote"]] == [CANARY]
    assert [text["text"] for text in found["mentioned_in"]] == ["ben found it"]
    assert found["acts"]["count"] == 1
    assert found["named_in"], "who enrolled Ben named the id"
    said = home.ok("personal", "show", "ben").out
    assert "Wrote:" in said
    assert "Mentioned in:" in said


def test_texts_and_names_come_due_and_are_kept_for_a_reason_or_erased(home: Home) -> None:
    home.ok("user", "compromised", "ben", "--why", CANARY)
    assert reviews_due(home) == 0
    due = home.answer("personal", "due", "--by", "+731d")
    assert [text["text"] for text in due["texts"]] == [CANARY]
    assert [person["name"] for person in due["people"]] == ["Ben Hughes"]
    home.ok("clock", "set", "+800d")
    assert reviews_due(home) == 2
    assert "2 texts and names are due" in home.ok("status").out
    assert "2 texts and names are due" in home.ok("check").out
    words = ("--until", "+30d", "--why", "an inquest is open")
    assert home.refused("personal", "keep", "--due", *words, "--as", "cai") == ["role"]
    kept = home.answer("personal", "keep", "--due", *words)
    assert [each["tag"] for each in kept["entries"]] == ["kept-longer/1"]
    assert home.answer("personal", "due")["texts"] == []
    home.ok("clock", "set", "+31d")
    assert reviews_due(home) == 2
    gone = home.answer("personal", "erase", "--yes", "--due")["erased"]
    assert (len(gone["texts"]), len(gone["people"])) == (1, 1)
    assert reviews_due(home) == 0
    assert WORDS not in disk(home)
    assert b"Hughes" not in disk(home)
    assert home.answer("journal", "verify")["is_whole"]


def test_a_review_is_put_off_no_further_than_the_limit(home: Home) -> None:
    home.ok("user", "compromised", "ben", "--why", CANARY)
    words = ("personal", "keep", str(home.size()), "--why", "needed")
    assert home.refused(*words, "--until", "+900d") == ["too-far"]
    assert home.refused(*words, "--until", "-1d") == ["date-past"]
    home.ok("limit", "tighten", "note-review", "90d")
    assert home.answer("personal", "due", "--by", "+91d")["texts"]
    assert home.refused(*words, "--until", "+100d") == ["too-far"]
    home.ok(*words, "--until", "+89d")


def test_who_may_act_is_not_due_whatever_the_date(home: Home) -> None:
    assert home.answer("personal", "due", "--by", "+3000d")["people"] == []
    home.ok("clock", "set", "+300d")
    home.ok("user", "leave", "ben")
    assert home.answer("personal", "due", "--by", "+364d")["people"] == []
    assert home.answer("personal", "due", "--by", "+365d")["people"]


def test_the_database_can_be_rewritten_by_itself(home: Home) -> None:
    assert home.answer("personal", "scrub")["is_clean"]
    assert home.answer("journal", "verify")["is_whole"]
