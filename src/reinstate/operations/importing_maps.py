"""Column maps for an import: found by name or file, and guesses written down as files."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from reinstate.core.terms.trouble import BadInput, WorldFailed
from reinstate.engines.imports.column_map import MAP_BYTES_MAX, BadMap, ColumnMap, read_map
from reinstate.engines.imports.map_file import map_of
from reinstate.engines.imports.map_text import text_of
from reinstate.engines.imports.mapped import slug
from reinstate.engines.imports.sheets import Guess
from reinstate.engines.imports.shipped import SUFFIX, map_text, shipped_maps, shipped_names
from reinstate.store import connect, durable
from reinstate.store.archive import MAPS_FOLDER
from reinstate.store.trouble import told_of_disk

FOLDER: Final = MAPS_FOLDER
KEPT_MAX: Final = 200
"""So many maps are kept in a home; further ones are not looked for."""


def read_maps(names: Iterable[str]) -> tuple[ColumnMap, ...]:
    """Return the maps of these names: each one that comes with the program, or a file.

    Raises:
        BadInput: If there is none of that name, or it cannot be used.
    """
    shipped = {map_.name: map_ for map_ in shipped_maps()}
    return tuple(shipped[name] if name in shipped else _from_file(Path(name)) for name in names)


def save_maps(guesses: Sequence[Guess], maps: Sequence[ColumnMap], path: Path) -> tuple[str, ...]:
    """Write what is to be corrected: each guess, or a copy of the map that fits or was used.

    The first goes to `path`, the others beside it with a number; returns where they are.

    Raises:
        BadInput: If there is nothing to write, or a file is there already.
        WorldFailed: If it cannot be written.
    """
    copies = [map_text(map_.name) for map_ in maps if map_.name in shipped_names()]
    texts = [map_text(each.shipped[0]) if each.shipped else map_of(each) for each in guesses]
    texts = texts or copies
    if not texts:
        raise BadInput(
            "nothing-to-save",
            "There is no guess to write down: every sheet was read.",
            next="Leave --save-map out.",
        )
    places = [path, *(path.with_stem(f"{path.stem}-{n}") for n in range(2, len(texts) + 1))]
    for place in places:
        if place.exists():
            raise BadInput(
                "map-there",
                "A file is there already, and may hold what somebody corrected.",
                place=str(place),
                next="Give --save-map another name.",
            )
    for place, text in zip(places, texts, strict=True):
        _write(place, text)
    return tuple(map(str, places))


def kept_maps() -> tuple[ColumnMap, ...]:
    """Return the maps that somebody confirmed at the desk, in the order of their names.

    One that cannot be read any more is left out: its sheet is guessed at again.
    """
    found: list[ColumnMap] = []
    for path in sorted(_folder().glob(f"*{SUFFIX}"))[:KEPT_MAX]:
        with suppress(OSError, BadMap):
            found.append(read_map(path.stem, path.read_bytes()))
    return tuple(found)


def keep_map(map_: ColumnMap) -> str:
    """Keep a map for the next list of its shape, and return the name that it got.

    One that reads the same columns is replaced: the newest word of a person holds.

    Raises:
        WorldFailed: If it cannot be written.
    """
    for known in kept_maps():
        if known.needed == map_.needed and known.makes == map_.makes:
            return _keep(known.name, map_)
    names = {known.name for known in kept_maps()}
    name = slug(map_.title or map_.makes) or map_.makes
    numbered = (f"{name}-{number}" for number in range(2, KEPT_MAX + 2))
    return _keep(next(one for one in (name, *numbered) if one not in names), map_)


def _keep(name: str, map_: ColumnMap) -> str:
    with told_of_disk("keeping a map"):
        durable.write(_folder() / f"{name}{SUFFIX}", text_of(map_).encode())
    return name


def _folder() -> Path:
    return connect.current_home() / FOLDER


def _from_file(path: Path) -> ColumnMap:
    try:
        with path.open("rb") as file:
            return read_map(path.name, file.read(MAP_BYTES_MAX + 1))
    except OSError as error:
        raise BadInput(
            "map-unreadable",
            "There is no map of this name, and no such file can be read.",
            place=str(path),
            next=f"These maps come along: {', '.join(shipped_names())}.",
        ) from error
    except BadMap as trouble:
        raise BadInput(
            "map-wrong",
            f"The map cannot be used. {trouble}",
            place=str(path),
            next="Correct it; docs/imports.md says what a map holds.",
        ) from trouble


def _write(path: Path, text: str) -> None:
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise WorldFailed(
            "map-unwritten",
            "The map cannot be written.",
            place=str(path),
            next="Name a file in a folder that is there and may be written to.",
        ) from error
