"""The site's own style sheet and icon, in the council's colour."""

from pathlib import Path
from typing import Final

from reinstate.public.colours import LEVELS, Ink, on_brand
from reinstate.public.shown import tag

_TEMPLATES: Final = Path(__file__).parent / "templates"


def style_sheet(colour: str, *, has_look: bool) -> bytes:
    """Return the sheet: the council's colour, the levels', then what all sites share.

    It builds on the Design System's; without that, `plain.css` stands in for it.
    """
    brand = on_brand(colour)
    levels = "\n".join(_level(tag(level).code, ink) for level, ink in LEVELS.items())
    root = (
        f":root {{ --govuk-brand-colour: {brand.ground}; "
        f"--app-brand: {brand.ground}; --app-on-brand: {brand.words}; }}"
    )
    sheets = ["site.css"] if has_look else ["plain.css", "site.css"]
    shared = "".join((_TEMPLATES / name).read_text(encoding="utf-8") for name in sheets)
    return f"{root}\n{shared}\n{levels}\n".encode()


def _level(code: str, ink: Ink) -> str:
    return (
        f".app-level--{code} {{ color: {ink.words}; background-color: {ink.ground}; }}\n"
        f".app-now--{code} {{ border-left-color: {ink.ground}; }}"
    )


def icon(colour: str) -> bytes:
    """Return a small picture for the browser's tab."""
    brand = on_brand(colour)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
        f'<rect width="32" height="32" rx="6" fill="{brand.ground}"/>'
        f'<path d="M9 17l5 5 9-12" fill="none" stroke="{brand.words}" stroke-width="4"/></svg>\n'
    ).encode()
