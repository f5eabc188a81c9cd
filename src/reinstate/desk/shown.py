"""What every page of the desk shows: the council, who looks, as of when, and the menu."""

from typing import Any, Final, cast

from django.http import HttpRequest
from msgspec import Struct

from reinstate.core.terms.reference import Ref
from reinstate.desk import proof, routes
from reinstate.desk.seen import Desk, DeskRequest
from reinstate.desk.tour.running import running
from reinstate.desk.who import who
from reinstate.operations import sign_in, situation


class Item(Struct, frozen=True):
    """A page of the menu: the name of its address, its words, the part of the desk it opens."""

    name: str
    words: str
    area: str


MENU: Final = (
    Item("situation", "Situation", "situation"),
    Item("mine", "Mine", "mine"),
    Item("services", "Services", "services"),
    Item("systems", "Systems", "systems"),
    Item("map", "Map", "map"),
    Item("zones", "Zones", "zones"),
    Item("clearances", "Clearances", "clearances"),
    Item("messages", "Messages", "messages"),
    Item("journal", "Journal", "journal"),
    Item("import", "Import", "import"),
    Item("incident", "Incident", "incident"),
    Item("people", "People", "people"),
)


def on_every_page(request: HttpRequest) -> dict[str, Any]:
    """Return what the frame of every page shows; nothing where no desk was put on the request."""
    desk = getattr(request, "desk", None)
    if desk is None:
        return {}
    is_shown = desk.person and not desk.is_past
    return {
        **who(desk),
        "tour": running(request, desk) if is_shown else None,
        "desk": cast("DeskRequest", request).desk,
        "council": (desk.council if desk.council.seq else desk.present).home.council,
        "menu": [item for item in MENU if _is_for(desk, item)] if not is_held(desk) else [],
        "on_glass": on_glass(cast("DeskRequest", request)) if desk.person else (),
    }


def _is_for(desk: Desk, item: Item) -> bool:
    """Return whether a page of the menu opens for this person; all are shown to nobody yet."""
    rule = routes.RULES.get(item.name)
    return rule is not None and (not desk.person or rule.holds(desk.present, desk.person, desk.now))


def is_held(desk: Desk) -> bool:
    """Return whether a second factor has to be set up before any page of the menu opens."""
    is_proved = not desk.person or desk.strength in proof.SECOND
    return not is_proved and sign_in.needs_second_factor(desk.present, desk.person, desk.now)


def on_glass(request: DeskRequest) -> tuple[Ref, ...]:
    """Return what is connected on one signature: red on every page."""
    return situation.resting_on_glass(request.desk.council, request.desk.at)
