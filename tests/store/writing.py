"""Starts writers, each a process of its own, and reads what they say and what they wrote."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from reinstate.store import read

WRITER = Path(__file__).with_name("writer.py")
ROOT = Path(__file__).parents[2]
FAILED = "failed:"


def start_writer(home: Path, name: str, count: int) -> subprocess.Popen[str]:
    """Start a process that appends `count` commands of three entries, telling each."""
    command = [sys.executable, str(WRITER), str(home), name, str(count)]
    surroundings = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=surroundings)


@contextmanager
def writers(home: Path, names: Sequence[str], count: int) -> Iterator[list[subprocess.Popen[str]]]:
    """Yield one running writer for each name; none is left behind."""
    running = [start_writer(home, name, count) for name in names]
    try:
        yield running
    finally:
        for each in running:
            each.kill()
            each.wait()
            if each.stdout is not None:
                each.stdout.close()


def told_by(writer: subprocess.Popen[str]) -> tuple[list[str], list[str]]:
    """Return, once a writer is through, which commands it said were done, and its troubles."""
    assert writer.stdout is not None
    with writer.stdout as said:
        words = said.read().split()  # with what was read ahead: `communicate` would lose it
    writer.wait(timeout=60)
    troubles = [word.removeprefix(FAILED) for word in words if word.startswith(FAILED)]
    return [word for word in words if not word.startswith(FAILED)], troubles


def commands_in_journal() -> list[str]:
    """Return the command of each entry, in order."""
    return [msgspec.json.decode(line)["command_id"] for _, line in read.lines()]


def is_each_whole(commands: Sequence[str]) -> bool:
    """Return whether every command stands there once, its three entries together."""
    by_three = [tuple(commands[start : start + 3]) for start in range(0, len(commands), 3)]
    return all(three == (three[0],) * 3 for three in by_three) and len(set(by_three)) == len(
        by_three
    )
