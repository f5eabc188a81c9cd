"""The maps that come with the program, by name."""

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

from reinstate.engines.imports.column_map import ColumnMap, read_map

SUFFIX: Final = ".toml"


@cache
def shipped_maps() -> tuple[ColumnMap, ...]:
    """Return every map that comes with the program, in the order of their names."""
    return tuple(read_map(name, map_text(name).encode()) for name in shipped_names())


@cache
def shipped_names() -> tuple[str, ...]:
    """Return the names of the maps that come with the program."""
    found = (file.name for file in _folder().iterdir() if file.name.endswith(SUFFIX))
    return tuple(sorted(name.removesuffix(SUFFIX) for name in found))


def map_text(name: str) -> str:
    """Return the file of a map, to be copied and corrected."""
    return (_folder() / f"{name}{SUFFIX}").read_text(encoding="utf-8")


def _folder() -> Traversable:
    return files("reinstate.engines.imports") / "maps"
