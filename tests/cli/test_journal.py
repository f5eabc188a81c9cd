"""The journal on the command line: shown, verified, proved, put right, erased."""

import json
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest

from reinstate.core.journal.canonical import canonical
from reinstate.core.journal.checkpoint import Checkpoint, body_text
from reinstate.core.journal.merkle import leaf_hash
from reinstate.store import connect, keys, read
from reinstate.store.append import append_session
from reinstate.store.checkpoints import kept_checkpoints
from tests.cli.answers import BEN_SECRET, Home
from tests.store.tampering import make_head_fit, put_row


def by_hand(home: Home, statement: str, *values: object) -> None:
    """Change the database as somebody with the file and no program would."""
    connect.disconnect()
    database = sqlite3.connect(home.path / connect.DATABASE_NAME)
    with database:
        database.execute(statement, values)
    database.close()


def test_every_entry_is_told_in_a_sentence_with_names(home: Home) -> None:
    home.ok("user", "compromised", "ben", "--why", "typed the code into a false page")
    entry = home.answer("journal", "show", "--limit", "1")["entries"][0]
    assert entry["who"] == "Asha Rahman"
    assert entry["sentence"] == (
        "The account of Ben Hughes was not theirs alone: “typed the code into a false page”."
    )
    assert entry["notes"][0]["state"] == "kept"


def test_a_text_that_is_not_what_was_written_is_told(home: Home) -> None:
    home.ok("user", "compromised", "ben", "--why", "phished")
    by_hand(home, "UPDATE note SET text = 'on holiday'")
    entry = home.answer("journal", "show", "--limit", "1")["entries"][0]
    assert entry["notes"][0]["state"] == "altered"
    assert "[not the text that was written:] “on holiday”" in entry["sentence"]
    assert home.answer("journal", "verify")["is_whole"]


def test_an_erased_text_leaves_the_journal_whole(home: Home) -> None:
    home.ok("user", "compromised", "ben", "--why", "phished")
    note = home.answer("journal", "show", "--limit", "1")["entries"][0]["notes"][0]["id"]
    home.ok("journal", "redact", "--yes", note)
    entry, redaction = home.answer("journal", "show", "--limit", "2")["entries"]
    assert entry["notes"] == [{"id": note, "state": "erased"}]
    assert "[text erased]" in entry["sentence"]
    assert redaction["event"]["tag"] == "note-redacted/1"
    assert b"phished" not in b"".join(
        path.read_bytes() for path in home.path.rglob("*") if path.is_file()
    )
    assert home.answer("journal", "verify")["is_whole"]
    assert home.misused("journal", "redact", note) == "note-unknown"


def test_a_byte_changed_by_hand_is_found_and_its_entry_named(home: Home) -> None:
    by_hand(
        home, "UPDATE journal_entry SET body = replace(body, 'clearer', 'trainer') WHERE seq = 17"
    )
    answer = home.answer("journal", "verify", code=1)
    assert (answer["fault"]["code"], answer["fault"]["first"]) == ("altered", 17)
    assert "entry 17" in answer["fault"]["sentence"]
    said = home.run("journal", "verify")
    assert said.code == 1
    assert "NOT what was written" in said.out


def test_an_event_of_a_newer_release_stops_everything_and_is_not_called_tampering(
    home: Home,
) -> None:
    _append_unknown(home)
    answer = home.answer("journal", "verify", code=3)
    assert answer["is_whole"]
    assert answer["unreadable"]["code"] == "event-unknown"
    assert home.answer("user", "list", code=3)["code"] == "event-unknown"
    assert home.answer("user", "add", "Dee Okafor", code=3)["code"] == "event-unknown"


def test_what_is_cut_off_is_seen_against_a_checkpoint_from_outside(home: Home) -> None:
    note = home.place("checkpoint.txt")
    earlier = home.path.with_name("earlier")
    connect.disconnect()
    shutil.copytree(home.path, earlier)
    home.ok("user", "add", "Dee Okafor")
    home.ok("journal", "checkpoint", "--to", note)
    connect.disconnect()
    shutil.rmtree(home.path)
    earlier.rename(home.path)
    assert home.answer("journal", "verify")["is_whole"]
    answer = home.answer("journal", "verify", "--checkpoint", note, code=1)
    assert answer["fault"]["code"] == "cut"


