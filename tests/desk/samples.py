"""One address of each kind in the demo's council, and everybody who could ask for it."""

from typing import Final

from django.urls import URLPattern, reverse

PEOPLE: Final = (
    *("asha", "ben", "cai", "fola", "gwen", "jamal", "kasia", "lev", "mei", "noor", "eli"),
)

SAMPLES: Final = {
    "subject": "system:sys-core-network",
    "service": "svc-rent",
    "seq": "1",
    "condition": "authority-told",
    "incident": "none-yet",
    "job": "none-yet",
    "sheet": "systems",
    "staged": "0" * 64,
    "number": "0",
}
"""By the name of the part of a route: something that is there."""


def address_of(pattern: URLPattern) -> str:
    """Return an address of this kind."""
    names = pattern.pattern.converters
    return reverse(str(pattern.name), kwargs={name: SAMPLES[name] for name in names})
