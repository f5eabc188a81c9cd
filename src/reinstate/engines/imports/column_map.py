"""A column map: a file that says once how a sheet of another shape becomes one of ours."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, Literal

import msgspec
from msgspec import Struct, field

from reinstate.core.terms.reference import ID_PATTERN
from reinstate.engines.imports.encoding import NAMES
from reinstate.engines.imports.header import column_names
from reinstate.engines.imports.kinds import KINDS, Column, Kind
from reinstate.engines.imports.values import listed, quoted

MAP_BYTES_MAX: Final = 256 * 1024
ALL_OTHERS: Final = "*"
ENCODINGS: Final = ("utf-8", *sorted(set(NAMES) - {"utf-8"}))
_PREFIX: Final = re.compile(ID_PATTERN)

Dates = Literal["", "year-month-day", "day/month/year", "month/day/year"]


class BadMap(ValueError):
    """A map that cannot be used, and why in a sentence."""


class MapColumn(Struct, frozen=True, forbid_unknown_fields=True):
    """How one column of ours is filled: from theirs (several are joined), or always the same.

    `values` translates whole cells, `otherwise` is what every cell becomes that it lacks.
    `slug` makes an id of words; `split` is their separator of a list; `dates` their order.
    """

    from_: str | list[str] = field(default="", name="from")
    always: str | None = None
    join: str = " "
    values: dict[str, str] = {}
    otherwise: str | None = None
    slug: bool = False
    prefix: str = ""
    split: str = ""
    dates: Dates = ""
    optional: bool = False

    @property
    def sources(self) -> tuple[str, ...]:
        """The columns of theirs that it reads."""
        if isinstance(self.from_, list):
            return tuple(self.from_)
        return (self.from_,) if self.from_ else ()


class ColumnMap(Struct, frozen=True, forbid_unknown_fields=True):
    """A map: the kind of sheet it makes, its columns, rows to leave out, columns to ignore."""

    makes: str
    columns: dict[str, MapColumn]
    title: str = ""
    sheet: str = ""
    separator: Literal["", ",", ";", "\t", "|"] = ""
    encoding: str = ""
    other_names: dict[str, list[str]] = {}
    leave_out: dict[str, list[str]] = {}
    ignore: list[str] = []
    name: str = ""

    @property
    def kind(self) -> Kind:
        """The kind of sheet that it makes."""
        return next(kind for kind in KINDS if kind.name == self.makes)

    @property
    def needed(self) -> tuple[str, ...]:
        """The columns of theirs without which it cannot be used."""
        used = [column for column in self.columns.values() if not column.optional]
        return tuple(dict.fromkeys(name for column in used for name in column.sources))

    def names_of(self, theirs: str) -> tuple[str, ...]:
        """Return every heading under which a column of theirs may stand, as we compare them."""
        return column_names((theirs, *self.other_names.get(theirs, ())))

    def share_known(self, columns: Iterable[str]) -> float:
        """Return the share of a header that the map reads, or ignores by name."""
        read = {name for column in self.columns.values() for name in column.sources}
        said = {each for name in read | set(self.leave_out) for each in self.names_of(name)}
        said |= set(column_names(self.ignore))
        found = [column in said for column in columns]
        return sum(found) / max(len(found), 1)

    def fits(self, columns: Iterable[str]) -> bool:
        """Return whether a header has all that the map needs."""
        present = set(columns)
        return all(present.intersection(self.names_of(name)) for name in self.needed)


def read_map(name: str, data: bytes) -> ColumnMap:
    """Return the map that a file holds; `name` is what a person knows it by.

    Raises:
        BadMap: If it is no TOML, has a key that maps do not have, or contradicts itself.
    """
    if len(data) > MAP_BYTES_MAX:
        raise BadMap(f"A map has at most {MAP_BYTES_MAX:,} bytes.")
    try:
        raw = tomllib.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as trouble:
        raise BadMap(f"It is no TOML file: {trouble}.") from trouble
    if strange := next(_strange_keys(raw), ""):
        raise BadMap(strange)
    try:
        found = msgspec.convert(raw, ColumnMap)
    except msgspec.ValidationError as trouble:
        raise BadMap(f"{str(trouble).replace('`', '').replace('$.', '')}.") from trouble
    if fault := next(_faults(found), ""):
        raise BadMap(fault)
    return msgspec.structs.replace(found, name=name)


def _strange_keys(raw: Mapping[str, Any]) -> Iterator[str]:
    keys = [each.encode_name for each in msgspec.structs.fields(ColumnMap) if each.name != "name"]
    for key in raw:
        if key not in keys:
            yield f"A map has no {quoted(key)}; it has: {', '.join(keys)}."
    inner = [each.encode_name for each in msgspec.structs.fields(MapColumn)]
    columns = raw.get("columns")
    for ours, column in columns.items() if isinstance(columns, dict) else ():
        for key in column if isinstance(column, dict) else ():
            if key not in inner:
                yield f"columns.{ours} has {quoted(key)}; a column has: {', '.join(inner)}."


def _faults(found: ColumnMap) -> Iterator[str]:
    names = [kind.name for kind in KINDS]
    if found.makes not in names:
        yield f"makes is {quoted(found.makes)}; there are: {', '.join(names)}."
        return
    known = {column.name: column for column in found.kind.columns}
    for ours in found.columns:
        if ours not in known:
            yield f"{found.makes} have no column {quoted(ours)}; they have: {', '.join(known)}."
            return
    missing = [name for name in found.kind.required if name not in found.columns]
    if missing:
        yield f"{found.makes} need these columns too: {', '.join(missing)}."
    if found.encoding and found.encoding not in ENCODINGS:
        yield f"encoding is {quoted(found.encoding)}; there are: {', '.join(ENCODINGS)}."
    for ours, column in found.columns.items():
        yield from _column_faults(ours, column, known[ours])
    read = {name for column in found.columns.values() for name in column.sources}
    for theirs in found.other_names:
        if theirs not in read | set(found.leave_out):
            yield f"other_names has {quoted(theirs)}, which no column and no leave_out reads."


def _column_faults(ours: str, column: MapColumn, known: Column) -> Iterator[str]:
    if bool(column.sources) == (column.always is not None):
        yield f"columns.{ours} needs either from or always, and one of them only."
    if not all(name.strip() for name in column.sources):
        yield f"columns.{ours} has an empty name in from."
    if column.always is not None and column != MapColumn(always=column.always):
        yield f"columns.{ours} is always {quoted(column.always)}: no other key belongs there."
    if column.optional and known.must:
        yield f"columns.{ours} cannot be optional: every sheet of this kind needs it."
    if column.prefix and not (column.slug and _PREFIX.fullmatch(column.prefix)):
        yield f"columns.{ours} has a prefix: that is the start of an id, and needs slug = true."
    if column.split and known.read is not listed:
        yield f"columns.{ours} holds no list, so split has no meaning there."
    folded = [fold(value) for value in column.values]
    if len(set(folded)) < len(folded):
        yield f"columns.{ours} has a value twice; capitals and spaces make no difference."


def fold(cell: str) -> str:
    """Return a cell as values are compared: capitals and spaces make no difference."""
    return " ".join(cell.split()).casefold()
