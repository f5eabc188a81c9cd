"""The README, typed: every command block works in a new folder, in order."""

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

README = Path(__file__).parents[2] / "README.md"
BLOCK = re.compile(r"^```sh(?P<flag> refused)?\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
REFUSED = 1


def blocks() -> Iterator[tuple[str, bool]]:
    """Yield each block of commands, and whether it is meant to be refused."""
    for found in BLOCK.finditer(README.read_text(encoding="utf-8")):
        yield found["body"], bool(found["flag"])


def run(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a block as a person would type it."""
    scripts = Path(sys.executable).parent
    environment = {
        "PATH": f"{scripts}:{os.environ['PATH']}",
        "HOME": str(folder),
        "REINSTATE_HOME": str(folder / "home"),
        "LANG": "C.UTF-8",
    }
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def typed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    folder = tmp_path_factory.mktemp("readme")
    said = []
    for body, is_refused in blocks():
        done = run(body, folder)
        assert done.returncode == (REFUSED if is_refused else 0), f"{body}\n{done.stderr}"
        said.append(done.stdout + done.stderr)
    return folder, said


def test_a_reconnection_is_refused_with_every_reason(typed: tuple[Path, list[str]]) -> None:
    refused = typed[1][[flag for _, flag in blocks()].index(True)]
    for code in ("no-route", "evidence-taken", "not-clean", "checks", "two-clearances"):
        assert code in refused


def test_the_page_rises_and_falls(typed: tuple[Path, list[str]]) -> None:
    releases = sorted((typed[0] / "public" / "releases").iterdir(), key=lambda one: int(one.name))
    risen, fallen = ((one / "index.html").read_text(encoding="utf-8") for one in releases[-2:])
    rent = [one / "services" / "svc-rent" / "index.html" for one in releases[-2:]]
    assert "Working" in rent[0].read_text(encoding="utf-8")
    assert "Not working" in rent[1].read_text(encoding="utf-8")
    assert risen != fallen


def test_a_byte_changed_by_hand_is_found(typed: tuple[Path, list[str]]) -> None:
    database = typed[0] / "home" / "reinstate.sqlite3"
    with sqlite3.connect(database) as opened:
        (body,) = opened.execute("SELECT body FROM journal_entry WHERE seq = 30").fetchone()
        changed = body.replace('"seq":30', '"seq":31')
        opened.execute("UPDATE journal_entry SET body = ? WHERE seq = 30", [changed])
    opened.close()
    done = run("reinstate journal verify", typed[0])
    assert done.returncode == REFUSED
    assert "entry 30" in (done.stdout + done.stderr).casefold()
