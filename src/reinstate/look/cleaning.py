"""Makes what npm brought fit for a council's own pages: no crest, no font of GOV.UK.

Only GOV.UK itself may use its logo and its font; everything else of the look is for all.
Pure functions over text, with nothing but the standard library: the wheel's build uses them.
"""

import re
from typing import Final

FONT: Final = "GDS Transport,arial,sans-serif"
OWN_FONT: Final = "arial,sans-serif"
IMAGES: Final = "url(/assets/images/"
OWN_IMAGES: Final = "url(images/"

_FONT_FACE: Final = re.compile(r"(?:/\*![^*]*\*/\s*)?@font-face\s*\{[^}]*\}")
_CREST_RULE: Final = re.compile(
    r"[^{};]*(?:govuk-footer__copyright-logo|moj-header__logotype)[^{}]*\{[^{}]*\}"
)
_EMPTY_BLOCK: Final = re.compile(r"@(?:media|supports)[^{};]*\{\s*\}")
_SOURCE_MAP: Final = re.compile(r"\s*/[/*]# sourceMappingURL=\S+(?:\s*\*/)?")

# An import, as a script begins a statement with it. What we take must be whole in itself: a bare
# name finds nothing in a browser without an import map, and our policy allows no map in a page.
_IMPORT: Final = re.compile(
    r"(?:^|[;}\n])\s*(?:import\b\s*[\w*{\"']|export\b[^;]*\bfrom\s*[\"'])|\bimport\s*\("
)
_ALIVE: Final = re.compile(r"<script|<foreignObject|\bon\w+\s*=|\bhref\s*=", re.IGNORECASE)

_FORBIDDEN: Final = {
    "the font of GOV.UK": re.compile(r"GDS Transport", re.IGNORECASE),
    "the royal crest": re.compile(r"crest", re.IGNORECASE),
    "a font file": re.compile(r"@font-face|\.woff", re.IGNORECASE),
    "an address elsewhere": re.compile(
        r"(?:url\(|@import)\s*[\"']?(?:url\(\s*[\"']?)?(?:[a-z][a-z0-9+.-]*:|/)", re.IGNORECASE
    ),
    "a source map": re.compile(r"sourceMappingURL"),
}


class Unclean(Exception):
    """What npm brought is not what this build knows how to clean."""


def clean_style(text: str) -> str:
    """Return a style sheet without font, crest, source map and absolute addresses.

    Raises:
        Unclean: If something of them is left: another release has to be looked at anew.
    """
    for pattern in (_FONT_FACE, _CREST_RULE, _SOURCE_MAP):
        text = pattern.sub("", text)
    while _EMPTY_BLOCK.search(text):  # one may have stood in another
        text = _EMPTY_BLOCK.sub("", text)
    text = text.replace(FONT, OWN_FONT).replace(IMAGES, OWN_IMAGES)
    return _checked(text)


def clean_script(text: str) -> str:
    """Return a script without its source map.

    Raises:
        Unclean: If something that may not be used is left, or if it imports another script.
    """
    if _IMPORT.search(text):
        raise Unclean("A script imports another: say in this build where a browser finds it.")
    return _checked(_SOURCE_MAP.sub("", text))


def clean_picture(text: str) -> str:
    """Return a drawing as it is.

    Raises:
        Unclean: If it does more than show itself.
    """
    if _ALIVE.search(text):
        raise Unclean("A picture has a script or a link in it.")
    return _checked(text)


def faults(text: str) -> tuple[str, ...]:
    """Return what a council's pages may not carry and this text does."""
    return tuple(what for what, pattern in _FORBIDDEN.items() if pattern.search(text))


def _checked(text: str) -> str:
    if found := faults(text):
        raise Unclean(f"Still in it after cleaning: {', '.join(found)}.")
    return text
