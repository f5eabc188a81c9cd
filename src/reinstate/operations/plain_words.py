"""Sentences of the rules as people read them: names for ids, numbers of entries, local time."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Final

from reinstate.core.state.council import Council
from reinstate.core.terms.reference import EntryId, Ref, kind_of
from reinstate.operations import identity
from reinstate.operations.days import ZONE

_PERSON: Final = re.compile(r"\bp-[0-9a-f]{16}\b")
_ENTRY: Final = re.compile(r"\b[0-9a-f]{12}\.[0-9]+\b")
_UTC: Final = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d) UTC")

NAMES: Final = {
    "system": ("system", "systems"),
    "link": ("link", "links"),
    "wave": ("wave of people", "waves of people"),
    "devices": ("device group", "device groups"),
}
"""The kinds of what can be cut off: one of them, and several."""


def by_kind(references: Iterable[Ref]) -> str:
    """Return how many there are, by kind: `3 systems and 1 link`."""
    kinds = Counter(kind_of(one) for one in references)
    words = [
        f"{kinds[kind]:,} {one if kinds[kind] == 1 else many}"
        for kind, (one, many) in NAMES.items()
        if kinds[kind]
    ]
    return joined(words, "and")


def joined(words: Sequence[str], last: str) -> str:
    """Return several words as a list: `a`, `a and b`, `a, b and c`."""
    return f" {last} ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def in_words(council: Council, text: str) -> str:
    """Return a sentence with people's names, entries as `#12`, and the council's own time."""
    if _PERSON.search(text):
        names = identity.names()
        text = _PERSON.sub(lambda found: names.get(found.group(), found.group()), text)
    return _UTC.sub(_local, numbered(council, text))


def numbered(council: Council, text: str, mark: str = "#") -> str:
    """Return a text with the numbers of entries in place of their ids, where they are known."""

    def number(found: re.Match[str]) -> str:
        seq = seq_of(council, found.group())
        return f"{mark}{seq}" if seq else found.group()

    return _ENTRY.sub(number, text)


def seq_of(council: Council, id_: EntryId) -> int:
    """Return the number of the entry in which something was born, 0 when it is not known."""
    for known in (council.findings, council.proposals, council.notices, council.promises):
        if id_ in known:
            return known[id_].seq
    return next((entry.seq for entry in council.facts.values() if entry.id == id_), 0)


def _local(found: re.Match[str]) -> str:
    at = datetime.fromisoformat(found.group(1)).replace(tzinfo=UTC)
    return f"{at.astimezone(ZONE):%-d %b %Y %H:%M}"
