"""The style sheet and the icon of the site, in the council's colour."""

from pathlib import Path
from typing import Final

from reinstate.public.colours import LEVELS, on_brand

_SHEET: Final = Path(__file__).parent / "templates" / "site.css"


def style_sheet(colour: str) -> bytes:
    """Return the style sheet: the council's colour, the levels', then what all sites share."""
    brand = on_brand(colour)
    levels = "\n".join(
        f".tag.{level.value} {{ color: {ink.words}; background: {ink.ground}; }}"
        for level, ink in LEVELS.items()
    )
    root = f":root {{ --brand: {brand.ground}; --on-brand: {brand.words}; }}"
    return f"{root}\n{_SHEET.read_text(encoding='utf-8')}\n{levels}\n".encode()


def icon(colour: str) -> bytes:
    """Return a small picture for the browser's tab."""
    brand = on_brand(colour)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
        f'<rect width="32" height="32" rx="6" fill="{brand.ground}"/>'
        f'<path d="M9 17l5 5 9-12" fill="none" stroke="{brand.words}" stroke-width="4"/></svg>\n'
    ).encode()
