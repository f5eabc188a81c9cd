"""A service as a component of Statuspage v2; what that has no word for is under `reinstate`."""

from typing import Any

from reinstate.core.terms.level import COMPONENT_STATUS, WORDS
from reinstate.operations.public_record import PublicLevel, PublicRecord, PublicService
from reinstate.public.api import promise
from reinstate.public.api.notice import notices
from reinstate.public.api.page import SCHEMA
from reinstate.public.identifiers import page_id, public_id, service_address
from reinstate.public.message import one_line
from reinstate.public.moved import service_moved_at
from reinstate.public.words import MEANING, machine_moment

Components = dict[str, dict[str, Any]]
"""By the id of the service, in the order of their names."""


def components(record: PublicRecord) -> Components:
    """Return every service as a component.

    None is ever `under_maintenance`: that a return was promised for these days does not make
    a service that stands still any better than its level.
    """
    places = enumerate(record.services, 1)
    return {service.id: _component(record, service, place) for place, service in places}


def _component(record: PublicRecord, service: PublicService, place: int) -> dict[str, Any]:
    level = service.now.level
    return {
        "id": public_id("service", service.id),
        "name": one_line(service.name),
        "status": COMPONENT_STATUS[level],
        "created_at": machine_moment(service.added_at),
        "updated_at": machine_moment(service_moved_at(service)),
        "position": place,
        "description": MEANING[level],
        "showcase": True,
        "start_date": None,
        "group_id": None,
        "group": False,
        "page_id": page_id(record.host),
        "only_show_if_degraded": False,
        "reinstate": {
            "schema": SCHEMA,
            **_level(service.now),
            "url": f"https://{record.host}{service_address(service.id)}",
            "cells": [
                {"channel": cell.channel, "group": cell.group, **_level(cell.now)}
                for cell in service.cells
            ],
            "return": promise.standing(service.promises),
            "previous_dates": promise.ended(service.promises),
            "do_now": notices(service.do_now),
            "payment_promise": notices(service.money),
            "workaround": notices(service.other_ways),
            "how_to_contact": f"https://{record.host}/help/" if record.words.help else None,
            "also_called": [one_line(one) for one in service.also_called],
            "need": one_line(service.need) or None,
        },
    }


def _level(now: PublicLevel) -> dict[str, Any]:
    return {"state": now.level.value, "words": WORDS[now.level], "since": promise.maybe(now.since)}
