"""Messages: what waits for a second person, what residents read now, and what ended."""

from typing import Any, Final

from django.http import Http404, HttpResponse
from django.shortcuts import render

from reinstate.core.levels.names import name_of
from reinstate.core.state.words import Notice
from reinstate.core.terms.reference import EntryId, ref
from reinstate.desk import residents
from reinstate.desk.leaves import leaf
from reinstate.desk.messages.seeing import approval_blockers, texts_seen
from reinstate.desk.seen import Desk, DeskRequest
from reinstate.operations import proposals_seen, words_seen
from reinstate.operations.site_seen import site_seen

WAITING_MAX: Final = 20
UNFILLED_MAX: Final = 20
STANDING_MAX: Final = 50
ENDED_MAX: Final = 50


def messages(request: DeskRequest) -> HttpResponse:
    """Show what waits: drafts, places that fell empty, the next update, the pages themselves."""
    desk = request.desk
    council = desk.council
    drafts, unfilled = words_seen.waiting(council), words_seen.unfilled(council)
    texts = texts_seen(desk, drafts[:WAITING_MAX])
    facts = {
        **_shared(desk, "messages"),
        "waiting": [(one, _own(desk, one.seen.notice)) for one in texts],
        "waiting_count": len(drafts),
        "unfilled": texts_seen(desk, unfilled[:UNFILLED_MAX]),
        "unfilled_count": len(unfilled),
        "proposals": len(proposals_seen.waiting(council, desk.at)),
        "incident": council.incident,
        "is_late": _is_late(desk),
        "public": residents.front(desk),
        "site": site_seen(council, desk.at) if not desk.is_past else None,
        "standing_count": len(words_seen.standing(council)),
    }
    return render(request, "messages/messages.html", facts)


def shown(request: DeskRequest) -> HttpResponse:
    """Show the words that stand, to whom and where; of one service if the address says so."""
    desk, service = request.desk, request.GET.get("service", "")
    found = [
        one
        for one in words_seen.standing(desk.council)
        if not service or words_seen.is_of(one, service)
    ]
    facts = {
        **_shared(desk, "messages-shown"),
        **leaf(request, found, STANDING_MAX, "text"),
        "of": name_of(desk.council, ref("service", service)) if service else "",
    }
    facts["texts"] = texts_seen(desk, facts["leaf"])
    return render(request, "messages/shown.html", facts)


def ended(request: DeskRequest) -> HttpResponse:
    """Show the words that ended, how and when."""
    desk = request.desk
    found = words_seen.ended(desk.council)
    facts = {**_shared(desk, "messages-ended"), **leaf(request, found, ENDED_MAX, "text")}
    facts["texts"] = texts_seen(desk, facts["leaf"])
    return render(request, "messages/ended.html", facts)


def message(request: DeskRequest, notice: EntryId) -> HttpResponse:
    """Show one text: its exact words, how residents read it, and what may be done with it."""
    desk = request.desk
    known = desk.council.notices.get(notice)
    if known is None:
        raise Http404
    (text,) = texts_seen(desk, (known,))
    chain = [desk.council.notices.get(known.drafted.replaces)] if known.drafted.replaces else []
    blockers = approval_blockers(desk, text.seen) if known.state == "draft" else ()
    facts = {
        **_shared(desk, ""),
        "text": text,
        "before": texts_seen(desk, filter(None, chain)),
        "blockers": blockers,
        "is_own": _own(desk, known),
        "public": _read_at(desk, known, text.service),
    }
    return render(request, "messages/message.html", facts)


def _shared(desk: Desk, here: str) -> dict[str, Any]:
    return {"area": "messages", "here": here, "drafts": len(words_seen.waiting(desk.council))}


def _own(desk: Desk, notice: Notice) -> bool:
    """Return whether this person drafted the words, and so may not approve them."""
    return notice.by == desk.person


def _read_at(desk: Desk, notice: Notice, service: str) -> str:
    """Return where residents read these words; nothing where they do not."""
    if notice.drafted.audience != "residents" or notice.state != "approved":
        return ""
    return residents.page_of_service(desk, service) if service else residents.front(desk)


def _is_late(desk: Desk) -> bool:
    incident = desk.council.incident
    due = incident.next_update_at if incident else None
    return due is not None and desk.at > due