def test_a_checkpoint_that_nobody_can_read_is_bad_usage(home: Home) -> None:
    assert home.misused("journal", "verify", "--checkpoint", "nowhere.txt") == (
        "checkpoint-unreadable"
    )
    letter = home.file("letter.txt", "Dear all,")
    assert home.misused("journal", "verify", "--checkpoint", letter) == "checkpoint-unreadable"


def test_nothing_is_written_over_a_checkpoint(home: Home) -> None:
    note = home.file("checkpoint.txt", "an older one")
    assert home.misused("journal", "checkpoint", "--to", note) == "target-exists"
    assert Path(note).read_text() == "an older one"


def test_one_entry_is_proved_without_the_others(home: Home) -> None:
    proof = home.answer("journal", "prove", "2", "--to", home.place("proof.json"))
    assert leaf_hash(proof["entry"].encode()).hex() == proof["leaf"]
    assert proof["path"]
    assert json.loads(Path(home.place("proof.json")).read_text()) == proof
    assert home.misused("journal", "prove", "999") == "entry-missing"


def test_a_proof_is_of_an_entry_or_since_a_checkpoint(home: Home) -> None:
    assert home.misused("journal", "prove") == "proof-unclear"
    note = home.place("older.txt")
    home.ok("journal", "checkpoint", "--to", note)
    assert home.misused("journal", "prove", "2", "--since", note) == "proof-unclear"
    assert "path  " in home.ok("journal", "prove", "2").out


def test_the_journal_is_proved_to_begin_with_a_checkpoint_that_somebody_kept(home: Home) -> None:
    older = home.place("older.txt")
    home.ok("journal", "checkpoint", "--to", older)
    size = home.size()
    home.ok("user", "add", "Dee Okafor")
    since = home.place("since.json")
    proof = home.answer("journal", "prove", "--since", older, "--to", since)
    assert (proof["old_size"], proof["size"]) == (size, home.size())
    assert json.loads(Path(since).read_text()) == proof
    assert proof["old_checkpoint"] == Path(older).read_text()
    said = home.ok("journal", "prove", "--since", older).out
    assert f"old_size  {size}\n" in said
    assert Path(older).read_text() in said
    assert "Rahman" not in said + Path(since).read_text(), "no entry is shown"


def test_a_rewritten_journal_is_told_as_tampering_and_nothing_is_signed_over_it(
    home: Home,
) -> None:
    older = home.place("older.txt")
    home.ok("journal", "checkpoint", "--to", older)
    connect.connect(home.path)
    put_row(3, read.line(3).replace(b"2", b"3", 1), "feedfacecafe")
    make_head_fit()
    kept = len(kept_checkpoints())
    answer = home.answer("journal", "prove", "--since", older, code=3)
    assert answer["code"] == "history-rewritten"
    assert "EVIDENCE OF TAMPERING" in answer["sentence"]
    connect.connect(home.path)
    assert len(kept_checkpoints()) == kept
    assert home.answer("export", home.place("copy"), code=3)["code"] == "history-rewritten"
    connect.connect(home.path)
    assert len(kept_checkpoints()) == kept


def test_a_checkpoint_of_a_stranger_proves_nothing_and_says_why_that_may_matter(
    home: Home, tmp_path: Path
) -> None:
    keys.make_key(tmp_path / "other", "journal.other.example/reinstate")
    body = body_text(Checkpoint("journal.other.example/reinstate", 2, bytes(32)))
    note = home.file("older.txt", keys.sign_note(body, keys.load_key(tmp_path / "other")))
    assert home.misused("journal", "prove", "--since", note) == "checkpoint-foreign"
    assert "KEYS WERE REPLACED" in home.run("journal", "prove", "--since", note).err
    said = home.run("journal", "verify", "--checkpoint", note)
    assert said.code == 1
    assert "of another journal, or forged" in " ".join(said.out.split())
    assert "NOT what was written" not in said.out
    letter = home.file("letter.txt", "Dear all,")
    assert home.misused("journal", "prove", "--since", letter) == "checkpoint-unreadable"
    assert home.misused("journal", "prove", "--since", "nowhere") == "checkpoint-unreadable"


def test_a_checkpoint_of_a_retired_key_is_still_proved(home: Home) -> None:
    older = home.place("older.txt")
    home.ok("journal", "checkpoint", "--to", older)
    home.ok("journal", "rotate-key")
    proof = home.answer("journal", "prove", "--since", older)
    assert proof["size"] > proof["old_size"]


