"""The feeds of the site: what happened, each update by itself, and each service by itself."""

from collections.abc import Iterable
from functools import partial
from typing import Final

from reinstate.operations.public_record import PublicRecord, PublicService
from reinstate.public.drawings import Drawings
from reinstate.public.feeds.atom import Feed, Item, atom
from reinstate.public.feeds.items import (
    of_incident,
    of_level,
    of_maintenance,
    of_promise,
    of_update,
    tag,
)
from reinstate.public.identifiers import INDEX, public_id, service_address, service_path
from reinstate.public.incidents import incidents
from reinstate.public.maintenances import maintenances
from reinstate.public.message import one_line

HISTORY: Final = "history.atom"
UPDATES: Final = "updates.atom"
ITEMS_MAX: Final = 50
"""Of a feed; the newest changes stay."""

_DRAWINGS: Final = Drawings()


def feeds(record: PublicRecord) -> dict[str, bytes]:
    """Return every feed by its path."""
    told = [of_update(record, one) for one in record.updates]
    happened = [
        *(of_incident(record, one) for one in incidents(record)),
        *(of_maintenance(record, one) for one in maintenances(record)),
    ]
    site = {
        HISTORY: _feed(record, HISTORY, "service status", happened),
        UPDATES: _feed(record, UPDATES, "updates", told),
        **{service_feed(one.id): _of_service(record, one) for one in record.services},
    }
    _DRAWINGS.keep_only(site)
    return {path: _DRAWINGS.drawn(path, feed, partial(atom, feed)) for path, feed in site.items()}


def service_feed(service: str) -> str:
    """Return the path of the feed of a service."""
    return f"{service_path(service).removesuffix(INDEX)}{HISTORY}"


def _feed(record: PublicRecord, path: str, what: str, items: Iterable[Item]) -> Feed:
    return Feed(
        id=tag(record, record.opened_at, path.removesuffix(".atom")),
        title=f"{one_line(record.name)}: {what}",
        author=one_line(record.name),
        here=f"https://{record.host}/{path}",
        link=f"https://{record.host}/updates/",
        began=record.opened_at,
        items=_newest(items),
    )


def _of_service(record: PublicRecord, service: PublicService) -> Feed:
    levels = dict.fromkeys((service.now, *service.past))
    return Feed(
        id=tag(record, record.opened_at, f"service/{public_id('service', service.id)}"),
        title=f"{one_line(service.name)}: {one_line(record.name)}",
        author=one_line(record.name),
        here=f"https://{record.host}/{service_feed(service.id)}",
        link=f"https://{record.host}{service_address(service.id)}",
        began=service.added_at,
        items=_newest(
            [
                *(of_level(record, service, one) for one in levels if one.since is not None),
                *(of_update(record, one) for one in service.updates),
                *(of_promise(record, service, one) for one in service.promises),
            ]
        ),
    )


def _newest(items: Iterable[Item]) -> tuple[Item, ...]:
    newest = sorted(items, key=lambda item: (item.updated, item.id), reverse=True)
    return tuple(newest[:ITEMS_MAX])
