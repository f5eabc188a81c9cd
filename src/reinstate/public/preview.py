"""Words as residents get them, for those who look before anybody reads them.

The same templates draw them as the pages of the site, under the same headings.
"""

from functools import cache
from pathlib import Path
from typing import Final

from django.template import Engine
from django.utils.safestring import SafeString

from reinstate.core.terms.place import Place
from reinstate.look.drawing import draw, engine
from reinstate.operations.public_record import PublicNotice
from reinstate.public.shown import told

HEADINGS: Final[dict[Place, str]] = {
    "update": "Updates",
    "do-now": "Do this now",
    "money": "Money and deadlines",
    "other-ways": "Other ways",
    "happened": "What happened",
    "help": "Urgent help",
    "your-data": "Your data",
    "about": "About this site",
}
"""Under what residents read words in each place; `Paying us` where money is about no service."""

WHEN: Final = "When"
PAYING: Final = "Paying us"

_TEMPLATES: Final = Path(__file__).parent / "templates"


def heading(place: Place, *, has_service: bool) -> str:
    """Return the heading under which words in a place stand."""
    return PAYING if place == "money" and not has_service else HEADINGS[place]


def drawn(notice: PublicNotice) -> SafeString:
    """Return words as a page of the site has them, escaped."""
    (one,) = told((notice,), {})
    return SafeString(draw(_engine(), "notice.html", {"told": one, "root": ""}).decode())


@cache
def _engine() -> Engine:
    return engine(_TEMPLATES)
