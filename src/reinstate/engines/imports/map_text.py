"""A map as the file that a person can read, correct and pass on."""

import json
import re
from collections.abc import Iterator
from typing import Any, Final

import msgspec

from reinstate.engines.imports.column_map import ColumnMap, MapColumn

_BARE_KEY: Final = re.compile(r"[A-Za-z0-9_-]+")


def text_of(map_: ColumnMap) -> str:
    """Return the file that `read_map` reads as this map; what is as it would be is left out."""
    whole = _said(map_)
    columns = whole.pop("columns")
    tables = {name: whole.pop(name) for name in ("other_names", "leave_out") if name in whole}
    lines = [f"{name} = {_value(value)}" for name, value in whole.items() if name != "name"]
    for name, table in tables.items():
        lines += ["", f"[{name}]", *(f"{key(each)} = {_value(of)}" for each, of in table.items())]
    for ours, column in columns.items():
        lines += ["", *_column(key(ours), column)]
    return "\n".join(lines) + "\n"


def key(words: str) -> str:
    """Return a key as TOML writes it."""
    return words if _BARE_KEY.fullmatch(words) else words_of(words)


def words_of(words: str) -> str:
    """Return words as TOML writes them: as JSON does, but for one character."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")


def _column(name: str, column: dict[str, Any]) -> Iterator[str]:
    values = column.pop("values", {})
    yield f"[columns.{name}]"
    yield from (f"{each} = {_value(of)}" for each, of in column.items())
    if values:
        yield f"[columns.{name}.values]"
        yield from (f"{key(theirs)} = {_value(ours)}" for theirs, ours in values.items())


def _said(struct: ColumnMap | MapColumn) -> dict[str, Any]:
    """Return the fields that are not as they would be without a word, columns likewise."""
    said: dict[str, Any] = {}
    for field in msgspec.structs.fields(type(struct)):
        value = getattr(struct, field.name)
        if field.name == "columns":
            said["columns"] = {ours: _said(column) for ours, column in value.items()}
        elif (value and value != field.default) or (value == "" and field.default is None):
            said[field.encode_name] = value
    return said


def _value(value: Any) -> str:
    match value:
        case bool():
            return str(value).lower()
        case list():
            return f"[{', '.join(map(words_of, value))}]"
        case _:
            return words_of(str(value))
