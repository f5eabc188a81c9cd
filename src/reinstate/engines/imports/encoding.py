"""From bytes to text: UTF-8 where it is, else the likeliest other encoding, said aloud."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from charset_normalizer import from_bytes
from msgspec import Struct

from reinstate.engines.imports.sheets import WHOLE_FILE, Problem, Remark
from reinstate.engines.imports.values import quoted

MARKS: Final = (  # the longer mark first: the mark of UTF-32 begins as that of UTF-16 does
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
WITHOUT_MARK: Final = ("cp1252", "mac_roman", "cp850", "cp1250", "iso8859_15")
"""The encodings in which a council's old programs save, the usual first."""

NAMES: Final = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32-le": "UTF-32",
    "utf-32-be": "UTF-32",
    "cp1252": "Windows-1252",
    "mac_roman": "Mac Roman",
    "cp850": "DOS code page 850",
    "cp1250": "Windows-1250",
    "iso8859_15": "ISO 8859-15",
}
USUAL: Final = frozenset(
    "£€§°±²³·×½¼¾¢©®™–—‘’“”…•«»¡¿\u00a0"  # noqa: RUF001 - these very marks
    "àáâãäåæçèéêëìíîïñòóôõöøœùúûüýÿßðþšžÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØŒÙÚÛÜÝŸÐÞŠŽ"
)
"""Letters and marks beyond ASCII that stand in lists of a council; others tell a wrong guess."""

SAMPLE_BYTES: Final = 4096
SAMPLE_LETTERS: Final = 30
AS_UTF16_SHARE: Final = 0.4


class Decoded(Struct, frozen=True):
    """The text of a file, and what was assumed to get it."""

    text: str
    remarks: tuple[Remark, ...] = ()


def decoded(file: str, data: bytes, encoding: str = "") -> Decoded | Problem:
    """Return the text of a file: in `encoding` where a map names one, else as it looks.

    UTF-8 needs no word. What is not UTF-8 is never certain: the remark shows a word whose
    letters hang on the guess, and how the next likeliest encoding would read it.
    """
    for mark, name in MARKS:
        if data.startswith(mark):
            return _exactly(file, data[len(mark) :], name, len(mark))
    if encoding and encoding != "utf-8":
        return _exactly(file, data, encoding, 0)
    if name := _unmarked_utf16(data):
        return _exactly(file, data, name, 0)
    try:
        return _looked_through(file, Decoded(data.decode("utf-8")))
    except UnicodeDecodeError:
        return _guessed(file, data)


def _exactly(file: str, data: bytes, name: str, offset: int) -> Decoded | Problem:
    told = NAMES.get(name, name)
    try:
        text = data.decode(name)
    except UnicodeDecodeError as trouble:
        line = data.count(b"\n", 0, trouble.start) + 1
        words = f"Byte {trouble.start + offset} of the file is not {told}. Save it as CSV UTF-8."
        return Problem(file, line, "", words)
    remarks = () if name == "utf-8" else (Remark(file, f"Read as {told}, not as UTF-8."),)
    return _looked_through(file, Decoded(text, remarks))


def _looked_through(file: str, found: Decoded) -> Decoded | Problem:
    if "\0" not in found.text:
        return found
    words = "The file holds a NUL character (code 0), so it is no text. Save it as CSV UTF-8."
    return Problem(file, line_at(found.text, found.text.index("\0")), "", words)


def _unmarked_utf16(data: bytes) -> str:
    """Return which UTF-16 a file without a mark is in: ASCII letters have a NUL on one side."""
    sample = data[:SAMPLE_BYTES]
    if len(data) % 2 or not sample:
        return ""
    half = len(sample) / 2
    if sample[1::2].count(0) / half > AS_UTF16_SHARE and b"\0" not in sample[::2]:
        return "utf-16-le"
    if sample[::2].count(0) / half > AS_UTF16_SHARE and b"\0" not in sample[1::2]:
        return "utf-16-be"
    return ""


def _guessed(file: str, data: bytes) -> Decoded | Problem:
    if b"\0" in data:
        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        words = "The file holds a NUL byte and is no text that we know. Save it as CSV UTF-8."
        return Problem(file, line, "", words)
    ranked = _ranked(data)
    if not ranked:
        words = "The file is in no encoding that we know. Save it as CSV UTF-8."
        return Problem(file, WHOLE_FILE, "", words)
    name, text = ranked[0]
    sentence = f"Not UTF-8; read as {NAMES[name]}{_shown(data, text, ranked[1:])}"
    return Decoded(text, (Remark(file, sentence),))


def _ranked(data: bytes) -> list[tuple[str, str]]:
    """Return the encodings that may be meant with their texts, the likeliest first."""
    chaos: dict[str, float] = {}
    for match in from_bytes(data, cp_isolation=list(WITHOUT_MARK)):
        for name in match.could_be_from_charset:
            chaos[name] = min(chaos.get(name, 1.0), match.chaos)
    texts: dict[str, str] = {}
    for name in WITHOUT_MARK:
        try:
            texts[name] = data.decode(name)
        except UnicodeDecodeError:
            continue
    counts = {byte: count for byte in range(127, 256) if (count := data.count(byte))}
    order = sorted(
        texts,
        key=lambda name: (_strange(counts, name), chaos.get(name, 1.0), WITHOUT_MARK.index(name)),
    )
    return [(name, texts[name]) for name in order]


def _strange(counts: Mapping[int, int], name: str) -> int:
    """Return how many letters a council's list would not have: a wrong guess makes them."""
    marks = {byte: bytes((byte,)).decode(name) for byte in counts}
    return sum(count for byte, count in counts.items() if marks[byte] not in USUAL)


def _shown(data: bytes, text: str, others: Iterable[tuple[str, str]]) -> str:
    """Return a word that hangs on the guess, and how the next other reading has it."""
    at = next(number for number, byte in enumerate(data) if byte > 126)
    bounds = slice(*_word_around(text, at))
    shown = f": line {line_at(text, at)} has {quoted(text[bounds].strip())}."
    other = next((each for each in others if each[1][bounds] != text[bounds]), None)
    if other:
        name, reading = other
        shown += f" As {NAMES[name]} it would be {quoted(reading[bounds].strip())}."
    return f"{shown} If that is wrong, save it as CSV UTF-8."


def _word_around(text: str, at: int) -> tuple[int, int]:
    """Return where the words around a letter begin and end: these encodings are a byte a letter."""

    def steps(places: Iterable[int]) -> Iterator[int]:
        for place in places:
            if text[place] in ',;|"\t\r\n':
                return
            yield place

    start = min(steps(range(at, max(at - SAMPLE_LETTERS, -1), -1)), default=at)
    end = max(steps(range(at, min(at + SAMPLE_LETTERS, len(text)))), default=at)
    return start, end + 1


def line_at(text: str, offset: int) -> int:
    """Return the physical line of a place in a text, however its lines end."""
    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
    return before.count("\n") + 1
