"""Help: every command is listed where it belongs, has an example, and starts at once."""

import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import typer

from reinstate.cli import app as tree
from reinstate.cli.commands import COMMANDS
from tests.cli.answers import Home
from tests.cli.schemas import faults, shapes

EXAMPLE = re.compile(r"Examples?: (?P<words>[^;]+)", re.DOTALL)
HEAVY = ("django", "cryptography", "reinstate.store", "reinstate.operations")


def commands() -> dict[str, Any]:
    """Return every command that the modules register, at the top."""
    tree.load(name for brought in COMMANDS.values() for name in brought.modules)
    return dict(typer.main.get_group(tree.app).commands)


def leaves(found: dict[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every command, those in groups too, by what a person types."""
    for name, command in found.items():
        within = getattr(command, "commands", {})
        yield f"{path}{name}", command
        yield from leaves(within, f"{path}{name} ")


def test_the_table_of_commands_is_what_the_modules_register() -> None:
    found = {name: (command.help or "").split("\n\n")[0] for name, command in commands().items()}
    told = {name: brought.help for name, brought in COMMANDS.items()}
    assert {name: " ".join(text.split()) for name, text in found.items()} == told


def test_each_command_needs_only_the_modules_it_names() -> None:
    code = (
        "import importlib, sys, typer\n"
        "from reinstate.cli.commands import COMMANDS\n"
        "for name in sys.argv[1:]:\n"
        "    alone = typer.Typer()\n"
        "    for module in COMMANDS[name].modules:\n"
        "        importlib.import_module(f'reinstate.cli.{module}').register(alone)\n"
        "    groups = [each.name for each in alone.registered_groups]\n"
        "    assert name in [each.name for each in alone.registered_commands] + groups, name\n"
    )
    subprocess.run([sys.executable, "-c", code, *COMMANDS], check=True)


@pytest.mark.parametrize(("path", "command"), list(leaves(commands())))
def test_every_command_has_an_example_that_names_it(path: str, command: Any) -> None:
    if getattr(command, "commands", {}) and path != "check":
        assert command.help
        return
    found = EXAMPLE.search(command.help)
    assert found, f"{path} has no example"
    assert shlex.split(found["words"])[: len(path.split()) + 1] == ["reinstate", *path.split()]


def test_help_starts_at_once_without_what_a_home_needs() -> None:
    code = (
        "import sys\n"
        "from reinstate.cli.__main__ import main\n"
        "code = main(['--help'])\n"
        f"assert not [name for name in {HEAVY!r} if name in sys.modules]\n"
        "sys.exit(code)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def test_the_help_is_as_it_was_read(
    nowhere: Home, golden: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("TERMINAL_WIDTH", "100")
    paths = [path for path, _ in leaves(commands())]
    texts = [_helped(nowhere, *path.split()) for path in ["", *paths]]
    golden("cli-help.txt", "\n".join(texts))


def _helped(home: Home, *words: str) -> str:
    lines = home.ok(*words, "--help").out.splitlines()
    return "\n".join([f"$ reinstate {' '.join([*words, '--help'])}", *map(str.rstrip, lines)])


def test_without_a_command_the_help_is_printed_and_it_is_bad_usage(nowhere: Home) -> None:
    ran = nowhere.run()
    assert ran.code == 2
    assert "Usage: reinstate" in ran.out


@pytest.mark.parametrize(
    "words", [["imprt"], ["user"], ["user", "ad"], ["init", "--knd"], ["limit", "tighten", "age"]]
)
def test_bad_usage_is_an_error_like_any_other(nowhere: Home, words: list[str]) -> None:
    ran = nowhere.run(*words)
    assert ran.code == 2
    assert ran.err or "Usage" in ran.out
    if words != ["user"]:
        answer = nowhere.answer(*words, code=2)
        assert answer["code"] == "usage"
        assert answer["next"].startswith("See `reinstate")


def test_a_command_mistyped_is_answered_with_the_nearest(nowhere: Home) -> None:
    assert "'import'" in nowhere.answer("imprt", code=2)["sentence"]


def test_our_own_mistake_is_told_as_such_and_not_as_a_refusal(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong(*_: object) -> None:
        raise AssertionError("negative pence")

    monkeypatch.setattr("reinstate.operations.reading.council", wrong)
    ran = home.run("user", "list")
    assert ran.code == 3
    assert "negative pence" in ran.err


def test_an_answer_that_no_page_describes_is_noticed() -> None:
    assert faults({"schema": "surprise/1"}) == ["surprise/1 is documented nowhere"]
    assert faults({"schema": "checkpoint/1", "note": "", "file": "", "more": 1})
    assert faults({"schema": "checkpoint/1", "note": ""})
    assert "error/1" in shapes()
