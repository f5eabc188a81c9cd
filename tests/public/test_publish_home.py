"""Publishing a home: its journal's signed head, its live folder, its locked key."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from reinstate.core.journal.checkpoint import parse_body, parse_note
from reinstate.core.journal.events.home import HomeKind
from reinstate.core.terms.trouble import BadInput, Refused
from reinstate.operations import reading, releases
from reinstate.public.publish import Published, publish
from reinstate.store import models
from reinstate.store.keys import FOLDER, PRIVATE_NAME, public_keys, verify_note
from tests.cli.schemas import faults
from tests.public.homes import PASSPHRASE, MakeHome, run

UPDATES = "current/updates/index.html"


def checkpoint(published: Published) -> str:
    """Return the journal's head as published."""
    return (published.target / "current/journal/checkpoint").read_text()


def tell_residents(text: str) -> str:
    """Draft words as one person, approve them as another; return the id of the notice."""
    run("user", "add", "Noor Aziz", "--handle", "noor", "--role", "press-officer")
    run("notice", "draft", "--title", "Rent", "--text", text, "--as", "asha")
    notice = max(reading.council().notices.values(), key=lambda one: one.seq)
    run("notice", "approve", notice.id, "--as", "noor")
    return notice.id


def test_the_published_head_is_the_journals_and_signed(make_home: MakeHome, tmp_path: Path) -> None:
    home = make_home("practice")
    published = publish(tmp_path / "www")
    note = checkpoint(published)
    assert [*verify_note(note, public_keys(home))] == [*public_keys(home)]
    assert parse_body(parse_note(note).text).size == published.entries
    assert published.is_checkpoint_fresh


def test_publishing_appends_nothing_and_a_second_time_writes_nothing(
    make_home: MakeHome, tmp_path: Path
) -> None:
    make_home("practice")
    first = publish(tmp_path / "www")
    again = publish(tmp_path / "www")
    assert (again.release.is_new, again.entries) == (False, first.entries)


def test_an_entry_that_no_resident_reads_changes_the_head_alone(
    make_home: MakeHome, tmp_path: Path
) -> None:
    make_home("practice")
    publish(tmp_path / "www")
    run("user", "add", "Cai Morgan", "--handle", "cai", "--role", "clearer")
    assert publish(tmp_path / "www").release.written == ("journal/checkpoint",)


def test_a_publication_that_goes_on_from_the_last_writes_what_a_fresh_one_does(
    make_home: MakeHome, tmp_path: Path
) -> None:
    make_home("practice")
    first = publish(tmp_path / "www")
    tell_residents("Keep it aside.")
    going_on = publish(tmp_path / "www", history=first.history)
    assert "updates/index.html" in going_on.release.written
    assert not publish(tmp_path / "www").release.is_new


def test_words_changed_in_the_database_after_approval_are_left_out(
    make_home: MakeHome, tmp_path: Path
) -> None:
    make_home("practice")
    notice = tell_residents("Keep it aside.")
    assert b"Keep it aside." in (publish(tmp_path / "www").target / UPDATES).read_bytes()
    changed = models.Note.objects.filter(text="Keep it aside.").update(text="Pay at once.")
    published = publish(tmp_path / "www")
    page = (published.target / UPDATES).read_text()
    assert (changed, published.left_out) == (1, (notice,))
    assert "Pay at once." not in page
    assert "Keep it aside." not in page


def test_a_locked_key_keeps_the_head_published_before(make_home: MakeHome, tmp_path: Path) -> None:
    make_home("real")
    opened = publish(tmp_path / "www", passphrase=PASSPHRASE)
    earlier = checkpoint(opened)
    run("incident", "declare", "--why", "They are in.", "--as", "asha")
    later = publish(tmp_path / "www")
    assert later.entries > opened.entries
    assert (later.release.is_new, later.is_checkpoint_fresh) == (True, False)
    assert checkpoint(later) == earlier


def test_a_locked_key_and_no_head_before_publish_no_head(
    make_home: MakeHome, tmp_path: Path
) -> None:
    make_home("real")
    published = publish(tmp_path / "www")
    assert not published.has_checkpoint
    assert not (tmp_path / "www/current/journal").exists()
    assert b"/journal/checkpoint" not in (tmp_path / "www/current/index.html").read_bytes()


