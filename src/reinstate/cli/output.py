"""What a command says: one JSON object, or words and tables for a person.

Words and progress go to standard error when JSON goes to standard output.
"""

import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import msgspec
from rich.console import Console

from reinstate.core.terms.trouble import ReinstateError

_UTC = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d) UTC")
_PERSON = re.compile(r"\bp-[0-9a-f]{16}\b")


@dataclass
class Output:
    """How this run of the program talks."""

    is_json: bool = False
    console: Console = field(default_factory=lambda: Console(soft_wrap=False, emoji=False))
    errors: Console = field(default_factory=lambda: Console(stderr=True, emoji=False))


output = Output()
"""Set once by the options of the command that runs."""


def emit(schema: str, data: Mapping[str, Any], show: Callable[[Console], None]) -> None:
    """Print the answer: as JSON of `schema`, or by `show` for a person."""
    if output.is_json:
        body = {"schema": schema, **data}
        sys.stdout.buffer.write(msgspec.json.encode(body) + b"\n")
        sys.stdout.buffer.flush()
        return
    show(output.console)


def say(words: str) -> None:
    """Print a sentence for a person; with `--json` it goes to standard error."""
    console = output.errors if output.is_json else output.console
    console.print(in_words(words), highlight=False, markup=False, soft_wrap=True)


def in_words(text: str) -> str:
    """Return a sentence with people's names for their ids, and the council's time for UTC."""
    return _UTC.sub(_told, _replaced(text, is_typed=False))


def _told(found: re.Match[str]) -> str:
    from reinstate.operations.times import told  # noqa: PLC0415 - help loads no operations

    return told(datetime.fromisoformat(f"{found.group(1)}+00:00"))


def as_typed(command: str) -> str:
    """Return a command with the handles of people in place of their ids."""
    return _replaced(command, is_typed=True)


def _replaced(text: str, *, is_typed: bool) -> str:
    if not _PERSON.search(text):
        return text
    from reinstate.operations import identity  # noqa: PLC0415 - starts Django

    try:
        known = identity.handles_by_id() if is_typed else identity.names()
    except ReinstateError:  # no home is open: the ids say enough
        return text
    return _PERSON.sub(lambda found: known.get(found.group(), found.group()), text)
