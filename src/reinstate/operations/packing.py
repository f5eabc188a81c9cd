"""Packed copies of published files: a web server sends fewer bytes and packs nothing itself.

A copy is tied to its file: while it still unpacks to the file it stays as it is, whatever
a newer library would make of it.
"""

import gzip
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Final

import brotli  # type: ignore[import-untyped]  # it comes without stubs

GZIP: Final = ".gz"
BROTLI: Final = ".br"
PACKED: Final = (BROTLI, GZIP)
"""Best first."""

PACKABLE: Final = frozenset((".html", ".css", ".js", ".json", ".svg", ".atom", ".csv", ".txt"))
SMALLEST_BYTES: Final = 256
"""What is smaller fits one packet either way."""

HARDLY_EVER_CHANGES: Final = frozenset((".css", ".js", ".svg"))
QUALITY_OF_ASSETS: Final = 11
QUALITY_OF_PAGES: Final = 5
"""Of brotli; for pages 11 saves little more and takes many times as long."""

FINGERPRINTED: Final = re.compile(r"assets/(?:[^/]+/)*[^/]+[.-][0-9a-f]{8,64}\.[a-z0-9]+")
"""A file whose name holds the hash of its content: it never changes, so readers may keep it."""


def is_fingerprinted(path: str) -> bool:
    """Return whether the name of this file, or of what it is a copy of, holds its hash."""
    return FINGERPRINTED.fullmatch(original_of(path)) is not None


def original_of(path: str) -> str:
    """Return the file that a packed copy is of; any other path is its own."""
    stem, dot, suffix = path.rpartition(".")
    return stem if f"{dot}{suffix}" in PACKED else path


def packed(files: Mapping[str, bytes], known: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield every packed copy worth having, those already `known` as they are."""
    for path, content in files.items():
        suffix = PurePosixPath(path).suffix
        if suffix not in PACKABLE or len(content) < SMALLEST_BYTES:
            continue
        quality = QUALITY_OF_ASSETS if suffix in HARDLY_EVER_CHANGES else QUALITY_OF_PAGES
        for ending in PACKED:
            copy = known.get(path + ending)
            if copy is None or not _unpacks_to(ending, copy, content):
                copy = _packed(ending, content, quality)
            if len(copy) < len(content):
                yield path + ending, copy


def _packed(ending: str, content: bytes, quality: int) -> bytes:
    if ending == BROTLI:
        return bytes(brotli.compress(content, mode=brotli.MODE_TEXT, quality=quality))
    return gzip.compress(content, mtime=0)


def _unpacks_to(ending: str, copy: bytes, content: bytes) -> bool:
    try:
        return _UNPACKING[ending](copy) == content
    except (brotli.error, zlib.error, EOFError, OSError):
        return False


_UNPACKING: Final[dict[str, Callable[[bytes], bytes]]] = {
    BROTLI: brotli.decompress,
    GZIP: gzip.decompress,
}
