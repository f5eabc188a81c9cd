"""The phone script: what staff say is what residents read, from the same approved words."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from msgspec import Struct

from reinstate.core.terms.level import Level
from reinstate.desk.leaves import leaf
from reinstate.desk.seen import DeskRequest
from reinstate.operations import residents_read
from reinstate.operations.public_record import PublicNotice, PublicRecord, PublicService
from reinstate.public.preview import HEADINGS, PAYING, WHEN, drawn
from reinstate.public.service_page import ServicePage, service_page
from reinstate.public.shown import names
from reinstate.public.words import moment_words

SCRIPTS_MAX: Final = 12
"""So many services on one page; on paper all of them."""

NEVER_SIGNS: Final = ("never ask", "will never", "scam", "fraud")
"""By what a section is known that says what we never ask for."""


class Script(Struct, frozen=True, kw_only=True):
    """What to say about one service; texts are drawn as residents read them."""

    id: str
    page: ServicePage
    do_now: tuple[str, ...]
    money: tuple[str, ...]
    other_ways: tuple[str, ...]

    @property
    def is_silent(self) -> bool:
        """Return whether nobody has said anything about a service that does not work as usual."""
        has_words = self.do_now or self.money or self.other_ways or self.page.promises
        return not has_words and not self.page.is_working


def phone(request: DeskRequest) -> HttpResponse:
    """Show what to say: of one service, of those that were searched for, or of all."""
    desk = request.desk
    record = residents_read.record(desk.council, desk.at)
    words = " ".join(request.GET.get("q", "").split())[:100]
    chosen = _chosen(record, request.GET.get("service", ""), words)
    is_whole = bool(request.GET.get("all"))
    listed = leaf(request, chosen, len(chosen) or 1 if is_whole else SCRIPTS_MAX, "service")
    named = names(record)
    facts: dict[str, Any] = {
        "area": "messages",
        "here": "phone",
        "words_asked": words,
        "is_whole": is_whole,
        "service_asked": request.GET.get("service", ""),
        **listed,
        "scripts": [_script(one, named) for one in listed["leaf"]],
        "to_all": _to_all(record),
        "never": [drawn(one) for one in _never(record)],
        "next_update": _next_update(record),
        "is_late": record.incident is not None and record.incident.is_late,
        "headings": {**HEADINGS, "when": WHEN},
        "left_out": len(record.left_out),
    }
    return render(request, "messages/phone.html", facts)


def _chosen(record: PublicRecord, service: str, words: str) -> list[PublicService]:
    """Return the services asked for; those that do not work as usual come first."""
    if service:
        return [one for one in record.services if one.id == service]
    wanted = words.casefold().split()
    found = [one for one in record.services if _says(one, wanted)]
    return sorted(found, key=lambda one: one.now.level is Level.NORMAL)


def _says(service: PublicService, wanted: Iterable[str]) -> bool:
    said = " ".join((service.name, service.need, *service.also_called)).casefold()
    return all(word in said for word in wanted)


def _script(service: PublicService, named: Mapping[str, str]) -> Script:
    return Script(
        id=service.id,
        page=service_page(service, named),
        do_now=_drawn(service.do_now),
        money=_drawn(service.money),
        other_ways=_drawn(service.other_ways),
    )


def _drawn(words: Iterable[PublicNotice]) -> tuple[str, ...]:
    return tuple(drawn(one) for one in words)


def _to_all(record: PublicRecord) -> list[tuple[str, list[SafeString]]]:
    """Return what is said to every caller who asks, under the headings of the site."""
    words = record.words
    never = _never(record)
    sections = (
        (HEADINGS["happened"], words.happened),
        (PAYING, words.money),
        (HEADINGS["help"], words.help),
        (HEADINGS["your-data"], words.your_data),
    )
    found = [
        (heading, [drawn(one) for one in some if one not in never]) for heading, some in sections
    ]
    return [(heading, some) for heading, some in found if some]


def _never(record: PublicRecord) -> list[PublicNotice]:
    """Return the approved sections that say what we never ask for."""
    sections = (*record.words.your_data, *record.words.help)
    return [one for one in sections if _is_about_scams(one)]


def _is_about_scams(notice: PublicNotice) -> bool:
    said = f"{notice.now.title} {notice.now.text}".casefold()
    return any(sign in said for sign in NEVER_SIGNS)


def _next_update(record: PublicRecord) -> str:
    due = record.incident.next_update_at if record.incident else None
    return moment_words(due) if due else ""
