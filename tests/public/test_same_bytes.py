"""The same facts give the same bytes: in another process, zone, locale or order of hashing."""

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from reinstate.operations.turning import SUMS
from reinstate.public.publish import publish
from tests.public.homes import MakeHome, run

ELSEWHERE = [
    {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1"},
    {"TZ": "America/Los_Angeles", "PYTHONHASHSEED": "2", "LC_ALL": "C"},
    {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "3", "PYTHONUTF8": "0"},
]
PROGRAM = (sys.executable, "-m", "reinstate.cli.__main__")


def published_in(setting: dict[str, str], target: Path) -> str:
    """Publish in a new process of that setting; return what it said."""
    done = subprocess.run(
        (*PROGRAM, "publish", "--to", str(target)),
        env={**os.environ, **setting},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def touched(target: Path) -> dict[Path, tuple[int, int]]:
    """Return every file that lies there, with when it was written and which it is."""
    return {
        path: (path.lstat().st_mtime_ns, path.lstat().st_ino)
        for path in target.rglob("*")
        if path.name != ".lock"
    }


@pytest.mark.parametrize("setting", ELSEWHERE, ids=lambda one: one.get("TZ", one.get("LC_ALL")))
def test_a_cold_process_elsewhere_has_nothing_to_write(
    make_home: MakeHome, tmp_path: Path, setting: dict[str, str]
) -> None:
    make_home("practice")
    run("incident", "declare", "--why", "They are in.")
    run("incident", "next-update", "+2h")
    publish(tmp_path / "www")
    before = touched(tmp_path / "www")
    assert "Nothing changed: release 1" in published_in(setting, tmp_path / "www")
    assert touched(tmp_path / "www") == before


def test_another_machine_publishes_the_same_bytes(make_home: MakeHome, tmp_path: Path) -> None:
    make_home("practice")
    run("incident", "declare", "--why", "They are in.")
    sums, lines = set(), list[str]()
    for number, setting in enumerate(ELSEWHERE):
        published_in(setting, tmp_path / str(number))
        lines = (tmp_path / str(number) / "current" / SUMS).read_text().splitlines()
        sums.add("\n".join(line for line in lines if not line.endswith("  journal/checkpoint")))
    assert len(sums) == 1
    assert len(lines) > 5


def test_a_new_process_writes_only_what_changed(make_home: MakeHome, tmp_path: Path) -> None:
    make_home("practice")
    publish(tmp_path / "www")
    before = {
        path: sha256(path.read_bytes()).digest()
        for path in (tmp_path / "www/current/").rglob("*.*")
    }
    run("user", "add", "Cai Morgan", "--handle", "cai", "--role", "clearer")
    assert "1 file written" in published_in({"TZ": "Asia/Tokyo"}, tmp_path / "www")
    after = {
        path: sha256(path.read_bytes()).digest()
        for path in (tmp_path / "www/current/").rglob("*.*")
    }
    assert after == before
    assert len(after) > 10
