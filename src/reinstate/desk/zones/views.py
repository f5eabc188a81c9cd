"""The zones: how many stand in each, what speaks against it, and what can be done at once."""

from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render

from reinstate.desk import links
from reinstate.desk.seen import DeskRequest
from reinstate.desk.zones import standing
from reinstate.operations.overview import overview

ROWS_MAX: Final = 200
"""So many links, waves or device groups are listed."""

WAITING_MAX: Final = 20
"""Of what waits, so many are listed one by one."""


def zones(request: DeskRequest) -> HttpResponse:
    """Show the zones."""
    desk = request.desk
    found = overview(desk.council, desk.at, is_past=desk.is_past)
    council, at = found.council, found.at
    lists: dict[str, list[Any]] = {
        "demanded": standing.demanded(council, at),
        "belied": standing.belied(found, is_past=desk.is_past),
        "proposed": standing.proposed(council, at),
        "reversible": standing.reversible(council, found.subjects, at),
        "watched": standing.on_watch(council, at),
    }
    facts: dict[str, Any] = {
        "area": "zones",
        "counts": standing.counts(found),
        "groups": [
            {
                "kind": kind,
                "words": words,
                "rows": standing.rows(found, kind, is_past=desk.is_past)[:ROWS_MAX],
            }
            for kind, words in standing.KINDS.items()
            if kind != "system"
        ],
        "unseen_count": standing.unseen_count(found, is_past=desk.is_past),
        "silent_count": sum(bool(one.silent_since) for one in lists["watched"]),
        "may_see": links.leads(desk, "see-many"),
        "may_withdraw": links.leads(desk, "withdraw"),
        "may_sign": links.leads(desk, "proposal-sign"),
        "may_hear": links.leads(desk, "hear-many"),
        **{name: listed[:WAITING_MAX] for name, listed in lists.items()},
        **{f"{name}_count": len(listed) for name, listed in lists.items()},
    }
    return render(request, "zones/zones.html", facts)