def test_an_export_holds_every_line_and_how_to_check_it(home: Home) -> None:
    answer = home.answer("journal", "export", home.place("journal"))
    lines = (Path(home.place("journal")) / "journal.jsonl").read_bytes().splitlines()
    assert len(lines) == answer["size"] == home.size()
    assert home.misused("export", home.place("journal")) == "target-exists"
    assert home.answer("export", home.place("journal.zip"))["size"] == len(lines)


def test_a_sealed_home_stands_again_elsewhere(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = home.file("secret.txt", BEN_SECRET)
    home.ok("user", "compromised", "ben", "--why", "phished")
    sealed = home.answer(
        "export", "--encrypted", home.place("home.sealed"), "--passphrase-file", secret
    )
    assert b"phished" not in Path(sealed["path"]).read_bytes()
    monkeypatch.setenv("REINSTATE_HOME", str(home.path.with_name("other")))
    wrong = home.file("wrong.txt", "no such words")
    words = ("init", "--from", sealed["path"], "--passphrase-file")
    assert home.misused(*words, wrong) == "passphrase-wrong"
    made = home.answer(*words, secret)
    assert made["home"] != str(home.path)
    assert home.answer("journal", "verify")["is_whole"]
    assert home.answer("check")["is_right"]


def test_a_sealed_home_is_signed_for_a_courier_who_cannot_open_it(home: Home) -> None:
    secret = home.file("secret.txt", BEN_SECRET)
    words = ("export", "--encrypted", home.place("home.sealed"), "--passphrase-file", secret)
    answer = home.answer(*words)
    assert answer["signature"] == home.place("home.sealed.sig")
    home.ok("export", home.place("copy"))
    assert _openssh_accepts(home, "home.sealed")
    with Path(answer["path"]).open("ab") as file:
        file.write(b"x")
    assert not _openssh_accepts(home, "home.sealed")
    Path(answer["path"]).unlink()
    assert home.misused(*words) == "target-exists"


def test_a_locked_key_keeps_nobody_from_taking_the_home_to_safety(real_home: Home) -> None:
    asha = str(real_home.files / "asha.txt")
    words = ("--passphrase-file", real_home.file("secret.txt", BEN_SECRET))
    answer = real_home.answer("export", "--encrypted", real_home.place("one"), *words)
    assert answer["signature"] == ""
    assert not Path(real_home.place("one.sig")).exists()
    said = real_home.ok("export", "--encrypted", real_home.place("two"), *words)
    assert "not signed" in said.out
    signed = ("export", "--encrypted", real_home.place("three"), *words, "--key-passphrase-file")
    wrong = real_home.file("wrong.txt", "no such words")
    assert real_home.misused(*signed, wrong) == "passphrase-wrong"
    assert real_home.answer(*signed, asha)["signature"] == real_home.place("three.sig")


def _openssh_accepts(home: Home, name: str) -> bool:
    if shutil.which("ssh-keygen") is None:
        pytest.skip("ssh-keygen is missing (Debian: openssh-client)")
    origin = (home.files / "copy" / "checkpoint.txt").read_text().splitlines()[0]
    words = ("ssh-keygen", "-Y", "verify", "-f", "copy/allowed_signers", "-I", origin)
    done = subprocess.run(
        [*words, "-n", "reinstate-export", "-s", f"{name}.sig"],
        cwd=home.files,
        input=(home.files / name).read_bytes(),
        capture_output=True,
        check=False,
    )
    return done.returncode == 0


def test_an_export_is_of_one_thing(home: Home) -> None:
    assert home.misused("export") == "export-unclear"
    assert home.misused("export", "a", "--encrypted", "b") == "export-unclear"


def test_a_new_key_is_in_the_journal_and_signs_from_then_on(home: Home) -> None:
    before = home.answer("journal", "checkpoint")["note"]
    acted = home.answer("journal", "rotate-key")
    assert [each["tag"] for each in acted["entries"]] == ["key-trusted/1"]
    after = home.answer("journal", "checkpoint")["note"]
    assert before.split("\n\n")[1] != after.split("\n\n")[1]
    states = [each["state"] for each in home.answer("journal", "verify")["checkpoints"]]
    assert states == ["matches", "matches"]
    assert home.answer("check")["is_right"]


def test_a_refused_rotation_leaves_the_key_as_it_was(home: Home) -> None:
    before = {path: path.read_bytes() for path in (home.path / "keys").rglob("*.*")}
    assert home.refused("journal", "rotate-key", "--as", "ben") == ["role"]
    after = {path: path.read_bytes() for path in (home.path / "keys").rglob("*.*")}
    assert after == before


def test_the_new_key_of_a_real_home_is_locked(real_home: Home) -> None:
    asha = str(real_home.files / "asha.txt")
    words = ("journal", "rotate-key", "--passphrase-file", asha, "--key-passphrase-file", asha)
    assert real_home.misused(*words) == "passphrase-missing"
    new = real_home.file("new.txt", "three other words")
    real_home.ok(*words, "--new-passphrase-file", new)
    assert real_home.misused("journal", "checkpoint", "--passphrase-file", asha) == (
        "passphrase-wrong"
    )
    assert real_home.answer("journal", "checkpoint", "--key-passphrase-file", new)["note"]


def test_the_last_entries_are_shown_unless_others_are_asked_for(home: Home) -> None:
    size = home.size()
    assert [each["seq"] for each in home.answer("journal", "show", "--limit", "2")["entries"]] == [
        size - 1,
        size,
    ]
    shown = home.answer("journal", "show", "--after", "0", "--limit", "2")["entries"]
    assert [each["seq"] for each in shown] == [1, 2]
    assert home.misused("journal", "show", str(size + 1)) == "entry-unknown"
    assert home.misused("journal", "show", "--limit", "0") == "usage"


def test_what_was_known_then_ends_with_the_last_entry_of_that_day(home: Home) -> None:
    home.ok("clock", "set", "+2d")
    size = home.size()
    home.ok("clock", "set", "+5d")
    home.ok("user", "add", "Dee Okafor")
    answer = home.answer("journal", "show", "--as-of=-1d", "--limit", "1")
    assert answer["size"] == size + 1
    assert answer["as_of"]


def test_a_correction_says_why_and_what(home: Home) -> None:
    home.ok("incident", "declare", "--why", "ransom notes on screens")
    home.ok("incident", "milestone", "network cut", "--at", "2026-11-20")
    seq = str(home.size())
    assert home.misused("journal", "correct", seq, "--why", "x") == "correction-unclear"
    assert home.misused("journal", "correct", seq, "--why", "x", "--set", "a=b") == "field-unknown"
    home.ok("journal", "correct", seq, "--set", "at=2026-11-19", "--why", "told wrongly")
    entry = home.answer("journal", "show", "--limit", "1")["entries"][0]
    assert entry["sentence"] == f"Entry {seq} is put right: “told wrongly”."
    assert entry["event"]["event"]["at"]["earliest"] == "2026-11-19T00:00:00Z"
    assert entry["event"]["event"]["note"]["id"].startswith("n-")
    home.ok("journal", "correct", seq, "--withdraw", "--why", "never happened")


def test_what_cannot_be_corrected_is_refused(home: Home) -> None:
    assert home.refused("journal", "correct", "1", "--withdraw", "--why", "x") == [
        "not-correctable"
    ]


def _append_unknown(home: Home) -> None:
    """Append an entry that a newer release would write, properly in the tree."""
    connect.connect(home.path)
    with append_session() as session:
        line = {
            "seq": session.size + 1,
            "recorded_at": "2026-11-22T10:00:00Z",
            "actor": "machine:init",
            "via": {"strength": "asserted", "surface": "cli"},
            "command_id": "feedfacecafe",
            "position": 0,
            "event": {"tag": "weakness-noted/1", "weakness": "w-1"},
        }
        session.append("feedfacecafe", [canonical(line)])


def test_a_rotation_that_was_cut_short_is_told_and_made_good_by_the_next(home: Home) -> None:
    keys.rotate(home.path)  # the machine stopped before the journal said so
    assert home.misused("journal", "checkpoint") == "key-untrusted"
    assert not home.answer("check", code=1)["is_right"]
    home.ok("journal", "rotate-key")
    assert home.answer("journal", "checkpoint")["note"]
    assert home.answer("check")["is_right"]


def test_a_checkpoint_makes_no_folder(home: Home) -> None:
    place = home.place("nowhere/checkpoint.txt")
    assert home.misused("journal", "checkpoint", "--to", place) == "folder-missing"
    assert not (home.files / "nowhere").exists()


def test_a_correction_without_words_is_refused(home: Home) -> None:
    assert home.misused("journal", "correct", "2", "--withdraw", "--why", "") == "text-missing"
