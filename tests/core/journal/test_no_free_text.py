"""No event has room for free words: they are notes, or they could never be erased."""

import types
from collections.abc import Iterator
from typing import Annotated, Any, Final, Union, get_args, get_origin, get_type_hints

from msgspec import Struct

from reinstate.core.journal.events.home import CouncilNames
from reinstate.core.journal.events.union import EVENT_TYPES
from reinstate.core.journal.rows import Row
from reinstate.core.terms.moment import Moment
from reinstate.core.terms.note import Note
from reinstate.core.terms.reference import Id, Ref

IDS: Final = frozenset(
    {"person", "people", "done_by", "note", "notes", "service", "organisation", "controller"}
    | {"backlog", "scope", "grant", "finding", "proposal", "promise", "notice", "replaces"}
    | {"clearance", "clearances", "demand", "workaround", "incident", "setback", "point"}
    | {"glass", "facts", "cells", "cell", "checks"}
)
"""Ids of the register, of people or of what was born in the journal."""

DIGESTS: Final = frozenset({"digest", "report", "evidence", "files", "bulk"})
NAMES_OF_OURS: Final = frozenset({"check", "condition", "code", "kinds", "limits"})
"""Names out of lists of this program or of the council's own required checks."""

OF_THE_HOME: Final = frozenset({"key", "replaces", "origin"})


def places(type_: Any, path: str) -> Iterator[str]:
    """Yield where a struct holds plain text, through everything inside it."""
    for name, hint in get_type_hints(type_, include_extras=True).items():
        yield from _of(hint, f"{path}.{name}")


def _of(hint: Any, path: str) -> Iterator[str]:
    if hint in (Id, Ref) or hint in (Note, Moment):
        return  # a pattern allows no words; a note is beside the journal
    if hint is str:
        yield path
    elif isinstance(hint, type) and issubclass(hint, Struct):
        yield from () if issubclass(hint, Row | CouncilNames) else places(hint, path)
    elif get_origin(hint) in (tuple, dict, Union, types.UnionType, Annotated):
        for inner in get_args(hint):
            yield from _of(inner, path)


def test_what_an_event_holds_as_plain_text_is_an_id_a_digest_or_a_name_of_ours() -> None:
    known = IDS | DIGESTS | NAMES_OF_OURS | OF_THE_HOME
    found = {path for type_ in EVENT_TYPES for path in places(type_, type_.__name__)}
    assert len(found) > 40
    assert {path for path in found if path.rpartition(".")[2] not in known} == set()


def test_a_field_for_words_is_noticed() -> None:
    class Said(Struct):
        words: tuple[str, ...]
        note: Note

    assert list(places(Said, "Said")) == ["Said.words"]
