"""At a terminal, whoever acts in a real home is asked for their passphrase; a script never is."""

import os
import select
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass

import pytest

from tests.cli.answers import ASHA_SECRET, BEN_SECRET, Home

SECONDS_MAX = 30
ASKED = "needs the passphrase of Asha Rahman: "
AGAIN = "Once more: "
ADD = ("user", "add", "Dee Okafor", "--role", "auditor")


@dataclass(frozen=True)
class Talk:
    """How a talk at a terminal ended, and everything that stood there."""

    code: int
    screen: str


def talk(words: Iterable[str], *answers: tuple[str, str]) -> Talk:
    """Run a command at a terminal of its own; type each answer once its question stands there."""
    ours, theirs = os.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "reinstate", *words, "--as", "asha"],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    ) as process:
        os.close(theirs)
        try:
            screen = ""
            for question, answer in answers:
                screen += _until(ours, question)
                os.write(ours, f"{answer}\n".encode())
            screen += _until(ours, None)
            code = process.wait(timeout=SECONDS_MAX)
        finally:
            process.kill()
            os.close(ours)
    return Talk(code, screen)


def _until(terminal: int, question: str | None) -> str:
    """Return what is shown until a question stands there, or until the program ends."""
    shown = ""
    deadline = time.monotonic() + SECONDS_MAX
    while question is None or question not in shown:
        assert time.monotonic() < deadline, shown
        if not select.select([terminal], [], [], 1)[0]:
            continue
        try:
            some = os.read(terminal, 4096)
        except OSError:  # how Linux says that nobody holds the other end
            some = b""
        if not some:
            assert question is None, shown
            break
        shown += some.decode()
    return shown


def strengths(home: Home) -> set[str]:
    """Return how sure the entries of the newest command are."""
    entries = home.answer("journal", "show", "--limit", "30")["entries"]
    newest = entries[-1]["command_id"]
    return {each["via"]["strength"] for each in entries if each["command_id"] == newest}


@pytest.fixture
def add(real_home: Home) -> tuple[str, ...]:
    """Return a command that takes a passphrase here."""
    return (*ADD, "--new-passphrase-file", real_home.file("dee.txt", "first words of dee"))


def test_the_passphrase_is_asked_for_once_and_not_shown(
    real_home: Home, add: tuple[str, ...]
) -> None:
    told = talk(add, (ASKED, ASHA_SECRET))
    assert told.code == 0
    assert told.screen.count("passphrase") == 1
    assert ASHA_SECRET not in told.screen
    assert strengths(real_home) == {"password"}


def test_after_a_slip_it_is_asked_for_once_more(real_home: Home, add: tuple[str, ...]) -> None:
    told = talk(add, (ASKED, "plum kettle orbut"), (AGAIN, ASHA_SECRET))
    assert told.code == 0
    assert "That is not this person's passphrase." in told.screen
    assert strengths(real_home) == {"password"}


def test_after_two_slips_nothing_was_done(real_home: Home, add: tuple[str, ...]) -> None:
    size = real_home.size()
    told = talk(add, (ASKED, BEN_SECRET), (AGAIN, BEN_SECRET))
    assert told.code == 2
    assert told.screen.count("That is not this person's passphrase.") == 2
    assert real_home.size() == size


def test_enter_alone_leaves_it_and_says_how_else(real_home: Home, add: tuple[str, ...]) -> None:
    size = real_home.size()
    told = talk(add, (ASKED, ""))
    assert told.code == 1
    assert "--passphrase-file" in told.screen
    assert real_home.size() == size


def test_erasing_and_its_question_before_take_one_passphrase_together(real_home: Home) -> None:
    secret = ("--passphrase-file", str(real_home.files / "asha.txt"))
    real_home.ok("incident", "declare", "--why", "Wilhelmina rang", *secret)
    note = f"#{real_home.size()}"
    told = talk(("journal", "redact", note), (ASKED, ASHA_SECRET), ("?", "y"))
    assert (told.code, told.screen.count(ASKED)) == (0, 1)


def test_isolating_is_never_held_up(real_home: Home) -> None:
    told = talk(("isolate", "system:sys-nobody-knows"))
    assert (told.code, "passphrase" in told.screen) == (4, False)
    assert strengths(real_home) == {"asserted"}


def test_what_a_name_is_enough_for_is_not_asked_about(real_home: Home) -> None:
    told = talk(("incident", "declare", "--why", "They are in."))
    assert (told.code, "passphrase" in told.screen) == (0, False)
    assert strengths(real_home) == {"asserted"}


def test_a_practice_home_asks_nothing(home: Home) -> None:
    assert talk(ADD).code == 0
    assert strengths(home) == {"asserted"}


@pytest.mark.parametrize("words", [(), ("--json",)])
def test_a_script_is_refused_with_the_way_on(
    real_home: Home, add: tuple[str, ...], words: tuple[str, ...]
) -> None:
    done = real_home.process(*add, *words)
    assert done.returncode == 1
    assert "with --passphrase-file FILE." in done.stdout + done.stderr


def test_an_answer_for_a_program_is_never_a_question(add: tuple[str, ...]) -> None:
    told = talk((*add, "--json"))
    assert told.code == 1
    assert '"code":"passphrase-needed"' in told.screen
