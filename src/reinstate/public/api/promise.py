"""Promises as machines read them, under `reinstate`: those that stand, and those that ended."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from reinstate.operations.public_record import PublicPromise
from reinstate.public import book
from reinstate.public.words import machine_moment


def standing(promises: Iterable[PublicPromise]) -> list[dict[str, Any]]:
    """Return the newest promises that stand."""
    return [_promise(one) for one in book.standing(promises)]


def ended(promises: Iterable[PublicPromise]) -> list[dict[str, Any]]:
    """Return the newest promises that ended, with how."""
    return [_promise(one) for one in book.ended(promises)]


def maybe(at: datetime | None) -> str | None:
    """Return a moment as machines read it, or null."""
    return machine_moment(at) if at is not None else None


def _promise(promise: PublicPromise) -> dict[str, Any]:
    return {
        "earliest": maybe(promise.earliest),
        "latest": maybe(promise.latest),
        "say_more_by": maybe(promise.say_more_by),
        "stated_on": machine_moment(promise.said_at),
        "is_overdue": promise.is_overdue,
        "state": promise.state,
        "ended_on": maybe(promise.ended_at),
        "channel": promise.channel,
        "group": promise.group,
    }
