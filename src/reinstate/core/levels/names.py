"""How things are named to people, and what somebody who mistyped a name meant."""

from difflib import get_close_matches
from typing import Final

from reinstate.core.state.council import Council
from reinstate.core.state.step import all_cells, cells_of, is_on_register
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.reference import Ref, id_of, kind_of, ref, service_of
from reinstate.core.zones import subjects

NEAREST_MAX: Final = 3
LIKENESS_MIN: Final = 0.5

CHANNELS: Final = {
    "web": "Online",
    "phone": "By phone",
    "email": "By e-mail",
    "post": "By post",
    "in-person": "In person",
}
"""How people reach a service: the channels of most councils, in words."""


def name_of(council: Council, reference: Ref) -> str:
    """Return what people call this; a cell by its service, channel and group."""
    if kind_of(reference) == "cell":
        service = name_of(council, ref("service", service_of(reference)))
        channel, *group = id_of(reference).split("/")[1:]
        told = (CHANNELS.get(channel, channel).lower(), *group)
        parts = [part.replace("-", " ") for part in told if part != "all"]
        return f"{service} ({', '.join(parts)})" if parts else service
    return subjects.name_of(council, reference)


def cells_meant(council: Council, reference: Ref) -> tuple[Ref, ...]:
    """Return the cell, or all cells of the service, that a reference names; none if unknown."""
    if not is_on_register(council, reference):
        return ()
    if kind_of(reference) == "service":
        return cells_of(council, id_of(reference))
    return (reference,) if kind_of(reference) == "cell" else ()


def unknown_cell(council: Council, reference: Ref, gate: str) -> Blocker:
    """Return the refusal of a cell or service that the register lacks, with the nearest."""
    services = [key for key in council.register.rows if kind_of(key) == "service"]
    return unknown(reference, (*services, *all_cells(council)), gate, what="cell")


def unknown(name: str, known: tuple[str, ...], gate: str, *, what: str) -> Blocker:
    """Return the refusal of a name that nobody has, with the nearest that somebody has."""
    nearest = get_close_matches(name, sorted(known), n=NEAREST_MAX, cutoff=LIKENESS_MIN)
    meant = f" Nearest: {', '.join(nearest)}." if nearest else ""
    return Blocker(
        gate,
        f"{what}-unknown",
        f"There is no {what} `{name}`.{meant}",
        "reinstate status",
    )
