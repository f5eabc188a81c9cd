"""The colours of levels and of the council, and how well words read on them.

A colour never stands alone: the word of the level is always written on it.
"""

import re
from typing import Final

from msgspec import Struct

from reinstate.core.terms.level import Level

CONTRAST_MIN: Final = 4.5
"""WCAG 2.2 AA for words of ordinary size."""

DARK: Final = "#0b0c0c"
LIGHT: Final = "#ffffff"
DEFAULT_BRAND: Final = "#00594c"
_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")


class Ink(Struct, frozen=True):
    """The colour of words and of what they stand on."""

    words: str
    ground: str


LEVELS: Final = {
    Level.NORMAL: Ink(LIGHT, "#0f6b43"),
    Level.PARTLY_WORKING: Ink(DARK, "#ffd54a"),
    Level.BY_HAND: Ink(LIGHT, "#23529b"),
    Level.STOPPED: Ink(LIGHT, "#a3262a"),
    Level.UNKNOWN: Ink(DARK, "#d5dade"),
}


def on_brand(colour: str) -> Ink:
    """Return the council's colour with the words that read better on it: light or dark."""
    ground = colour.lower() if _COLOUR.fullmatch(colour) else DEFAULT_BRAND
    words = LIGHT if contrast(LIGHT, ground) >= CONTRAST_MIN else DARK
    return Ink(words, ground)


def contrast(one: str, other: str) -> float:
    """Return the WCAG contrast of two colours, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: int) -> float:
    share = part / 255
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)
