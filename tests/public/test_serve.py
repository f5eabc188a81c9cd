"""`serve` as a person runs it: a process that follows the journal and stops when told."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Event
from time import monotonic, sleep
from urllib.request import urlopen

import pytest

from reinstate.core.terms.trouble import BadInput, ReinstateError, WorldFailed
from reinstate.operations import clock, reading
from reinstate.operations.level_history import History
from reinstate.public import watching
from reinstate.public.publish import Published, publish
from reinstate.public.serving import serving
from tests.cli.schemas import faults
from tests.public.homes import PASSPHRASE, MakeHome, run

WITHIN_SECONDS = 2
STOP_SECONDS = 10
PROGRAM = (sys.executable, "-m", "reinstate.cli.__main__")


@contextmanager
def served(*options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run `serve` and give the process and the address of the pages."""
    words = (*PROGRAM, "serve", "--no-desk", "--public-port", "0", "--json", *options)
    process = subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True
    )
    try:
        assert process.stdout
        line = process.stdout.readline()
        assert line, process.stderr.read() if process.stderr else ""
        said = json.loads(line)
        assert faults(said) == []
        yield process, said["public"]
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def page(address: str) -> str:
    """Return a page as it is served."""
    with urlopen(address, timeout=5) as response:  # noqa: S310 - an address of our own
        return str(response.read().decode())


def seconds_until(address: str, words: str) -> float:
    """Return how long it took until a page said these words."""
    began = monotonic()
    while words not in page(address):
        assert monotonic() - began < STOP_SECONDS, f"{words!r} never came"
        sleep(0.05)
    return monotonic() - began


def test_the_pages_follow_an_event_within_two_seconds(make_home: MakeHome) -> None:
    make_home("practice")
    with served() as (_, address):
        assert "Oakbridge" in page(address)
        run("council", "set", "--name", "Elmbridge")
        assert seconds_until(address, "Elmbridge") < WITHIN_SECONDS
        assert seconds_until(f"{address}api/v2/summary.json", "Elmbridge") < WITHIN_SECONDS


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_cleanly_when_told_and_the_pages_stay(
    make_home: MakeHome, number: signal.Signals
) -> None:
    home = make_home("practice")
    with served() as (process, _):
        os.kill(process.pid, number)
        _, errors = process.communicate(timeout=STOP_SECONDS)
    assert process.returncode == 0
    assert errors == "Stopped. The pages stay where they are.\n"
    assert (home / "site/current/index.html").is_file()


def test_a_real_home_is_served_with_its_key_opened_once(
    make_home: MakeHome, tmp_path: Path
) -> None:
    make_home("real")
    (tmp_path / "key.txt").write_text(f"{PASSPHRASE}\n")
    with served("--key-passphrase-file", str(tmp_path / "key.txt")) as (_, address):
        before = page(f"{address}journal/checkpoint")
        run("incident", "declare", "--why", "They are in.", "--as", "asha")
        size = f"\n{reading.council().seq}\n"
        assert size not in before
        assert seconds_until(f"{address}journal/checkpoint", size) < WITHIN_SECONDS


def test_beyond_this_machine_it_refuses_and_says_what_to_do(make_home: MakeHome) -> None:
    make_home("practice")
    words = (*PROGRAM, "serve", "--host", "0.0.0.0", "--public-port", "0")  # noqa: S104 - refused
    done = subprocess.run(words, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 2
    assert "certificate" in done.stderr


class Stopping(Event):
    """Lets a watch look a number of times, then stops it."""

    def __init__(self, looks: int) -> None:
        """Count from here."""
        super().__init__()
        self.looks = looks

    def wait(self, timeout: float | None = None) -> bool:  # noqa: ARG002 - tests do not wait
        """Return whether it is over."""
        self.looks -= 1
        return self.looks < 0


def watched(
    first: Published, looks: int, passphrase: str = ""
) -> tuple[list[Published], list[str]]:
    """Watch for a number of looks; return what was published and which troubles were told."""
    done: list[Published] = []
    told: list[str] = []

    def failed(trouble: ReinstateError) -> None:
        told.append(trouble.code)

    watching.watch(first, passphrase, Stopping(looks), done.append, failed)
    return done, told


def test_nothing_is_published_while_nothing_happens(make_home: MakeHome) -> None:
    home = make_home("practice")
    assert watched(publish(home / "site"), 5) == ([], [])


def test_time_alone_publishes_that_an_update_is_late(
    make_home: MakeHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = make_home("practice")
    run("incident", "declare", "--why", "They are in.")
    run("incident", "next-update", "+2h")
    first = publish(home / "site")
    later = first.at + timedelta(hours=3)
    monkeypatch.setattr(clock, "machine_now", lambda: later)
    assert "Our update is late." not in (home / "site/current/index.html").read_text()
    [done], _ = watched(first, 5)
    assert (first.next_at is None, done.next_at is None) == (False, True)
    assert "Our update is late." in (home / "site/current/index.html").read_text()


def test_a_failure_is_told_once_and_tried_until_it_is_over(
    make_home: MakeHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = make_home("practice")
    first = publish(home / "site")
    run("council", "set", "--name", "Elmbridge")
    tries = iter([True, True, False])

    def sometimes(target: Path, *, passphrase: str, history: History) -> Published:
        if next(tries):
            raise WorldFailed("disk-full", "The disk is full.")
        return publish(target, passphrase=passphrase, history=history)

    monkeypatch.setattr(watching, "publish", sometimes)
    done, told = watched(first, 5)
    assert (len(done), told) == (1, ["disk-full"])


def test_a_key_locked_anew_holds_no_page_back(make_home: MakeHome) -> None:
    home = make_home("real")
    first = publish(home / "site", passphrase=PASSPHRASE)
    run("incident", "declare", "--why", "They are in.", "--as", "asha")
    done, told = watched(first, 3, passphrase="an older one")
    assert told == ["passphrase-wrong"]
    assert [one.is_checkpoint_fresh for one in done] == [False]


def test_a_port_that_no_machine_has_is_told_in_words(tmp_path: Path) -> None:
    with (
        pytest.raises(BadInput, match="99999 is no port"),
        serving(tmp_path, "127.0.0.1", 99_999, is_practice=True),
    ):
        pass
