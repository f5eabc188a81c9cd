"""What is kept of one person: for themself, and for who answers somebody that asks."""

from typing import Any, Final

import msgspec
from django.http import Http404, HttpResponse
from django.shortcuts import render

from reinstate.core.terms.reference import PersonId
from reinstate.desk import downloads
from reinstate.desk.people.parts import parts
from reinstate.desk.seen import Desk, DeskRequest
from reinstate.operations.people import KIND_WORDS
from reinstate.operations.personal_record import SCHEMA, PersonalRecord, personal_record

TEXTS_MAX: Final = 50
"""So many texts stand on the page, word for word; the file has all."""

NUMBERS_MAX: Final = 100
"""So many entries, rows and subjects are named on it."""


def of(request: DeskRequest, person: PersonId) -> HttpResponse:
    """Show what is kept of somebody."""
    return render(request, "kept/record.html", _facts(request.desk, _record(request.desk, person)))


def of_you(request: DeskRequest) -> HttpResponse:
    """Show what is kept of the one who looks."""
    return of(request, request.desk.person)


def file_of(request: DeskRequest, person: PersonId) -> HttpResponse:
    """Give it as a file to hand over, as the command line gives it."""
    found = _record(request.desk, person)
    body = {"schema": SCHEMA, **msgspec.to_builtins(found)}
    content = msgspec.json.format(msgspec.json.encode(body), indent=2)
    return downloads.file("what-is-kept.json", content, downloads.JSON)


def file_of_you(request: DeskRequest) -> HttpResponse:
    """Give what is kept of the one who looks, as a file."""
    return file_of(request, request.desk.person)


def _record(desk: Desk, person: PersonId) -> PersonalRecord:
    if person not in desk.present.people:
        raise Http404
    return personal_record(desk.present, person, desk.now)


def _facts(desk: Desk, found: PersonalRecord) -> dict[str, Any]:
    return {
        "area": "people",
        "parts": parts(desk, "kept"),
        "found": found,
        "person": found.person,
        "factors": [KIND_WORDS[kind] for kind in found.person.second_factors],
        "is_own": found.person.id == desk.person,
        "named_in": found.named_in[-NUMBERS_MAX:],
        "named_rest": max(len(found.named_in) - NUMBERS_MAX, 0),
        "rows": found.rows[:NUMBERS_MAX],
        "rows_rest": max(len(found.rows) - NUMBERS_MAX, 0),
        "sightings": found.sightings[:NUMBERS_MAX],
        "sightings_rest": max(len(found.sightings) - NUMBERS_MAX, 0),
        "lists": [_list("Wrote", found.wrote), _list("Named by others in", found.mentioned_in)],
    }


def _list(title: str, texts: tuple[Any, ...]) -> dict[str, Any]:
    rest = max(len(texts) - TEXTS_MAX, 0)
    return {"title": title, "texts": texts[:TEXTS_MAX], "count": len(texts), "rest": rest}
