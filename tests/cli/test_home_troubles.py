"""Homes on media that fail: read-only, full, hurried by two writers, and looked into."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from reinstate.cli.app import load
from reinstate.cli.commands import COMMANDS
from reinstate.store import connect
from tests.cli.answers import Home

NOBODY = 65_534
COUNT = 4


@pytest.fixture
def read_only(home: Home, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    """Yield a home that this account may read and not write."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        medium = Path(shutil.copytree(home.path, Path(folder) / "medium"))
        for path in [medium, *medium.rglob("*")]:
            path.chmod(0o555 if path.is_dir() else 0o444)
        monkeypatch.setenv("REINSTATE_HOME", str(medium))
        account = os.geteuid()
        for brought in COMMANDS.values():
            load(brought.modules)  # that account may not read where Python lies
        os.seteuid(NOBODY if account == 0 else account)
        try:
            yield Home(medium, home.files)
        finally:
            connect.disconnect()
            os.seteuid(account)
            for path in [medium, *medium.rglob("*")]:
                path.chmod(0o755)


@pytest.fixture
def small_disk(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    """Yield a home on a disk that has hardly room for it."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("Only an account that may mount can try a disk that is really full.")
    shutil.copytree(home.path, disk / "home")
    monkeypatch.setenv("REINSTATE_HOME", str(disk / "home"))
    yield Home(disk / "home", home.files)
    connect.disconnect()
    subprocess.run(["umount", disk], check=True)


def finding(home: Home, name: str, code: int = 1) -> dict[str, object]:
    """Return what `check` found of one thing."""
    findings: list[dict[str, object]] = home.answer("check", code=code)["findings"]
    return next(each for each in findings if each["name"] == name)


def test_a_home_that_may_only_be_read_answers_and_takes_nothing(read_only: Home) -> None:
    assert len(read_only.answer("user", "list")["people"]) == 3
    assert read_only.answer("journal", "verify")["is_whole"]
    trouble = read_only.answer("user", "add", "Dee Okafor", code=3)
    assert trouble["code"] == "home-read-only"
    assert trouble["next"]
    assert not finding(read_only, "folder")["is_right"]


def test_a_full_disk_ends_an_import_with_nothing_half_done(small_disk: Home) -> None:
    rows = "".join(f"team-{n},Team number {n},technical,5,2\n" for n in range(5000))
    sheet = small_disk.file("teams.csv", f"id,name,kind,people,crews\n{rows}")
    size = small_disk.size()
    assert small_disk.answer("import", sheet, "--yes", code=3)["code"] == "disk-full"
    assert small_disk.size() == size
    assert small_disk.answer("journal", "verify")["is_whole"]
    small_disk.ok("user", "add", "Dee Okafor")


def test_two_processes_append_and_neither_loses_anything(home: Home) -> None:
    size = home.size()
    words = [["user", "add", f"Person {n}", "--handle", f"person-{n}"] for n in range(COUNT)]
    running = [
        subprocess.Popen([sys.executable, "-m", "reinstate", *each], stdout=subprocess.PIPE)
        for each in words
    ]
    for process in running:
        process.communicate()
    assert [process.returncode for process in running] == [0] * COUNT
    assert home.size() == size + COUNT
    assert home.answer("journal", "verify")["is_whole"]
    assert len(home.answer("user", "list")["people"]) == 3 + COUNT


def test_a_home_that_is_right_says_so(home: Home) -> None:
    answer = home.answer("check")
    assert answer["is_right"]
    assert all(each["is_right"] for each in answer["findings"])


def test_a_home_that_others_may_look_into_is_told(home: Home) -> None:
    home.path.chmod(0o755)
    assert "chmod" in str(finding(home, "folder")["sentence"])


def test_a_key_that_the_journal_does_not_trust_is_told_and_not_used(home: Home) -> None:
    shutil.rmtree(home.path / "keys")
    assert not finding(home, "key")["is_right"]
    assert home.answer("journal", "checkpoint", code=3)["code"] == "key-missing"


def test_a_text_changed_by_hand_is_told(home: Home) -> None:
    home.ok("user", "compromised", "ben", "--why", "phished")
    assert finding(home, "texts", code=0)["is_right"]
    _by_hand(home, "UPDATE note SET text = 'on holiday'")
    assert "not as written" in str(finding(home, "texts")["sentence"])
    _by_hand(home, "DELETE FROM note")
    assert "gone without a word" in str(finding(home, "texts")["sentence"])


def test_a_machine_whose_clock_fell_behind_is_told(home: Home) -> None:
    home.ok("clock", "set", "+30d")
    home.ok("user", "add", "Dee Okafor")
    home.ok("clock", "set", "now")
    assert "put it right" in str(finding(home, "clock")["sentence"])


def test_every_other_process_ends_as_the_program_does(home: Home) -> None:
    assert home.process("user", "list").returncode == 0
    refused = home.process("user", "leave", "asha")
    assert refused.returncode == 1
    assert "nobody would be left" in refused.stderr
    assert home.process("user", "leave").returncode == 2


def _by_hand(home: Home, statement: str) -> None:
    """Change the database as somebody with the file and no program would."""
    connect.disconnect()
    database = sqlite3.connect(home.path / connect.DATABASE_NAME)
    with database:
        database.execute(statement)
    database.close()


def test_a_real_home_that_nobody_named_is_told_before_residents_read_it(real_home: Home) -> None:
    assert not finding(real_home, "names")["is_right"]
    assert "council set --name" in str(finding(real_home, "names")["sentence"])


def test_a_practice_may_be_called_anything(home: Home) -> None:
    assert finding(home, "names", code=0)["is_right"]
