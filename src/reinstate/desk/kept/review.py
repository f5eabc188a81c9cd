"""What is due for review: texts, and names of people who left; to be kept longer, or erased."""

from datetime import date
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render

from reinstate.core.terms.trouble import BadInput
from reinstate.desk import links
from reinstate.desk.leaves import leaf
from reinstate.desk.people.parts import parts
from reinstate.desk.seen import DeskRequest
from reinstate.operations import kept_texts, retention
from reinstate.operations.times import instant

TEXTS_MAX: Final = 25
"""So many texts stand on one leaf of the list."""

PEOPLE_MAX: Final = 200
"""So many people who left are listed; the first due come first."""


def kept(request: DeskRequest) -> HttpResponse:
    """Show what is due for review by today, or by a day that somebody asks for."""
    desk = request.desk
    by, trouble = _by(request)
    people = retention.people_due(desk.present, by)
    listed = leaf(request, retention.texts_due(desk.present, by), TEXTS_MAX, "text")
    texts = kept_texts.kept_texts(desk.present, listed["leaf"])
    facts: dict[str, Any] = {
        **listed,
        "area": "people",
        "parts": parts(desk, "kept"),
        "by": by,
        "trouble": trouble,
        "today": retention.today(desk.now),
        "texts": sorted(texts, key=lambda text: (text.review_on, text.seq)),
        "people": people[:PEOPLE_MAX],
        "people_rest": max(len(people) - PEOPLE_MAX, 0),
        "may_answer": links.leads(desk, "erase"),
        "is_ticked": "ticked" in request.GET,
        "ticked": _ticked(request),
    }
    return render(request, "kept/kept.html", facts)


def _ticked(request: DeskRequest) -> str:
    query = request.GET.copy()
    query["ticked"] = "1"
    return f"?{query.urlencode()}"


def _by(request: DeskRequest) -> tuple[date, str]:
    """Return the day that is asked about; and what is wrong with it, if something is."""
    now, words = request.desk.now, request.GET.get("by", "").strip()
    try:
        return retention.today(instant(words, now) if words else now), ""
    except BadInput as trouble:
        return retention.today(now), f"{trouble.sentence} This is what is due today."
