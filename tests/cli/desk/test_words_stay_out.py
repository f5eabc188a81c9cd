"""No word that somebody types reaches a line of the journal, by whatever command it comes."""

import json
import shlex
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

import typer

from reinstate.cli.app import app, load
from reinstate.cli.commands import COMMANDS
from reinstate.store.connect import DATABASE_NAME, disconnect
from tests.cli.desk.running import Desk

MARK: Final = "@"
"""Stands for words that a person types, each time with another mark in them."""

STORY: Final = """
    user add @ --handle zoe --contact @
    level lower svc-libraries by_hand --why @ --review +3d
    incident declare --why @
    isolate sys-ledger --why @
    isolate sys-wan --why @
    withdraw sys-wan --evidence FILE --why @
    finding add sys-mfa --why @
    setback sys-mfa --finding FINDING --why @
    never-cut sys-portal --why @
    evidence sys-wan --unobtainable --why @
    attestation sys-portal --author @ --file FILE --expires +30d
    patched sys-ledger --level @ --by ben
    journal correct PATCH --set level=@ --why @
    accept sys-ledger --unsupported --until +30d --why @
    accept sys-ledger --note @
    accept sys-ledger --without sys-db-unix --until +9d --scope @ --loss @
    check record sys-wan files --report FILE --verdict none_incomplete --files 9 --rules 9 --gap @
    accept sys-wan --gaps CHECK --why @ --instead @
    user compromised zoe --why @
    incident condition authority-told --why @
    incident milestone @
    incident decision @ --option @ --option @ --choice 1 --why @
    incident aware org-thornmere --earliest -2h
    incident told org-thornmere --at -1h --why @
    finding dismiss FINDING --why @
    incident root-cause @
    workaround start svc-libraries @
    notice draft --title @ --text @
    promise make --say-more-by +3d
    promise sign PROPOSAL --as lev
    promise end PROMISE broken --why @
    incident phase investigate --why @
    break-glass sys-ledger --service svc-rent --why @
    personal keep NOTICE --until +30d --why @
"""
"""Every command that takes words, in an order in which the rules let it be given."""

BORN: Final = {
    "patched/1": "PATCH",
    "check-recorded/1": "CHECK",
    "finding-raised/1": "FINDING",
    "act-proposed/1": "PROPOSAL",
    "promise-made/1": "PROMISE",
    "notice-drafted/2": "NOTICE",
}
"""What the story calls the number of an entry."""

MAY_BE_REFUSED: Final = ("incident phase", "break-glass")
"""What takes many days' work first: refused, they keep no words, and must leak none."""


@dataclass
class Walk:
    """The story as it is told: every mark so far, and what was born, as later lines name it."""

    desk: Desk
    marks: dict[str, str] = field(default_factory=dict)
    born: dict[str, str] = field(default_factory=dict)

    def give(self, line: str) -> None:
        """Give one command of the story."""
        words = [self._word(word, line) for word in shlex.split(line)]
        ran = self.desk.run(*words, "--json")
        if line.startswith(MAY_BE_REFUSED):
            assert ran.code == 1, ran.out
            return
        assert ran.code == 0, f"{line}: {ran.out}{ran.err}"
        self._remember(json.loads(ran.out))

    def _word(self, word: str, line: str) -> str:
        if MARK in word:
            mark = f"qx{len(self.marks):03d}xq"
            self.marks[mark] = line
            return word.replace(MARK, f"Words {mark} of Wilhelmina")
        return self.desk.file("words.txt") if word == "FILE" else self.born.get(word, word)

    def _remember(self, answer: dict[str, Any]) -> None:
        for each in answer["entries"]:
            if each["tag"] in BORN:
                self.born[BORN[each["tag"]]] = str(each["seq"])


def words_of(line: str) -> Iterator[str]:
    """Yield each option and argument of a command of the story that takes words."""
    words = shlex.split(line)
    command = " ".join(word for word in words[:2] if not word.startswith("sys-"))
    for before, word in pairwise(words):
        if MARK in word:
            yield f"{command} {before if before.startswith('--') else 'ARGUMENT'}"


def taking_words() -> Iterator[str]:
    """Yield each option and argument of the program that takes words, as its help names it."""
    load(module for brought in COMMANDS.values() for module in brought.modules)
    for path, command in _commands(typer.main.get_group(app), ()):
        for one in command.params:
            if one.metavar in ("TEXT", "TITLE", "NAME", "HOW", "FIELD=VALUE"):
                is_option = one.param_type_name == "option"
                yield f"{' '.join(path)} {one.opts[0] if is_option else 'ARGUMENT'}"


def _commands(group: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, command in getattr(group, "commands", {}).items():
        yield from _commands(command, (*path, name))
    if not hasattr(group, "commands"):
        yield path, group


NOT_OURS: Final = frozenset(
    {
        "init --owner",
        "init --second",
        "init --council",
        "council set --name",
        "promise end ARGUMENT",
        "import --sheet",
        "serve --desk-host",
    }
)
"""Names of founders, tested where homes are opened; public names; kept or broken; sheets."""


def test_every_option_that_takes_words_is_in_the_story() -> None:
    told = {each for line in STORY.strip().splitlines() for each in words_of(line)}
    assert set(taking_words()) - told - NOT_OURS == set()


def test_no_word_that_is_typed_stands_in_a_line_of_the_journal(desk: Desk) -> None:
    walk = Walk(desk)
    for line in STORY.strip().splitlines():
        walk.give(line.strip())
    disconnect()
    database = sqlite3.connect(desk.home / DATABASE_NAME)
    lines = [body for (body,) in database.execute("SELECT body FROM journal_entry")]
    beside = "".join(text for (text,) in database.execute("SELECT text FROM note"))
    beside += "".join(
        name + contact
        for name, contact in database.execute("SELECT name, contact FROM personal_details")
    )
    database.close()
    assert len(lines) > len(walk.marks) > 35
    assert [line for line in lines if "Wilhelmina" in line] == []
    refused = {mark for mark, line in walk.marks.items() if line.startswith(MAY_BE_REFUSED)}
    assert {mark for mark in walk.marks if mark not in beside} == refused
