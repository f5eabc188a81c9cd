"""Draws every page of the site from the public record, escaped, and whole without JavaScript."""

from functools import cache, partial
from pathlib import Path
from typing import Any, Final

from django.template import Engine
from msgspec import Struct

from reinstate.look.drawing import draw, engine
from reinstate.operations.public_record import PublicRecord
from reinstate.public import menu
from reinstate.public.assets import LICENCES, Assets, assets
from reinstate.public.colours import on_brand
from reinstate.public.contents import MISSING, Page, every_page
from reinstate.public.drawings import Drawings
from reinstate.public.identifiers import outward
from reinstate.public.menu import Link
from reinstate.public.shown import Time, time

POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'"
)
"""What a page may load: our sheets, our script, our pictures; and where its form leads.

`connect-src` lets a program that looks at the page read `robots.txt` beside it; our script asks
for nothing.
"""

ROBOTS: Final = "robots.txt"
_DRAWINGS: Final = Drawings()
_TEMPLATES: Final = Path(__file__).parent / "templates"


class Site(Struct, frozen=True, kw_only=True):
    """What every page says."""

    name: str
    host: str
    colour: str
    is_practice: bool
    policy: str
    next_update: Time | None
    is_late: bool
    has_proof: bool
    look: str
    style: str
    script: str
    licences: str
    menu: tuple[Link, ...]
    foot: tuple[Link, ...]


def pages(record: PublicRecord, *, has_proof: bool) -> dict[str, bytes]:
    """Return the pages by path and what they load; they link to the proof where there is one."""
    loaded = assets(record.colour, record.host)
    site = _site(record, loaded, has_proof=has_proof)
    drawn = {page.path: _kept(page, site) for page in every_page(record)}
    _DRAWINGS.keep_only(drawn)
    return {**drawn, **loaded.files, ROBOTS: _robots(site)}


def _robots(site: Site) -> bytes:
    """Return what search engines may read: all of it, and nothing of a practice."""
    return b"User-agent: *\nDisallow: /\n" if site.is_practice else b"User-agent: *\nAllow: /\n"


def _site(record: PublicRecord, loaded: Assets, *, has_proof: bool) -> Site:
    incident = record.incident
    due_at = incident.next_update_at if incident is not None else None
    return Site(
        name=record.name,
        host=record.host,
        colour=on_brand(record.colour).ground,
        is_practice=record.kind != "real",
        policy=POLICY,
        next_update=time(due_at) if due_at is not None else None,
        is_late=incident is not None and incident.is_late,
        has_proof=has_proof,
        look=loaded.look,
        style=loaded.style,
        script=loaded.script,
        licences=LICENCES if LICENCES in loaded.files else "",
        menu=menu.MENU,
        foot=menu.FOOT,
    )


def _kept(page: Page, site: Site) -> bytes:
    """Return a page, drawn again only where it says something else than it did."""
    return _DRAWINGS.drawn(page.path, (page, site), partial(_drawn, page, site))


def _drawn(page: Page, site: Site) -> bytes:
    facts: dict[str, Any] = {
        "site": site,
        "path": page.path,
        "root": _root(page.path),
        "canonical": outward(site.host, page.path),
        "trail": page.trail,
        **page.facts,
    }
    return draw(_engine(), page.template, facts)


def _root(path: str) -> str:
    """Return the way to the site's root; the page for lost readers may stand anywhere."""
    return "/" if path == MISSING else "../" * path.count("/")


@cache
def _engine() -> Engine:
    return engine(_TEMPLATES)
