"""How long somebody stays signed in: a day's work at most, and half an hour unused.

A board that asks for news by itself does not count as use, nor does it write the session.
"""

from datetime import datetime, timedelta
from typing import Final

from django.http import HttpRequest

from reinstate.operations import clock

LONGEST: Final = timedelta(hours=8)
UNUSED: Final = timedelta(minutes=30)
NOTED_AFTER: Final = timedelta(minutes=1)
"""Use is noted no more often than this: most requests write nothing."""

BEGAN: Final = "began_at"
USED: Final = "used_at"


def begin(request: HttpRequest) -> None:
    """Note that a session begins now."""
    request.session[BEGAN] = request.session[USED] = clock.machine_now().isoformat()


def is_over(request: HttpRequest, at: datetime) -> bool:
    """Return whether the session is too old, or was unused for too long."""
    began, used = _moment(request, BEGAN), _moment(request, USED)
    if began is None or used is None:
        return True
    return not (began <= at < began + LONGEST and at < used + UNUSED)


def note_use(request: HttpRequest, at: datetime) -> None:
    """Note that the session is in use, unless that was noted just now."""
    used = _moment(request, USED)
    if used is None or at >= used + NOTED_AFTER:
        request.session[USED] = at.isoformat()


def _moment(request: HttpRequest, name: str) -> datetime | None:
    words = request.session.get(name)
    return datetime.fromisoformat(words) if words else None
