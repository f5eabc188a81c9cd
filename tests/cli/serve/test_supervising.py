"""Processes are kept running, and none outlives whoever keeps them."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep

import pytest

from reinstate.cli import supervising
from reinstate.cli.supervising import Part, supervised
from reinstate.core.terms.trouble import WorldFailed

PROGRAM = Path(__file__).with_name("part.py")
WAIT_SECONDS = 10


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing wait long."""
    monkeypatch.setattr(supervising, "LOOK_SECONDS", 0.02)
    monkeypatch.setattr(supervising, "PAUSE_SECONDS", 0.02)
    monkeypatch.setattr(supervising, "STOP_SECONDS", 2)


def part(file: Path, what: str) -> Part:
    """Return a process that does so."""
    return Part("The clerk", (sys.executable, str(PROGRAM), str(file)), what.encode())


def numbers(file: Path, count: int) -> list[int]:
    """Wait until so many processes have begun; return their numbers."""
    ends = monotonic() + WAIT_SECONDS
    while not file.is_file() or len(file.read_text().splitlines()) < count:
        assert monotonic() < ends, f"{file} never had {count} lines"
        sleep(0.02)
    return [int(line) for line in file.read_text().splitlines()]


def is_running(number: int) -> bool:
    """Return whether a process of this number runs; one that nobody has buried does not."""
    words = ["ps", "-o", "stat=", "-p", str(number)]
    found = subprocess.run(words, capture_output=True, text=True, check=False).stdout.strip()
    return bool(found) and not found.startswith("Z")


def test_a_process_that_is_killed_is_started_again_and_told_once(tmp_path: Path) -> None:
    said: list[str] = []
    with supervised([part(tmp_path / "n", "stay")], said.append):
        for count in (1, 2, 3):
            os.kill(numbers(tmp_path / "n", count)[-1], signal.SIGKILL)
        last = numbers(tmp_path / "n", 4)[-1]
        assert is_running(last)
    assert said == ["The clerk stopped by itself (signal 9); it is started again."]
    assert not is_running(last)


def test_one_that_does_not_hold_is_started_ever_more_rarely(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervising, "PAUSE_MAX_SECONDS", 0.08)
    said: list[str] = []
    with supervised([part(tmp_path / "n", "die")], said.append):
        numbers(tmp_path / "n", 5)
    assert said == ["The clerk stopped by itself (exit code 7); it is started again."]


def test_one_that_held_is_told_anew_when_it_stops_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervising, "STEADY_SECONDS", 0)
    said: list[str] = []
    with supervised([part(tmp_path / "n", "stay")], said.append):
        for count in (1, 2):
            number = numbers(tmp_path / "n", count)[-1]
            sleep(0.2)  # long enough here to count as steady
            os.kill(number, signal.SIGKILL)
        numbers(tmp_path / "n", 3)
    assert len(said) == 2


def test_one_that_is_deaf_is_killed_in_the_end(tmp_path: Path) -> None:
    with supervised([part(tmp_path / "n", "deaf")], print):
        [number] = numbers(tmp_path / "n", 1)
    assert not is_running(number)


def test_what_a_killed_process_had_started_goes_with_it(tmp_path: Path) -> None:
    said: list[str] = []
    with supervised([part(tmp_path / "n", "mother")], said.append):
        mother, child = numbers(tmp_path / "n", 2)
        os.kill(mother, signal.SIGKILL)
        numbers(tmp_path / "n", 4)
        assert not is_running(child)


def test_one_that_cannot_be_started_is_told_and_the_others_stop(tmp_path: Path) -> None:
    missing = Part("The ghost", (str(tmp_path / "no-such-program"),))
    with (
        pytest.raises(WorldFailed, match="The ghost cannot be started"),
        supervised([part(tmp_path / "n", "stay"), missing], print),
    ):
        pytest.fail("it began although a part is missing")
    for number in numbers(tmp_path / "n", 0) if (tmp_path / "n").is_file() else []:
        assert not is_running(number)
