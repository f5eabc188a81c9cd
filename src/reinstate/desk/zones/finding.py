"""Find what to isolate: open to who has not set up a second factor yet, as isolating is."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render

from reinstate.core.levels.names import name_of
from reinstate.core.state.council import Council
from reinstate.core.state.step import subject_of
from reinstate.core.terms.reference import Ref, id_of
from reinstate.core.terms.zone import Declared
from reinstate.core.zones.subjects import all_subjects
from reinstate.desk.seen import DeskRequest

FOUND_MAX: Final = 20
"""So many are listed; the rest is counted."""

WORDS_MAX: Final = 100
"""Of a search: what is longer is cut."""


def find(request: DeskRequest) -> HttpResponse:
    """Show what has these words in its name or id, each with the way to isolate it."""
    words = request.GET.get("q", "").strip()[:WORDS_MAX]
    found = _found(request.desk.present, words)
    facts = {
        "area": "zones",
        "words": words,
        "found": [
            (name, one, subject_of(request.desk.present, one).declared is Declared.ISOLATED)
            for name, one in found[:FOUND_MAX]
        ],
        "rest_count": max(len(found) - FOUND_MAX, 0),
    }
    return render(request, "zones/find.html", facts)


def _found(council: Council, words: str) -> list[tuple[str, Ref]]:
    wanted = words.casefold().split()
    named = ((name_of(council, one), one) for one in all_subjects(council) if wanted)
    return sorted(
        (name, one)
        for name, one in named
        if all(word in f"{name} {id_of(one)}".casefold() for word in wanted)
    )
