"""Marks that stand nowhere else: put into every field there is, and looked for afterwards."""

import base64
import gzip
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum
from html import unescape
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints
from urllib.parse import unquote

import brotli  # type: ignore[import-untyped]  # it comes without stubs
from msgspec import Struct

from reinstate.core.terms.moment import Moment
from reinstate.core.terms.note import Note
from reinstate.core.terms.reference import Ref
from reinstate.store.notes import StoredNote, fresh_salt, put_note

FIRST_NUMBER = 73_100_000
BASE64 = re.compile(r"[A-Za-z0-9+/_-]{12,}={0,2}")
A_MOMENT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@dataclass
class Mint:
    """Makes marks, each once, and remembers of what; `public` ones are meant for residents."""

    secret: dict[str, str] = field(default_factory=dict)
    public: dict[str, str] = field(default_factory=dict)
    count: int = 0

    def mark(self, of: str, *, is_public: bool = False) -> str:
        """Return a word of small letters that stands nowhere else: an id, a slug, a name."""
        self.count += 1
        digits = f"{self.count:05d}".translate(str.maketrans("0123456789", "bcdfghjkmn"))
        return self.note_down(f"qx{digits}xq", of, is_public=is_public)

    def number(self, of: str, *, is_public: bool = False) -> int:
        """Return a number that stands nowhere else."""
        self.count += 1
        return int(self.note_down(str(FIRST_NUMBER + self.count), of, is_public=is_public))

    def note_down(self, mark: str, of: str, *, is_public: bool = False) -> str:
        """Remember something that came from elsewhere, such as an id, as a mark."""
        (self.public if is_public else self.secret)[mark.casefold()] = of
        return mark

    def note(self, of: str, *, is_public: bool = False) -> Note:
        """Return a note whose text, kept in the home, has a mark; its id and digest are others."""
        text = f"Words, {self.mark(of, is_public=is_public)}, of it."
        kept = StoredNote(f"n-{self.mark(f'id of {of}')}", text, fresh_salt(), A_MOMENT.date())
        put_note(kept)
        self.note_down(kept.sha256, f"digest of {of}")
        return Note(kept.note_id, kept.sha256)

    def of(self, *kinds: str) -> set[str]:
        """Return the marks of things whose description begins so, secret and public ones."""
        every = {**self.secret, **self.public}
        return {mark for mark, what in every.items() if what.startswith(kinds)}


def filled(
    type_: type[Any],
    mint: Mint,
    given: Mapping[str, Any],
    *,
    public: frozenset[str] = frozenset(),
) -> Any:
    """Return a struct with a mark in each field of it, but for the values that are given.

    So a field that is added later is marked by itself; one of a new type fails here and asks.
    """
    values = {}
    for name, hint in get_type_hints(type_, include_extras=True).items():
        if name in given and hint is not Note:
            values[name] = given[name]
        else:
            field_ = Field(f"{type_.__name__}.{name}", mint, is_public=name in public)
            values[name] = field_.value(hint)
    return type_(**values)


@dataclass(frozen=True)
class Field:
    """A field to be marked: what of, and whether residents may read it."""

    of: str
    mint: Mint
    is_public: bool

    def value(self, hint: Any) -> Any:
        """Return a value of this type, with a mark wherever the type leaves room for one."""
        if hint == Ref:
            return f"system:{self._mark()}"
        inner = get_args(hint)
        if not inner:
            return self._plain(hint)
        origin = get_origin(hint)
        if origin is Literal:
            return inner[-1]
        if origin is tuple:
            return (self.value(inner[0]),)
        if origin is dict:
            return {self.value(inner[0]): self.value(inner[1])}
        return self.value(next(one for one in inner if one is not type(None)))

    def _plain(self, hint: type) -> Any:
        fixed = {
            bool: True,
            datetime: A_MOMENT,
            Moment: Moment(earliest=A_MOMENT, latest=A_MOMENT),
        }
        if hint in fixed:
            return fixed[hint]
        makers = {Note: self._note, int: self._number, str: self._mark}
        if hint in makers:
            return makers[hint]()
        if issubclass(hint, Enum):
            return next(iter(hint))
        if issubclass(hint, Struct):
            return filled(hint, self.mint, {})
        raise AssertionError(f"{self.of} is of a type that has no mark yet: {hint}")

    def _note(self) -> Note:
        return self.mint.note(f"note {self.of}", is_public=self.is_public)

    def _number(self) -> int:
        return self.mint.number(self.of, is_public=self.is_public)

    def _mark(self) -> str:
        return self.mint.mark(self.of, is_public=self.is_public)


def readings(path: Path) -> Iterator[str]:
    """Yield a file as everybody might read it: unpacked, and out of every way of writing it."""
    content = path.read_bytes()
    if path.suffix == ".gz":
        content = gzip.decompress(content)
    elif path.suffix == ".br":
        content = brotli.decompress(content)
    yield from spelt(content.decode("utf-8", "replace"))
    yield path.as_posix()


def spelt(text: str) -> Iterator[str]:
    """Yield a text itself, and out of entities, percent signs, JSON and base64."""
    yield text
    yield unescape(text)
    yield unquote(text)
    yield from _of_json(text)
    for found in BASE64.findall(text):
        padded = found.rstrip("=").translate(str.maketrans("-_", "+/"))
        padded += "=" * (-len(padded) % 4)
        if len(found.rstrip("=")) % 4 != 1:
            yield base64.b64decode(padded).decode("utf-8", "replace")


def _of_json(text: str) -> Iterator[str]:
    """Yield every text in what may be JSON, or in a line of it."""
    for part in (text, *text.splitlines()) if text.lstrip()[:1] in ("{", "[") else ():
        try:
            value = json.loads(part)
        except ValueError:
            continue
        yield json.dumps(value, ensure_ascii=False)


def found_in(folder: Path, marks: Mapping[str, str]) -> dict[str, set[str]]:
    """Return, for each mark that some file below a folder holds, what it is of and where."""
    pattern = re.compile("|".join(sorted(map(re.escape, marks), key=len, reverse=True)))
    found: dict[str, set[str]] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            said = "\n".join(readings(path)).casefold()
            for mark in set(pattern.findall(said)):
                found.setdefault(f"{mark}: {marks[mark]}", set()).add(path.name)
    return found
