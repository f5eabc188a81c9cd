"""After everybody who could leave is erased, every page and list still reads."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any, Final

import typer

from reinstate.cli.__main__ import main
from reinstate.cli.app import app, load
from reinstate.cli.commands import COMMANDS
from reinstate.operations import identity, reading
from reinstate.store.connect import DATABASE_NAME
from reinstate.store.personal import all_details

NO_QUESTIONS: Final = frozenset({"demo", "init", "export", "serve", "journal prove"})
"""They make homes and files, do not end by themselves, or ask for one of two arguments."""

ALSO: Final = (
    ("gate", "sys-ledger"),
    ("level", "show", "svc-rent"),
    ("check", "list", "sys-ledger"),
    ("journal", "show", "--after", "0", "--limit", "100000"),
    ("personal", "due", "--by", "+3000d"),
)


def said_by(*words: str) -> tuple[int, str]:
    """Run a command; return how it ended and all that it said."""
    out = TextIOWrapper(BytesIO(), encoding="utf-8", write_through=True)
    with redirect_stdout(out), redirect_stderr(out):
        code = main(words)
    buffer = out.buffer
    assert isinstance(buffer, BytesIO)
    return code, buffer.getvalue().decode()


def ok(*words: str) -> str:
    """Run a command that has to succeed; return what it said."""
    code, said = said_by(*words)
    assert code == 0, f"{' '.join(words)}\n{said}"
    return said


def queries() -> Iterator[tuple[str, ...]]:
    """Yield each command that only asks and needs no argument, read off the program."""
    load(module for brought in COMMANDS.values() for module in brought.modules)
    for path, command in _commands(typer.main.get_group(app), ()):
        names = {one.name for one in command.params}
        if (
            "is_json" in names
            and "person" not in names
            and " ".join(path) not in NO_QUESTIONS
            and not any(one.required for one in command.params)
        ):
            yield path


def _commands(group: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, command in getattr(group, "commands", {}).items():
        yield from _commands(command, (*path, name))
    if not hasattr(group, "commands"):
        yield path, group


def erase_all_who_may_leave() -> dict[str, str]:
    """Let people leave and erase them, their texts too; return their names by id."""
    known = all_details()
    for person in list(known):
        if person != identity.owner(reading.council()):
            said_by("user", "leave", person)
    council = reading.council()
    gone = {id_: known[id_].name for id_ in known if not council.people[id_].is_active}
    ok("personal", "erase", "--yes", *gone, "--texts")
    return gone


def test_everything_reads_on_after_people_and_their_words_are_erased(copy: Path) -> None:
    ok("status")
    gone = erase_all_who_may_leave()
    assert len(gone) > 5
    found = [*queries(), *ALSO]
    assert len(found) > 12
    for words in found:
        said = ok(*words)
        shown = [name for name in gone.values() if name in said]
        assert shown == [], f"{' '.join(words)} still names {shown}"
        is_list = words == ("user", "list")  # which tells the id to type
        assert is_list or not any(id_ in said for id_ in gone), f"{' '.join(words)} shows ids"
        ok(*words, "--json")
    assert "a person erased on" in ok(*ALSO[3])
    assert json.loads(ok("journal", "verify", "--json"))["is_whole"]
    on_disk = b"".join(path.read_bytes() for path in copy.rglob("*") if path.is_file())
    database = sqlite3.connect(copy / DATABASE_NAME)
    texts = "".join(text for (text,) in database.execute("SELECT text FROM note"))
    database.close()
    left = [name for name in gone.values() if name.encode() in on_disk and name not in texts]
    assert left == []
