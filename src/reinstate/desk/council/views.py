"""What holds for the whole council: what it is called, its limits, the checks it asks for."""

from collections.abc import Iterable
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from msgspec import Struct

from reinstate.core.journal.events.home import CheckRule
from reinstate.core.terms.limit import LENGTHEN_TO_TIGHTEN
from reinstate.desk.people.parts import parts
from reinstate.desk.seen import Desk, DeskRequest
from reinstate.desk.subjects.checking import check_words
from reinstate.desk.wording import HOSTED, LIMITS, WAYS
from reinstate.operations import times

KINDS: Final = {
    "practice": "A practice home: nothing in it is real",
    "exercise": "An exercise: nothing in it is real",
    "real": "The council's own",
}
RULES_MAX: Final = 100
"""So many rules about checks are listed."""


class LimitSeen(Struct, frozen=True):
    """A limit as the page lists it."""

    limit: str
    words: str
    span: str
    stricter: str


class RuleSeen(Struct, frozen=True):
    """Which systems must pass which checks."""

    whom: str
    checks: str


def council(request: DeskRequest) -> HttpResponse:
    """Show it."""
    desk = request.desk
    home = desk.council.home
    facts = {
        "area": "people",
        "parts": parts(desk, "council"),
        "names": home.council,
        "home": home,
        "kind": KINDS.get(home.kind, home.kind),
        "has_clock": desk.present.home.kind != "real",
        "limits": limits(desk),
        "rules": rules(home.required_checks),
        "added": rules(home.added_checks),
    }
    return render(request, "council/council.html", facts)


def limits(desk: Desk) -> tuple[LimitSeen, ...]:
    """Return every limit of this home as it stood at the moment of the page."""
    stands = desk.council.home.limits
    return tuple(
        LimitSeen(
            limit.value,
            words,
            times.span_words(stands[limit]),
            "longer" if limit in LENGTHEN_TO_TIGHTEN else "shorter",
        )
        for limit, words in LIMITS.items()
        if limit in stands
    )


def rules(found: Iterable[CheckRule]) -> tuple[RuleSeen, ...]:
    """Return rules about checks in words."""
    return tuple(
        RuleSeen(_whom(rule), ", ".join(map(check_words, rule.checks)))
        for rule in tuple(found)[:RULES_MAX]
    )


def _whom(rule: CheckRule) -> str:
    parts_ = (
        f"of the kind {', '.join(rule.kinds)}" if rule.kinds else "",
        " or ".join(HOSTED[one][0].lower() + HOSTED[one][1:] for one in rule.hosting),
        f"whose way back is to {' or to '.join(WAYS[one] for one in rule.routes)}"
        if rule.routes
        else "",
    )
    said = ", ".join(filter(None, parts_))
    return f"Systems {said}" if said else "Every system"
