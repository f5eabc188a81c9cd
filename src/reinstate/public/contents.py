"""What each page of the site says, one after another."""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from typing import Any, Final

from msgspec import Struct

from reinstate.operations.public_record import PublicRecord, PublicService
from reinstate.public import lists, menu
from reinstate.public.book import Promised, ended, has_more, promised, standing, tally
from reinstate.public.feeds.files import service_feed
from reinstate.public.front import front, rows
from reinstate.public.identifiers import public_id, service_path
from reinstate.public.menu import Link
from reinstate.public.moved import promise_moved_at
from reinstate.public.service_page import service_page
from reinstate.public.shown import Line, Told, line, names, tags, time, told
from reinstate.public.volumes import Volume, volumes
from reinstate.public.words import counted, day_words

MISSING: Final = "404.html"
WHOLE_MAX: Final = 30
"""How many updates the list tells the first sentence of; older ones show their title."""

UNDER_HOME: Final = (menu.HOME,)
UNDER_SERVICES: Final = (menu.HOME, menu.SERVICES)
UNDER_UPDATES: Final = (menu.HOME, menu.UPDATES)
UNDER_ABOUT: Final = (menu.HOME, menu.ABOUT)
UNDER_DATES: Final = (*UNDER_ABOUT, menu.DATES)


class Page(Struct, frozen=True):
    """One page: its file, its template, what it says, and the pages above it."""

    path: str
    template: str
    facts: dict[str, Any]
    trail: tuple[Link, ...] = UNDER_HOME


class Paid(Struct, frozen=True):
    """A service, what we say about money for it, and when; `id` is its place on the page."""

    line: Line
    id: str
    told: tuple[Told, ...]
    promises: tuple[Promised, ...]


class Day(Struct, frozen=True):
    """The updates of one day."""

    words: str
    updates: tuple[Told, ...]


def every_page(record: PublicRecord) -> Iterator[Page]:
    """Yield every page; what each last changed by is among its facts."""
    changed = time(record.changed_at)
    for page in (*_found_by(record), *_words(record), *_about_us(record), *_long(record)):
        yield Page(page.path, page.template, {"changed": changed, **page.facts}, page.trail)
    named = names(record)
    for service in record.services:
        facts = {"page": service_page(service, named), "changed": time(service.changed_at)}
        yield Page(service_path(service.id), "service.html", facts, UNDER_SERVICES)
    for update in told(record.updates, named):
        facts = {"update": update, "changed": update.changed}
        yield Page(update.path, "update.html", facts, UNDER_UPDATES)
    yield Page(MISSING, "missing.html", {}, ())


def _found_by(record: PublicRecord) -> Iterator[Page]:
    """Yield the pages on which people look for their service."""
    shared = {
        "total": str(len(record.services)),
        "has_needs": _has_needs(record.services),
        "counted": counted(record),
    }
    yield Page(menu.HOME.path, "home.html", {"front": front(record), **shared}, ())
    letters = {"letters": lists.letters(record.services), "tags": tags()}
    yield Page(menu.SERVICES.path, "services.html", {**letters, **shared})
    needs = {"needs": lists.needs(record.services) if shared["has_needs"] else ()}
    yield Page(menu.NEEDS.path, "needs.html", {**needs, **shared}, UNDER_SERVICES)
    standings = {"standings": lists.standings(record)}
    yield Page(menu.STATES.path, "states.html", {**standings, **shared}, UNDER_SERVICES)
    pack = {"front": front(record), "rows": rows(record), "tags": tags()}
    yield Page(menu.PRINT.path, "print.html", {**pack, **shared})


def _words(record: PublicRecord) -> Iterator[Page]:
    """Yield the pages of approved words."""
    named, words = names(record), record.words
    yield Page(
        menu.PAYMENTS.path,
        "payments.html",
        {"sections": told(words.money, named), "services": _with_money(record)},
    )
    yield Page(menu.HELP.path, "help.html", {"sections": told(words.help, named)})
    yield Page(menu.YOUR_DATA.path, "your_data.html", {"sections": told(words.your_data, named)})


def _about_us(record: PublicRecord) -> Iterator[Page]:
    """Yield the pages about this site, and how to follow it."""
    feeds = tuple((line(one), service_feed(one.id)) for one in record.services)
    yield Page(menu.SUBSCRIBE.path, "subscribe.html", {"services": feeds})
    named, words = names(record), record.words
    about = {
        "happened": told(words.happened, named),
        "sections": told(words.about, named),
        "incidents": tuple(
            (day_words(one.began_at), day_words(one.closed_at) if one.closed_at else "")
            for one in record.incidents
        ),
        "tags": tags(),
        "tally": tally(record.promises),
        "promises": promised(standing(record.promises), named),
        "ended": promised(ended(record.promises), named),
        "has_more_dates": has_more(record.promises),
    }
    yield Page(menu.ABOUT.path, "about.html", about)


def _long(record: PublicRecord) -> Iterator[Page]:
    """Yield the lists that grow for as long as there is something to tell."""
    named = names(record)
    for part in volumes("updates", record.updates):
        updates = told(part.items, named)
        whole = 0 if part.number else WHOLE_MAX
        facts = {"days": tuple(_days(updates[:whole])), "older": updates[whole:]}
        moved = (one.changed_at for one in part.items)
        yield _volume(part, "updates.html", facts, moved, UNDER_UPDATES)
    for book in volumes("about/dates", record.promises):
        dates = {"promises": promised(book.items, named)}
        moved = (promise_moved_at(one) for one in book.items)
        yield _volume(book, "dates.html", dates, moved, UNDER_DATES)


def _volume(
    part: Volume[Any],
    template: str,
    facts: dict[str, Any],
    moved: Iterator[datetime],
    above: tuple[Link, ...],
) -> Page:
    """Return a page of a long list; an older one changes with what stands on it alone."""
    ways = {"volume": part.number, "newer_path": part.newer, "older_path": part.older}
    if not part.number:
        return Page(part.path, template, {**ways, **facts}, above[:-1])
    return Page(part.path, template, {**ways, **facts, "changed": time(max(moved))}, above)


def _has_needs(services: tuple[PublicService, ...]) -> bool:
    return any(service.need for service in services)


def _with_money(record: PublicRecord) -> tuple[Paid, ...]:
    named = names(record)
    return tuple(
        Paid(
            line(one),
            f"money-{public_id('service', one.id)}",
            told(one.money, named),
            promised(standing(one.promises)),
        )
        for one in record.services
        if one.money
    )


def _days(updates: tuple[Told, ...]) -> Iterator[Day]:
    for words, group in groupby(updates, key=lambda one: one.day):
        yield Day(words, tuple(group))
