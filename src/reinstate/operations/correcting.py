"""Putting an entry right, or withdrawing it."""

import types
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Annotated, Any, Final, Union, get_args, get_origin, get_type_hints

import msgspec

from reinstate.core.gates.correct import Correct
from reinstate.core.journal.event import Event
from reinstate.core.state.council import Council
from reinstate.core.terms.moment import Moment
from reinstate.core.terms.note import Note, notes_of
from reinstate.core.terms.reference import PersonId
from reinstate.core.terms.trouble import BadInput
from reinstate.operations import identity, texts
from reinstate.operations.act import Acted, Acting, act
from reinstate.operations.days import ZONE
from reinstate.operations.writing import Writing

PEOPLE: Final = "done_by"
FIXED: Final = frozenset({"subject", "round"})
"""What a correction never changes: withdraw the entry and record a new one."""

NEVER_TYPED: Final = frozenset({"incident", "controller", "backlog"})
"""What the rules fill in, or refuse to see changed: no form asks for it."""

ReadMoment = Callable[[str], Moment]
"""How a person's words become a moment: that is for the surface to say."""


def withdraw(acting: Acting, seq: int, why: str) -> Acted:
    """Say that entry `seq` should not be there."""
    return act(lambda writing, _: Correct(seq, None, writing.note(why)), acting)


def correct(
    acting: Acting, seq: int, fields: Mapping[str, str], why: str, read_moment: ReadMoment
) -> Acted:
    """Say what entry `seq` should have said: these fields, everything else as it is.

    Raises:
        BadInput: If the event has no such field, or a value cannot be read.
    """

    def make(writing: Writing, council: Council) -> Correct:
        event = _event(council, seq)
        reading = _Reading(writing, council, read_moment)
        changed = {name: reading.field(event, name, words) for name, words in fields.items()}
        fixed = msgspec.structs.replace(event, **changed) if event is not None else None
        return Correct(seq, fixed, writing.note(why))  # type: ignore[arg-type]  # decide refuses others

    return act(make, acting)


def _event(council: Council, seq: int) -> Event | None:
    """Return the event as it stands after earlier corrections; None is refused by the rules."""
    known = council.facts.get(seq)
    return known.event if known is not None else None


def fields_of(council: Council, seq: int) -> dict[str, str]:
    """Return what of an entry may be corrected: each field as a person would type it.

    Several texts in one field are left out: nobody could say which of them is meant.
    """
    event = _event(council, seq)
    if event is None:
        return {}
    hints = get_type_hints(type(event))
    names = [name for name in event.__struct_fields__ if name not in FIXED | NEVER_TYPED]
    known = texts.texts(note for note in notes_of(event))
    people = identity.names()
    return {
        name: _typed(getattr(event, name), known, people)
        for name in names
        if not _is_of_texts(hints[name])
    }


def _is_of_texts(hint: Any) -> bool:
    return tuple in _kinds(hint) and Note in get_args(hint)


def _typed(value: Any, known: Mapping[str, str], people: Mapping[PersonId, str]) -> str:
    match value:
        case Note(id=id_):
            words = known[id_]
        case Moment(earliest=first, latest=last):
            words = _range(first, last)
        case datetime():
            words = _minute(value)
        case bool():
            words = str(value).lower()
        case tuple():
            words = ", ".join(people.get(str(one), str(one)) for one in value)
        case _:
            words = "" if value is None else str(value)
    return words


def _range(first: datetime | None, last: datetime | None) -> str:
    ends = ["" if one is None else _minute(one) for one in (first, last)]
    return ends[0] if first == last else "..".join(ends)


def _minute(at: datetime) -> str:
    return f"{at.astimezone(ZONE):%Y-%m-%d %H:%M}"


class _Reading:
    """Reads the values that somebody typed for the fields of an event."""

    def __init__(self, writing: Writing, council: Council, read_moment: ReadMoment) -> None:
        self._writing = writing
        self._council = council
        self._read_moment = read_moment

    def field(self, event: Event | None, name: str, words: str) -> Any:
        """Return the value that `words` mean for a field."""
        if event is None:
            return words
        known = [field for field in event.__struct_fields__ if field not in FIXED]
        if name not in known:
            raise BadInput(
                "field-unknown",
                f"This event has no field {name!r} that may be corrected.",
                next=f"It has {', '.join(known)}.",
            )
        return self._value(name, get_type_hints(type(event))[name], words)

    def _value(self, name: str, hint: Any, words: str) -> Any:
        kinds = _kinds(hint)
        if Note in kinds:
            return self._writing.note(words)
        if Moment in kinds:
            return self._read_moment(words)
        if datetime in kinds:
            return self._instant(words)
        if name == PEOPLE:
            return self._people(words)
        return self._plain(name, hint, kinds, words)

    def _instant(self, words: str) -> datetime:
        moment = self._read_moment(words)
        if moment.latest is None:
            raise BadInput("time-unreadable", f"{words!r} is no moment.", next="Write a date.")
        return moment.latest

    def _people(self, words: str) -> tuple[PersonId, ...]:
        return tuple(identity.person_id(self._council, one.strip()) for one in words.split(","))

    def _plain(self, name: str, hint: Any, kinds: frozenset[Any], words: str) -> Any:
        raw: Any = [part.strip() for part in words.split(",")] if tuple in kinds else words
        try:
            return msgspec.convert(raw, hint, strict=False)
        except msgspec.ValidationError as error:
            raise BadInput(
                "value-unreadable", f"{words!r} is nothing that {name} can be: {error}."
            ) from error


def _kinds(hint: Any) -> frozenset[Any]:
    """Return the plain types behind a field's annotation."""
    origin = get_origin(hint)
    if origin is Annotated:
        return _kinds(get_args(hint)[0])
    if origin in (Union, types.UnionType):
        return frozenset().union(*map(_kinds, get_args(hint)))
    return frozenset({origin or hint})
