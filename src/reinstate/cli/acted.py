"""What an act did: one sentence, then what followed from it by itself, or `acted/1`."""

from collections.abc import Iterable
from typing import Any

from rich.console import Console

from reinstate.cli.output import emit, in_words
from reinstate.cli.speaking import numbered
from reinstate.operations.act import Acted
from reinstate.operations.consequences import born, consequences, told

SCHEMA = "acted/1"
NOTHING_NEW = "Nothing was new: nothing was written."


def tell(
    acted: Acted,
    sentence: str,
    *,
    nothing_new: str = NOTHING_NEW,
    below: Iterable[str] = (),
    **more: Any,
) -> None:
    """Say what was done and what followed, then what is `below`; `more` is for the JSON answer."""
    did = in_words(sentence if acted.entries else nothing_new)
    data = {
        "at": acted.at,
        "id": born(acted),
        "did": did,
        "caused": [in_words(line) for lines in consequences(acted).values() for line in lines],
        "entries": [
            {"seq": e.seq, "id": e.id, "tag": type(e.event).__struct_config__.tag}
            for e in acted.entries
        ],
        **more,
    }
    emit(SCHEMA, data, lambda console: _show(console, acted, did, below))


def _show(console: Console, acted: Acted, did: str, below: Iterable[str]) -> None:
    _print(console, [numbered(acted.council, did)])
    _print(console, [f"  {in_words(line)}" for line in told(acted)])
    _print(console, map(in_words, below))


def _print(console: Console, lines: Iterable[str]) -> None:
    for line in lines:
        console.print(line, highlight=False, markup=False)
