"""Approved texts as they are read: paragraphs and lists, with numbers to ring and links to open.

The words stay as two people approved them. Spaces in a telephone number do not break, and
what is plainly a number, an e-mail address or an https address can be followed.
"""

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from reinstate.public.words import paragraphs

SENTENCE_MAX: Final = 140
BULLETS: Final = ("- ", "* ", "• ")
_NO_BREAK: Final = "\u00a0"
_LINK: Final = re.compile(
    r"(?P<web>https://[^\s<>\"']*[\w/=&#%+~-])"
    r"|(?P<mail>(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<phone>(?<![\w+.,/-])(?:18001[ ])?(?:\+44[ ]?|0)[1-9](?:[ ]?\d){8,9}(?![\w])(?![ -]\d))",
    re.ASCII,
)
_SENTENCE_END: Final = re.compile(r"(?<=[.!?])\s+(?=[^a-z])")


class Piece(Struct, frozen=True):
    """Some words, and what they lead to if they lead anywhere."""

    words: str
    link: str = ""


class Block(Struct, frozen=True):
    """A paragraph with its lines, or a list with its points."""

    is_list: bool
    lines: tuple[tuple[Piece, ...], ...]


def blocks(text: str) -> tuple[Block, ...]:
    """Return a text as paragraphs and lists."""
    return tuple(block for lines in paragraphs(text) for block in _split(lines))


def pieces(line: str) -> tuple[Piece, ...]:
    """Return a line with what can be followed in it."""
    found, end = list[Piece](), 0
    for match in _LINK.finditer(line):
        if match.start() > end:
            found.append(Piece(line[end : match.start()]))
        found.append(_linked(match))
        end = match.end()
    if end < len(line):
        found.append(Piece(line[end:]))
    return tuple(found)


def plain_words(line: str) -> str:
    """Return a line whose telephone numbers do not break, without links."""
    return "".join(piece.words for piece in pieces(line))


def first_sentence(text: str) -> str:
    """Return the first sentence of a text, cut at a word where it is long."""
    lines = next(iter(paragraphs(text)), ())
    line = next(iter(lines), "")
    sentence = _SENTENCE_END.split(_without_bullet(line), maxsplit=1)[0]
    if len(sentence) > SENTENCE_MAX:
        sentence = f"{sentence[:SENTENCE_MAX].rsplit(' ', 1)[0].rstrip(' ,;:')}…"
    return plain_words(sentence)


def headline(title: str, text: str) -> str:
    """Return a title with the first sentence of its text, or alone where both are long."""
    said = plain_words(" ".join(" ".join(lines) for lines in paragraphs(title)))
    first = first_sentence(text)
    stop = "" if said.endswith((".", "!", "?", "…")) or not said else "."
    both = " ".join(one for one in (f"{said}{stop}", first) if one)
    return both if len(both) <= SENTENCE_MAX else said


def _split(lines: tuple[str, ...]) -> Iterator[Block]:
    """Yield the runs of points and of other lines, in order."""
    run, is_list = list[str](), False
    for line in lines:
        is_point = line.startswith(BULLETS)
        if run and is_point != is_list:
            yield _block(run, is_list=is_list)
            run = []
        run.append(line)
        is_list = is_point
    yield _block(run, is_list=is_list)


def _block(lines: list[str], *, is_list: bool) -> Block:
    shown = [_without_bullet(line) for line in lines] if is_list else lines
    return Block(is_list, tuple(pieces(line) for line in shown))


def _without_bullet(line: str) -> str:
    return line[2:].lstrip() if line.startswith(BULLETS) else line


def _linked(match: re.Match[str]) -> Piece:
    words = match.group()
    if match["web"]:
        return Piece(words, words)
    if match["mail"]:
        return Piece(words, f"mailto:{words}")
    return Piece(words.replace(" ", _NO_BREAK), f"tel:{words.replace(' ', '')}")
