"""The zip archive that a workbook is: unpacked within limits, and refused for what may harm."""

import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Final

PARTS_MAX: Final = 1_000
UNPACKED_BYTES_MAX: Final = 192 * 1024 * 1024
RATIO_MAX: Final = 250
RATIO_COUNTS_FROM_BYTES: Final = 1024 * 1024
ARCHIVES: Final = (b"PK\x03\x04", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ")
PLAIN: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

Parts = Mapping[str, bytes]

_TELLING: Final = (
    (r"vbaproject\.bin|/vbadata|^basic/|^scripts/|/macrosheets/", "It holds macros (programs)."),
    (r"/externallinks/", "It takes values from other files."),
    (r"/connections\.xml|/querytables/", "It takes values from a database or an address."),
    (r"/embeddings/|/activex/|/ctrlprops/|^object ", "It holds other documents or controls."),
)
_RELATION: Final = re.compile(rb"<(?:[\w.-]+:)?Relationship\b[^>]*>")
_TELLING_WORDS: Final = (
    (
        "[Content_Types].xml",
        re.compile(rb"macroEnabled"),
        "It is of the kind that holds macros (programs). Save it as .xlsx.",
    ),
    (
        "META-INF/manifest.xml",
        re.compile(rb"encryption-data"),
        "It is locked with a password. Save it without one.",
    ),
    (
        "content.xml",
        re.compile(rb"<[\w.-]+:(?:table-source|dde-source|cell-range-source)\b"),
        "It takes values from other files. Break the links, and save it anew.",
    ),
)


class Hostile(Exception):
    """A workbook that is not read, and why in a sentence."""


def unpacked(data: bytes) -> Parts:
    """Return the parts of a workbook, each looked at.

    Raises:
        Hostile: If it is broken, a bomb, locked, or holds what a list has no need of.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = dict(_parts(archive, len(data)))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as trouble:
        raise Hostile(
            "It is broken: open it in a spreadsheet program and save it anew."
        ) from trouble
    except NotImplementedError as trouble:
        raise Hostile("It is packed in a way that workbooks are not. Save it anew.") from trouble
    for name, part in parts.items():
        _look(name, part)
    return parts


def repacked(parts: Parts) -> bytes:
    """Return an archive of exactly the parts that were looked at, so that nothing else is read."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    return file.getvalue()


def _parts(archive: zipfile.ZipFile, size: int) -> Iterator[tuple[str, bytes]]:
    entries = archive.infolist()
    if len(entries) > PARTS_MAX:
        raise Hostile(f"It has {len(entries):,} parts; the most is {PARTS_MAX:,}.")
    if len({entry.filename.lower() for entry in entries}) < len(entries):
        raise Hostile("Two of its parts have one name, so that programs may read it differently.")
    if sum(entry.compress_size for entry in entries) > size:
        raise Hostile("Its parts overlap: it is made to unpack to far more than it is.")
    room = UNPACKED_BYTES_MAX
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise Hostile("It is locked with a password. Save it without one.")
        if entry.compress_type not in PLAIN:
            raise NotImplementedError
        if entry.file_size > room:
            raise Hostile(_bomb_words(entry.filename))
        part = _unpacked_part(archive, entry, room)
        room -= len(part)
        if not entry.is_dir():
            yield entry.filename, part


def _unpacked_part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, room: int) -> bytes:
    most = max(entry.compress_size * RATIO_MAX, RATIO_COUNTS_FROM_BYTES)
    if entry.file_size > most:
        raise Hostile(_bomb_words(entry.filename))
    with archive.open(entry) as file:
        part = file.read(min(most, room) + 1)
    if len(part) > min(most, room):
        raise Hostile(_bomb_words(entry.filename))
    return part


def _bomb_words(name: str) -> str:
    return (
        f"Its part {name!r} unpacks to far more than a list has: a bomb, or a sheet full of "
        "nothing. Save the rows that are wanted as CSV UTF-8."
    )


def _look(name: str, part: bytes) -> None:
    for pattern, reason in _TELLING:
        if re.search(pattern, name.lower().replace("\\", "/")):
            raise Hostile(
                f"{reason} Save the sheet that is wanted as CSV UTF-8, or as a new .xlsx."
            )
    if part.startswith(ARCHIVES):
        raise Hostile(f"Its part {name!r} is another archive. Save it anew without it.")
    if name.lower().endswith((".xml", ".rels", ".vml", ".rdf")):
        _look_at_markup(name, part)


def _look_at_markup(name: str, part: bytes) -> None:
    if part.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in part:
        raise Hostile(f"Its part {name!r} is not UTF-8, as workbooks are. Save it anew.")
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise Hostile(f"Its part {name!r} defines words of its own (a DTD), which can be a bomb.")
    if name.lower().endswith(".rels"):
        _look_at_links(part)
    for where, pattern, reason in _TELLING_WORDS:
        if name == where and pattern.search(part):
            raise Hostile(reason)


def _look_at_links(part: bytes) -> None:
    """Refuse what would fetch something; an address that a cell leads to is only words."""
    for relation in _RELATION.findall(part):
        if (
            re.search(rb"TargetMode\s*=\s*[\"']External", relation)
            and b"/hyperlink" not in relation
        ):
            raise Hostile("It takes something from elsewhere. Break the links, and save it anew.")
