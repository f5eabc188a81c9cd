"""Every command that a blocker of the core names is one that the program has."""

import ast
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.core import TyperGroup

import reinstate.core
from reinstate.cli.app import app, load
from reinstate.cli.commands import COMMANDS

CORE = Path(next(iter(reinstate.core.__path__)))
ROOMS = ("gates", "levels", "notices", "incident", "commands", "checks", "access", "register")

HOLES = {
    "subject": "system:sys-ledger",
    "what": "disk",
    "name": "files",
    "id": "c1.0",
    "code": "plans-changed",
    "cell": "cell:svc-rent/all/all",
    "level": "partly_working",
    "found": "partly_working",
    "controller": "org-thornmere",
    "phase": "learn",
    "following": "learn",
    "how": "kept",
    "backlog": "backlog-care-referrals",
    "seq": "12",
    "told_seq": "12",
    "about": "system:sys-ledger",
    "person": "p-0123456789abcdef",
    "actor": "p-0123456789abcdef",
    "role": "clearer",
    "factor": "totp",
    "rest": "",
    "limit": "watch",
}
WORDS = {
    "PERSON": "ben",
    "ANOTHER": "cai",
    "ROUTE": "keep",
    "LEVEL": "normal",
    "PHASE": "clean",
    "DATE": "+3d",
    "WHEN": "+3d",
    "COUNT": "3",
    "MINUTES": "60",
    "N": "3",
    "ROLE": "clearer",
    "KIND": "server",
}
"""What stands for a placeholder; any other is a word like any."""


def needs() -> Iterator[tuple[str, str]]:
    """Yield each command in a string of the core, with its holes filled, and its place."""
    for room in ROOMS:
        for path in sorted((CORE / room).glob("*.py")):
            for words in _texts(ast.parse(path.read_text(encoding="utf-8"))):
                if words.startswith("reinstate "):
                    yield f"{room}/{path.name}: {words}", words


def _texts(node: ast.AST) -> Iterator[str]:
    """Yield every whole string below a node; the parts of one with holes are not strings."""
    if text := _text(node):
        yield text
    elif not isinstance(node, ast.JoinedStr):
        for child in ast.iter_child_nodes(node):
            yield from _texts(child)


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(_part(one) for one in node.values)
    return ""


def _part(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    assert isinstance(node, ast.FormattedValue)
    name = ast.unparse(node.value).rpartition(".")[2]
    return HOLES.get(re.sub(r"\W.*", "", name), "system:sys-ledger")


FOUND = dict(needs())


def parsed(words: list[str]) -> str:
    """Parse a command line without running it; return the path of its command."""
    load(module for brought in COMMANDS.values() for module in brought.modules)
    command: Any = typer.main.get_group(app)
    path: list[str] = []
    while isinstance(command, TyperGroup):
        assert words, f"{' '.join(path)} needs a command"
        assert words[0] in command.commands, f"There is no command {words[0]!r}."
        path.append(words[0])
        command, words = command.commands[words[0]], words[1:]
    command.make_context(" ".join(path), words)
    return " ".join(path)


def test_the_core_names_many_commands() -> None:
    assert len(FOUND) > 50


@pytest.mark.parametrize("place", FOUND)
def test_each_command_that_a_blocker_names_is_there(place: str, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("words")
    words = [WORDS.get(word, word) for word in shlex.split(FOUND[place])[1:]]
    assert parsed([str(file) if word == "FILE" else word for word in words])


def test_a_command_that_is_not_there_is_noticed() -> None:
    with pytest.raises(AssertionError, match="no command"):
        parsed(["reconnect-all"])
