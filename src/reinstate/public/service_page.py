"""The page of one service: under fixed headings, in the order in which people ask."""

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from reinstate.core.terms.level import Level
from reinstate.operations.public_record import PublicNotice, PublicService
from reinstate.public.book import Promised, ended, has_more, promised, standing
from reinstate.public.chooser import Question, questions
from reinstate.public.feeds.files import service_feed
from reinstate.public.shown import Line, Tag, Time, Told, line, since, tag, told
from reinstate.public.words import ALL

UPDATES_MAX: Final = 10


class Change(Struct, frozen=True):
    """A level that the service came to have."""

    tag: Tag
    since: Time | None


class ServicePage(Struct, frozen=True, kw_only=True):
    """One service."""

    line: Line
    is_working: bool
    is_mixed: bool
    questions: tuple[Question, ...]
    is_asked_twice: bool
    do_now: tuple[Told, ...]
    money: tuple[Told, ...]
    other_ways: tuple[Told, ...]
    promises: tuple[Promised, ...]
    ended: tuple[Promised, ...]
    has_more_dates: bool
    updates: tuple[Told, ...]
    has_more_updates: bool
    past: tuple[Change, ...]
    feed_path: str


def service_page(service: PublicService, named: Mapping[str, str]) -> ServicePage:
    """Return one service; what it has once only is not asked about."""
    asked = questions(service)
    return ServicePage(
        line=line(service),
        is_working=service.now.level is Level.NORMAL,
        is_mixed=len({cell.now.level for cell in service.cells}) > 1,
        questions=asked,
        is_asked_twice=len(asked) > 1,
        do_now=told(_whole_first(service.do_now), named),
        money=told(_whole_first(service.money), named),
        other_ways=told(_whole_first(service.other_ways), named),
        promises=promised(standing(service.promises)),
        ended=promised(ended(service.promises)),
        has_more_dates=has_more(service.promises),
        updates=told(service.updates[:UPDATES_MAX], named),
        has_more_updates=len(service.updates) > UPDATES_MAX,
        past=tuple(Change(tag(one.level), since(one)) for one in service.past),
        feed_path=service_feed(service.id),
    )


def _whole_first(some: tuple[PublicNotice, ...]) -> list[PublicNotice]:
    """Return what is said to all who use a service before what is said to some."""
    return sorted(some, key=lambda one: (one.channel, one.group) != (ALL, ALL))