def test_a_proof_that_is_not_fresh_is_told_with_the_reason_and_what_to_type(
    make_home: MakeHome, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = make_home("real")
    run("publish", "--to", str(tmp_path / "www"))
    locked = capsys.readouterr().out
    assert "The signing key is locked: no proof of the journal is published." in locked
    assert "--key-passphrase-file FILE" in locked
    publish(tmp_path / "www", passphrase=PASSPHRASE)
    run("incident", "declare", "--why", "They are in.", "--as", "asha")
    run("publish", "--to", str(tmp_path / "www"))
    later = capsys.readouterr().out
    assert "The signing key is locked: the proof published earlier stays." in later
    assert "--key-passphrase-file FILE" in later
    (home / FOLDER / PRIVATE_NAME).unlink()
    run("publish", "--to", str(tmp_path / "other"))
    missing = capsys.readouterr().out
    assert "The signing key is missing" in missing
    assert "Restore the keys folder" in missing
    assert "--key-passphrase-file" not in missing


def test_the_head_that_a_practice_left_in_a_folder_is_no_proof_of_a_real_home(
    make_home: MakeHome, tmp_path: Path
) -> None:
    make_home("practice")
    assert publish(tmp_path / "www").is_checkpoint_fresh
    make_home("real")
    published = publish(tmp_path / "www")
    assert not published.has_checkpoint
    assert not (tmp_path / "www/current/journal").exists()


def test_a_wrong_passphrase_publishes_nothing(make_home: MakeHome, tmp_path: Path) -> None:
    make_home("real")
    with pytest.raises(BadInput, match="passphrase"):
        publish(tmp_path / "www", passphrase="wrong")
    assert not (tmp_path / "www/current").exists()


@pytest.mark.parametrize("kind", ["practice", "exercise"])
def test_a_folder_that_residents_read_takes_no_practice(
    make_home: MakeHome, tmp_path: Path, kind: HomeKind
) -> None:
    make_home("real")
    real = publish(tmp_path / "www", passphrase=PASSPHRASE)
    make_home(kind)
    with pytest.raises(Refused) as refused:
        publish(tmp_path / "www")
    assert [one.code for one in refused.value.blockers] == ["live-target"]
    assert (tmp_path / "www/current").resolve().name == str(real.release.number)


def test_a_folder_marked_by_hand_takes_a_real_home_and_keeps_its_name(
    make_home: MakeHome, tmp_path: Path
) -> None:
    (tmp_path / "www").mkdir()
    (tmp_path / "www/LIVE").touch()
    make_home("real")
    publish(tmp_path / "www")
    assert (tmp_path / "www/LIVE").read_text().strip() == reading.council().home.origin


def test_a_real_home_is_not_published_over_another(make_home: MakeHome, tmp_path: Path) -> None:
    (tmp_path / "www").mkdir()
    (tmp_path / "www/LIVE").write_text("another.example/reinstate/0000\n")
    make_home("real")
    with pytest.raises(Refused) as refused:
        publish(tmp_path / "www")
    assert [one.code for one in refused.value.blockers] == ["other-home"]


def test_the_command_says_what_it_did(
    make_home: MakeHome, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_home("practice")
    run("publish", "--to", str(tmp_path / "www"))
    assert "Release 1 is in" in capsys.readouterr().out
    run("publish", "--to", str(tmp_path / "www"))
    assert "Nothing changed: release 1" in capsys.readouterr().out
    run("publish", "--to", str(tmp_path / "www"), "--json")
    told = json.loads(capsys.readouterr().out)
    assert (told["schema"], told["release"], told["is_new"]) == ("publish/1", 1, False)
    assert (told["checkpoint"], told["is_practice"]) == ("fresh", True)
    assert faults(told) == []


def test_without_a_place_the_pages_go_into_the_home(
    make_home: MakeHome, capsys: pytest.CaptureFixture[str]
) -> None:
    home = make_home("practice")
    run("publish")
    assert (home / "site/current/index.html").is_file()
    assert str(home) in capsys.readouterr().out.replace("\n", "")


def test_a_publisher_that_waited_looks_again_at_whose_folder_it_is(
    make_home: MakeHome, tmp_path: Path
) -> None:
    make_home("practice")
    target = tmp_path / "www"
    words = (sys.executable, "-m", "reinstate", "publish", "--to", str(target))
    with releases.alone(target):
        waiting = subprocess.Popen(words, stderr=subprocess.PIPE, text=True)
        wait_until(lambda: is_waited_for(target / releases.LOCK))
        (target / "LIVE").write_text("another.example/reinstate/0000\n")
    _, said = waiting.communicate(timeout=60)
    assert waiting.returncode == 1
    assert "Residents read this folder" in said
    assert not (target / "current").exists()


def test_a_publisher_that_waited_tells_what_was_said_meanwhile(
    make_home: MakeHome, tmp_path: Path
) -> None:
    make_home("practice")
    target = tmp_path / "www"
    words = (sys.executable, "-m", "reinstate", "publish", "--to", str(target))
    with releases.alone(target):
        waiting = subprocess.Popen(words, stdout=subprocess.DEVNULL)
        wait_until(lambda: is_waited_for(target / releases.LOCK))
        tell_residents("Keep it aside.")
    assert waiting.wait(timeout=60) == 0
    assert b"Keep it aside." in (target / UPDATES).read_bytes()


def is_waited_for(lock: Path) -> bool:
    """Return whether somebody waits for a lock on this file, as the kernel lists it."""
    inode = lock.stat().st_ino
    lines = Path("/proc/locks").read_text().splitlines()
    return any("->" in line and f":{inode} " in line for line in lines)


def wait_until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so, for a minute at most."""
    until = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.02)
