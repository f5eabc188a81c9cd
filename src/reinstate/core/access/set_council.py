"""Set the council: its name, its public host name and its brand colour."""

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from reinstate.core.journal.asking import Asking
from reinstate.core.journal.events.home import CouncilNames, CouncilSet
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.state.council import Council
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.trouble import Refused

GATE: Final = "council-set"
NAME_LENGTH_MAX: Final = 120
HOST_LENGTH_MAX: Final = 253
HOST: Final = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
)
COLOUR: Final = re.compile(r"#[0-9a-f]{6}")
CONTRAST_MIN: Final = 4.5
"""White words on the colour: WCAG 2.2, success criterion 1.4.3."""


class SetCouncil(Struct, frozen=True):
    """Say what the council is called and how its pages look."""

    council: CouncilNames


def blockers(gate: str, names: CouncilNames) -> tuple[Blocker, ...]:
    """Return every reason against these names; `gate` is the command that brings them."""
    return (*_name(gate, names), *_host(gate, names), *_colour(gate, names))


def decide(_council: Council, command: SetCouncil, _asking: Asking) -> tuple[AnyEvent, ...]:
    """Return the council as it is called from now on."""
    if found := blockers(GATE, command.council):
        raise Refused(found)
    return (CouncilSet(council=command.council),)


def contrast_with_white(colour: str) -> float:
    """Return the WCAG contrast of a colour `#rrggbb` with white, from 1 to 21."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return 1.05 / (luminance + 0.05)


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)


def _name(gate: str, names: CouncilNames) -> Iterator[Blocker]:
    is_printable = names.name.strip() == names.name and names.name.isprintable()
    if not (names.name and is_printable and len(names.name) <= NAME_LENGTH_MAX):
        yield Blocker(
            gate,
            "bad-name",
            f"The council's name is one line of 1 to {NAME_LENGTH_MAX} characters, not"
            f" {names.name!r}.",
            "reinstate council set --name NAME",
        )


def _host(gate: str, names: CouncilNames) -> Iterator[Blocker]:
    if not HOST.fullmatch(names.host) or len(names.host) > HOST_LENGTH_MAX:
        yield Blocker(
            gate,
            "bad-host",
            f"{names.host!r} is no host name in small letters, such as `status.example.gov.uk`.",
            "reinstate council set --host HOST",
        )


def _colour(gate: str, names: CouncilNames) -> Iterator[Blocker]:
    need = "reinstate council set --colour '#rrggbb'"
    if not COLOUR.fullmatch(names.colour):
        sentence = f"{names.colour!r} is no colour in small letters, such as `#00594c`."
        yield Blocker(gate, "bad-colour", sentence, need)
    elif (contrast := contrast_with_white(names.colour)) < CONTRAST_MIN:
        sentence = (
            f"White words on {names.colour} cannot be read well: the contrast is"
            f" {contrast:.1f} to 1, and must be at least {CONTRAST_MIN} to 1."
        )
        yield Blocker(gate, "colour-too-light", sentence, need)
