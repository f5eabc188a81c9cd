"""What each entry of the journal names, kept by each process so that a search need not read it.

It holds ids, words of the register and digests, as the lines have them; no text of a note.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import msgspec
from msgspec import Struct

from reinstate.core.journal.event import Event
from reinstate.core.journal.events.home import ClockSet, ClockSteppedBack
from reinstate.core.journal.events.union import TAGS, EntryCorrected
from reinstate.core.journal.rows import Row
from reinstate.core.journal.upcast import upcast
from reinstate.core.terms.reference import PersonId, kind_of, ref, service_of
from reinstate.operations import reading
from reinstate.operations.consequences import CAUSED
from reinstate.store import connect, read

_ENTRY_ID: Final = re.compile(r"[0-9a-f]{12}\.[0-9]+")
_REFERENCE: Final = re.compile(r"[a-z]+:[A-Za-z0-9][A-Za-z0-9._/-]*")
_NOTE_KEYS: Final = {"id", "sha256"}
BACKLOG: Final = "backlog"
_MACHINE: Final = "machine:"
_SUBJECT: Final = "subject"
_KIND_OF_FIELD: Final = {
    "service": "service",
    "controller": "organisation",
    BACKLOG: BACKLOG,
}
_ROW: Final = str(Row.__struct_config__.tag_field)
_BY_ITSELF: Final = (*CAUSED, ClockSteppedBack, ClockSet)


class Marked(Struct, frozen=True):
    """What one entry is found by.

    `named` are the references, people and ids in it, and what the entries that it answers
    name; `words` are all its words in small letters. `is_act` says that a person did it:
    nothing that followed by itself, and of an import only its first row.
    """

    seq: int
    at: datetime
    actor: PersonId
    surface: str
    type: type[Event]
    command_id: str
    named: frozenset[str]
    notes: tuple[str, ...]
    words: str
    is_act: bool


@dataclass
class _Index:
    """Swapped whole, since threads read it side by side."""

    home: Path | None = None
    marked: tuple[Marked, ...] = ()
    last_line: bytes = b""
    born: dict[str, frozenset[str]] = field(default_factory=dict)


_known: Final[dict[str, _Index]] = {}


def marked(upto: int) -> tuple[Marked, ...]:
    """Return what the entries up to `upto` are found by, oldest first: reads only new ones."""
    index = _known.get("index", _Index())
    size = len(index.marked)
    lines = read.lines(max(size - 1, 0))
    is_other = index.home != connect.current_home()
    if is_other or (size and next(lines, None) != (size, index.last_line)):
        index, lines = _Index(connect.current_home()), read.lines()
    _known["index"] = index = _grown(index, lines)
    return index.marked[:upto]


def naming(about: frozenset[str], upto: int) -> list[int]:
    """Return the entries up to `upto` that name any of these, the newest first.

    `about` are references and ids of what was born in an entry: that entry is among them.
    """
    return [one.seq for one in reversed(marked(upto)) if not about.isdisjoint(one.named)]


def seqs_of_notes(upto: int) -> dict[str, int]:
    """Return in which entry up to `upto` each text was written, by its id."""
    born: dict[str, int] = {}
    for one in marked(upto):
        for note in one.notes:
            born.setdefault(note, one.seq)
    return born


def notes_by(people: Collection[PersonId], upto: int) -> frozenset[str]:
    """Return the ids of the texts that these people wrote."""
    return frozenset(note for one in marked(upto) if one.actor in people for note in one.notes)


def _grown(index: _Index, lines: Iterator[tuple[int, bytes]]) -> _Index:
    """Return the index with further lines."""
    born, last = dict(index.born) if index.born else {}, index.last_line
    found = list(index.marked)
    with reading.without_collecting():
        for _, line in lines:
            one, names = _marked(line, found, born)
            found.append(one)
            born.update(names)
            last = line
    if len(found) == len(index.marked):
        return index
    return _Index(index.home, tuple(found), last, born)


def _marked(
    line: bytes, before: list[Marked], born: dict[str, frozenset[str]]
) -> tuple[Marked, dict[str, frozenset[str]]]:
    """Return what a line is found by, and under which id others may answer it."""
    raw: dict[str, Any] = msgspec.json.decode(line)
    event = upcast(raw["event"])
    type_, words, notes = TAGS[event["tag"]], list[str](), list[str]()
    _gather(event, words, notes)
    is_of_one = _SUBJECT in event  # what else it names is why, and not what it is about
    told = (one for one in event.values() if isinstance(one, str))
    meant = [*told, *_references(event)] if is_of_one else words
    named = {word for word in meant if _names(word)} | set(filter(_is_person, words))
    is_answer = not any(map(is_reference, named))
    for word in words:  # what it answers, or counts, says what it is about
        if is_answer or kind_of(word) == BACKLOG:
            named |= born.get(word, frozenset())
    if type_ is EntryCorrected and 0 < event["entry"] <= len(before):
        named |= before[event["entry"] - 1].named
    references = frozenset(filter(is_reference, named))
    id_ = f"{raw['command_id']}.{raw['position']}"
    births = {id_: references}
    key = next(iter(words), "")
    if kind_of(key) == BACKLOG:  # its counts name it, and not its cell
        births[key] = references
    one = Marked(
        raw["seq"],
        datetime.fromisoformat(raw["recorded_at"]),
        raw["actor"],
        raw["via"]["surface"],
        type_,
        raw["command_id"],
        frozenset(named | {id_} | set(_services(named))),
        tuple(notes),
        " ".join(words).casefold(),
        _is_act(raw, type_, before),
    )
    return one, births


def _gather(value: object, words: list[str], notes: list[str]) -> None:
    """Put every word of an event into `words`, and the ids of its notes into `notes`."""
    match value:
        case str():
            words.append(value)
        case dict() if value.keys() == _NOTE_KEYS:
            notes.append(str(value["id"]))
        case dict():
            words.extend(_references(value))
            for each in value.values():
                _gather(each, words, notes)
        case list():
            for each in value:
                _gather(each, words, notes)
        case _:
            return


def _references(value: dict[str, Any]) -> Iterator[str]:
    """Yield in full what a row, or a field that holds an id alone, refers to."""
    if _ROW in value:
        yield ref(str(value[_ROW]), str(value.get("id", "")))
    for name, kind in _KIND_OF_FIELD.items():
        if isinstance(id_ := value.get(name), str):
            yield ref(kind, id_)


def _names(word: str) -> bool:
    return is_reference(word) or bool(_ENTRY_ID.fullmatch(word))


def _is_person(word: str) -> bool:
    return word.startswith("p-")


def is_reference(word: str) -> bool:
    """Return whether a word is a reference to a row of the register or a cell."""
    return bool(_REFERENCE.fullmatch(word))


def _services(named: set[str]) -> Iterator[str]:
    """Yield the service of each cell that is named: who asks for it means its cells too."""
    for one in named:
        if kind_of(one) == "cell":
            yield ref("service", service_of(one))


def _is_act(raw: dict[str, Any], type_: type[Event], before: list[Marked]) -> bool:
    if str(raw["actor"]).startswith(_MACHINE) or issubclass(type_, _BY_ITSELF):
        return False
    is_further = bool(before) and before[-1].command_id == raw["command_id"]
    is_first = not is_further or before[-1].actor.startswith(_MACHINE)  # the clock had stepped back
    return is_first or raw["via"]["surface"] != "import"
