"""What lists of systems and zones may write: how long ago, how it was seen, how many people."""

from datetime import datetime
from typing import Final

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from reinstate.core.terms.zone import Seen
from reinstate.desk.templatetags.desk import ZONES

register: Final = template.Library()

SIGHTINGS: Final = {Seen.CUT: "Cut off", Seen.LIVE: "Live", Seen.UNCLEAR: "Unclear"}
HOURS_FROM: Final = 120
"""From so many minutes on, hours are told."""

DAYS_FROM: Final = 48
"""From so many hours on, days are told."""


@register.filter
def ago(at: datetime, now: datetime) -> SafeString:
    """Return how long ago something was, as machines can read it too."""
    return format_html('<time datetime="{}">{}</time>', at.isoformat(), since(at, now))


def since(at: datetime, now: datetime) -> str:
    """Return how long ago something was: `5 minutes ago`, `3 days ago`."""
    minutes = int((now - at).total_seconds()) // 60
    if minutes < 1:
        return "just now"
    if minutes < HOURS_FROM:
        return f"{minutes} minutes ago" if minutes > 1 else "a minute ago"
    hours = minutes // 60
    return f"{hours} hours ago" if hours < DAYS_FROM else f"{hours // 24:,} days ago"


@register.filter
def sighting(state: Seen) -> str:
    """Return how something was seen, in words."""
    return SIGHTINGS[state]


@register.filter
def people(count: int) -> str:
    """Return how many people: `1 person`, `2,140 people`."""
    return "1 person" if count == 1 else f"{count:,} people"


@register.filter
def number(count: int) -> str:
    """Return a number as people read it: `2,140`."""
    return f"{count:,}"


@register.filter
def words_in(text: str) -> list[str]:
    """Return the words of a text, to go through them."""
    return text.split()


@register.filter
def zone_words(zone: str) -> str:
    """Return a zone in words, without its colour."""
    return ZONES[zone]
