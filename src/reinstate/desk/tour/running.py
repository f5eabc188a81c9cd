"""Whether a tour runs in this browser, and how far it is.

A cookie says what it is about, since becoming somebody else begins a new session; how far it
is follows from what is known.
"""

from typing import Final, Literal

import msgspec
from django.http import HttpRequest, HttpResponse
from msgspec import Struct

from reinstate.core.state.step import subject_of
from reinstate.core.terms.reference import Ref, is_subject, ref
from reinstate.core.terms.zone import Declared
from reinstate.desk.seen import Desk
from reinstate.desk.tour import bringing_back, first_hours
from reinstate.desk.tour.bringing_back import Play
from reinstate.desk.tour.step import Step

COOKIE: Final = "desk-tour"
WORDS_MAX: Final = 400
ON_ITS_WAY: Final = (Declared.CLEAN, Declared.CONNECTED)


class About(Struct, frozen=True, forbid_unknown_fields=True):
    """Which tour, and the system and service that it is about."""

    kind: Literal["back", "first-hours"]
    subject: Ref
    service: str = ""


class Tour(Struct, frozen=True):
    """A tour as far as it is."""

    about: About
    steps: tuple[Step, ...]

    @property
    def number(self) -> int:
        """Return which step comes now, counted from 1: the first that is not done."""
        return next((n for n, one in enumerate(self.steps, 1) if not one.is_done), len(self.steps))

    @property
    def now(self) -> Step:
        """Return the step that comes now."""
        return self.steps[self.number - 1]

    @property
    def is_last(self) -> bool:
        """Return whether only looking back is left."""
        return self.number == len(self.steps)


def offered(desk: Desk) -> About | None:
    """Return what a tour could be about here, now; nothing where it fits nothing."""
    if not desk.is_practice:
        return None
    if (play := bringing_back.choose(desk)) is not None:
        return About("back", play.subject, play.service)
    subject = first_hours.choose(desk)
    return About("first-hours", subject) if subject else None


def running(request: HttpRequest, desk: Desk) -> Tour | None:
    """Return the tour that runs in this browser; nothing that no longer fits."""
    about = _about(request.COOKIES.get(COOKIE, ""))
    if about is None or not (desk.is_practice and desk.person) or not _is_known(desk, about):
        return None
    return tour_of(desk, about)


def tour_of(desk: Desk, about: About) -> Tour:
    """Return a tour as far as it is."""
    if about.kind == "back":
        return Tour(about, bringing_back.steps(desk, Play(about.subject, about.service)))
    return Tour(about, first_hours.steps(desk, about.subject))


def begin(response: HttpResponse, about: About, *, is_secure: bool) -> None:
    """Let a tour run in this browser until it is closed."""
    words = msgspec.json.encode(about).decode()
    response.set_cookie(COOKIE, words, httponly=True, samesite="Lax", secure=is_secure)


def end(response: HttpResponse) -> None:
    """Let no tour run."""
    response.delete_cookie(COOKIE, samesite="Lax")


def _about(words: str) -> About | None:
    if not words or len(words) > WORDS_MAX:
        return None
    try:
        return msgspec.json.decode(words, type=About)
    except msgspec.DecodeError:
        return None


def _is_known(desk: Desk, about: About) -> bool:
    """Return whether a tour can go on: what was on its way back has not been cut off anew."""
    rows = desk.present.register.rows
    if not is_subject(about.subject) or about.subject not in rows:
        return False
    if about.kind == "first-hours":
        return True
    is_on_its_way = subject_of(desk.present, about.subject).declared in ON_ITS_WAY
    return is_on_its_way and ref("service", about.service) in rows
