"""One address of each kind in the demo's council, and everybody who could ask for it."""

from typing import Final

from django.urls import URLPattern, reverse

from reinstate.operations import identity, reading

PEOPLE: Final = (
    *("asha", "ben", "cai", "fola", "gwen", "jamal", "kasia", "lev", "mei", "noor", "eli"),
)

SAMPLES: Final = {
    "subject": "system:sys-core-network",
    "service": "svc-rent",
    "finding": "0123456789ab.0",
}
"""By the name of the part of a route: something that is there."""


def address_of(pattern: URLPattern) -> str:
    """Return an address of this kind in the home that is open."""
    names = pattern.pattern.converters
    return reverse(str(pattern.name), kwargs={name: _sample(name) for name in names})


def _sample(name: str) -> str:
    council = reading.council()
    ben = council.people[identity.person_id(council, "ben")]
    return {**SAMPLES, "person": ben.id, "grant": ben.grants[0], "pk": "1"}[name]
