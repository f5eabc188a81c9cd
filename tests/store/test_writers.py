"""Four processes write at once, some die amid it, the server too: what was told is there."""

import signal
from collections import Counter
from pathlib import Path
from subprocess import Popen

import pytest

from reinstate.store import connect, read
from reinstate.store.verify import verify
from tests.postgresql import Cluster
from tests.store.engines import ON_POSTGRESQL
from tests.store.lines import append
from tests.store.writing import (
    FAILED,
    commands_in_journal,
    is_each_whole,
    start_writer,
    told_by,
    writers,
)

FOUR = ("asha", "ben", "cai", "dee")
EACH = 25
SERVER_TROUBLES = {"database-lost", "database-unreachable", "database-not-now"}


def test_four_writers_at_once_lose_nothing_and_double_nothing(home: Path) -> None:
    with writers(home, FOUR, EACH) as running:
        told = [command for writer in running for command in told_by(writer)[0]]
        assert [writer.returncode for writer in running] == [0] * 4
    found = commands_in_journal()
    assert Counter(found) == {f"{name}-{number}": 3 for name in FOUR for number in range(EACH)}
    assert is_each_whole(found)
    assert sorted(told) == sorted(set(found))
    assert [seq for seq, _ in read.lines()] == list(range(1, len(found) + 1))
    assert verify().is_whole
    assert verify().size == read.head().size == len(found)


def test_the_same_commands_sent_by_four_processes_are_appended_once(home: Path) -> None:
    with writers(home, ["double-click"] * 4, EACH) as running:
        told = [told_by(writer) for writer in running]
    expected = [f"double-click-{number}" for number in range(EACH)]
    assert [commands for commands, _ in told] == [expected] * 4
    assert Counter(commands_in_journal()) == dict.fromkeys(expected, 3)
    assert verify().is_whole


@pytest.mark.parametrize("told_before_killed", [1, 40, 120])
def test_a_writer_killed_amid_200_commands_leaves_whole_commands(
    home: Path, told_before_killed: int
) -> None:
    writer = start_writer(home, "ben", 200)
    assert writer.stdout is not None
    told = [writer.stdout.readline().strip() for _ in range(told_before_killed)]
    writer.send_signal(signal.SIGKILL)
    told += told_by(writer)[0]
    assert writer.returncode == -signal.SIGKILL
    connect.connect(home)
    found = commands_in_journal()
    assert verify().is_whole
    assert len(found) < 600, "the writer was killed too late to show anything"
    assert is_each_whole(found)
    assert set(told) <= set(found), "what was told to be done must be there"
    append("after")
    assert verify().is_whole


def test_three_go_on_when_the_fourth_is_killed(home: Path) -> None:
    with writers(home, FOUR, EACH) as running:
        first = running[0].stdout
        assert first is not None
        told = [first.readline().strip()]
        running[0].send_signal(signal.SIGKILL)
        told += [command for writer in running for command in told_by(writer)[0]]
    found = commands_in_journal()
    assert is_each_whole(found)
    assert set(told) <= set(found)
    assert {f"{name}-{EACH - 1}" for name in FOUR[1:]} <= set(found)
    assert verify().is_whole


@ON_POSTGRESQL
def test_a_server_that_falls_under_load_loses_nothing_that_was_told(
    home: Path, cluster: Cluster
) -> None:
    append("before")
    with writers(home, FOUR, 100) as running:
        begun = [_next(writer) for writer in running]
        for _ in range(3):
            with cluster.stopped():
                begun += [_next(writer, FAILED) for writer in running]
            begun += [_next(writer) for writer in running]
        ended = [told_by(writer) for writer in running]
        assert [writer.returncode for writer in running] == [0] * 4
    words = [word for heard in begun for word in heard]
    told = [word for word in words if not word.startswith(FAILED)]
    told += [command for commands, _ in ended for command in commands]
    troubles = {word.removeprefix(FAILED) for word in words if word.startswith(FAILED)}
    assert troubles
    assert troubles <= SERVER_TROUBLES
    found = commands_in_journal()
    assert found[0] == "before"
    assert is_each_whole(found[1:])
    assert sorted(told) == sorted(f"{name}-{number}" for name in FOUR for number in range(100))
    assert set(told) == set(found[1:])
    assert verify().is_whole
    append("after")
    assert verify().size == len(found) + 1


def _next(writer: Popen[str], wanted: str = "") -> list[str]:
    """Return what a writer says up to its next failure, or its next command that is done."""
    assert writer.stdout is not None
    heard: list[str] = []
    while not heard or heard[-1].startswith(FAILED) != bool(wanted):
        line = writer.stdout.readline().strip()
        if not line:
            break
        heard.append(line)
    return heard
