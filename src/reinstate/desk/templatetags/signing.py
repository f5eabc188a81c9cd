"""What pages of signing in write: short names, secrets that are copied, browsers by name."""

from typing import Final

from django import template

from reinstate.core.terms.reference import PersonId
from reinstate.operations import sign_in

register: Final = template.Library()

BROWSERS: Final = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrom", "Chrome"),
    ("Safari/", "Safari"),
)
"""By a mark in what a browser says of itself: the first that fits, since each names others."""

MACHINES: Final = (
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "a Mac"),
    ("Linux", "Linux"),
)
"""Likewise; Android says that it is Linux too."""


@register.filter
def handle(person: PersonId) -> str:
    """Return what a person types to sign in."""
    return sign_in.handle_of(person)


@register.filter
def fours(secret: str) -> str:
    """Return letters that somebody copies by eye, four at a time: apps take them so."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


@register.filter
def browser(agent: str) -> str:
    """Return a browser and its machine as people call them, from what it says of itself."""
    named = next((name for mark, name in BROWSERS if mark in agent), "A browser")
    machine = next((name for mark, name in MACHINES if mark in agent), "")
    return f"{named} on {machine}" if machine else named
