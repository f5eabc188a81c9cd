"""Approved words as machines read them, under `reinstate`."""

from collections.abc import Iterable
from typing import Any

from reinstate.operations.public_record import PublicNotice
from reinstate.public.identifiers import public_id
from reinstate.public.message import text_of, title_of
from reinstate.public.words import machine_moment


def notices(some: Iterable[PublicNotice]) -> list[dict[str, Any]]:
    """Return words in the order they come."""
    return [_notice(one) for one in some]


def _notice(notice: PublicNotice) -> dict[str, Any]:
    return {
        "id": public_id("notice", notice.id),
        "title": title_of(notice),
        "text": text_of(notice),
        "said_at": machine_moment(notice.said_at),
        "updated_at": machine_moment(notice.changed_at),
        "channel": notice.channel,
        "group": notice.group,
    }
