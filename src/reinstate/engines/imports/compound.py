"""The compound file that an old `.xls` is: a small file system inside a file, read only."""

import struct
from collections.abc import Iterator, Mapping
from typing import Final

from reinstate.engines.imports.package import Hostile

MARK: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BROKEN: Final = "It is broken: open it in a spreadsheet program and save it anew."
HEADER_BYTES: Final = 512
ENTRY_BYTES: Final = 128
SMALL_BYTES: Final = 64
LAST_SECTOR: Final = 0xFFFFFFFA  # this and above mean "end", "free" and the like
STREAM, ROOT = 2, 5


class Compound:
    """A compound file: the names of its streams, and their bytes.

    Source: [MS-CFB], Compound File Binary File Format, read 2026-11.
    """

    def __init__(self, data: bytes) -> None:
        """Read where everything lies.

        Raises:
            Hostile: If it is broken.
        """
        if len(data) < HEADER_BYTES or not data.startswith(MARK):
            raise Hostile(BROKEN)
        self._data = data
        (shift,) = struct.unpack_from("<H", data, 30)
        if shift not in (9, 12):
            raise Hostile(BROKEN)
        self._sector = 1 << shift
        first_directory, _, self._small_below, first_small = struct.unpack_from("<4I", data, 48)
        self._table = list(self._allocation())
        directory = self._chained(first_directory)
        self._entries = dict(_entries(directory))
        small = self._chained(first_small) if first_small < LAST_SECTOR else b""
        self._small_table = [each for (each,) in struct.iter_unpack("<I", small)]
        start, _ = next((e for n, e in self._entries.items() if n == ""), (LAST_SECTOR, 0))
        self._small_data = self._chained(start) if start < LAST_SECTOR else b""

    @property
    def names(self) -> frozenset[str]:
        """The names of everything in it."""
        return frozenset(self._entries)

    def stream(self, name: str) -> bytes:
        """Return the bytes of a stream."""
        start, size = self._entries[name]
        if size >= self._small_below:
            return self._chained(start)[:size]
        found = bytearray()
        while start < len(self._small_table) and len(found) < size:
            found += self._small_data[start * SMALL_BYTES : (start + 1) * SMALL_BYTES]
            start = self._small_table[start]
        return bytes(found[:size])

    def _allocation(self) -> Iterator[int]:
        """Yield the sector that follows each sector."""
        places = [each for (each,) in struct.iter_unpack("<I", self._data[76:HEADER_BYTES])]
        (more, count) = struct.unpack_from("<2I", self._data, 68)
        for _ in range(min(count, len(self._data) // self._sector)):
            if more >= LAST_SECTOR:
                break
            *found, more = (each for (each,) in struct.iter_unpack("<I", self._at(more)))
            places += found
        for place in places:
            if place < LAST_SECTOR:
                yield from (each for (each,) in struct.iter_unpack("<I", self._at(place)))

    def _chained(self, start: int) -> bytes:
        found = bytearray()
        while start < LAST_SECTOR:
            if start >= len(self._table) or len(found) > len(self._data):
                raise Hostile(BROKEN)
            found += self._at(start)
            start = self._table[start]
        return bytes(found)

    def _at(self, number: int) -> bytes:
        begin = (number + 1) * self._sector
        found = self._data[begin : begin + self._sector]
        if not found:
            raise Hostile(BROKEN)
        return found.ljust(self._sector, b"\0")


def _entries(directory: bytes) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield each name with where its stream starts and its size; the root has no name."""
    for at in range(0, len(directory) - ENTRY_BYTES + 1, ENTRY_BYTES):
        entry = directory[at : at + ENTRY_BYTES]
        length, kind = struct.unpack_from("<HB", entry, 64)
        start, size = struct.unpack_from("<2I", entry, 116)
        name = entry[: max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
        if kind == ROOT:
            yield "", (start, size)
        elif kind:
            yield name, (start if kind == STREAM else LAST_SECTOR, size)


def look(found: Mapping[str, object] | frozenset[str]) -> None:
    """Refuse a compound file for what the names in it tell.

    Raises:
        Hostile: If it is locked, or holds programs.
    """
    names = {name.upper() for name in found}
    if {"ENCRYPTEDPACKAGE", "ENCRYPTIONINFO"} & names:
        raise Hostile("It is locked with a password. Save it without one.")
    if any("VBA" in name for name in names):
        raise Hostile("It holds macros (programs). Save it as a new .xlsx.")
    if not {"WORKBOOK", "BOOK"} & names:
        raise Hostile("It is no workbook. Save the rows that are wanted as CSV UTF-8.")
