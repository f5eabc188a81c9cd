"""Everything that waits for the person who looks, by kind, with when it is due."""

from itertools import groupby
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from msgspec import Struct

from reinstate.desk.mine.doors import Shown, shown
from reinstate.desk.seen import DeskRequest
from reinstate.operations.waiting.everything import ORDER, waiting
from reinstate.operations.waiting.item import Kind

GROUP_MAX: Final = 25
"""So many of one kind are named; the pages of their area have the rest."""

TITLES: Final[dict[Kind, str]] = {
    Kind.GLASS: "Connected on one signature",
    Kind.UNKNOWN: "Nobody knows how it stands",
    Kind.DEMAND: "Connected, and must not stay so",
    Kind.SIGN: "Sign second",
    Kind.CLEAR: "Clear",
    Kind.RECONNECT: "Put back on the network",
    Kind.AUTHORITY: "Tell the authority",
    Kind.APPROVE: "Approve words",
    Kind.FINDING: "Settle what was found",
    Kind.OPEN: "Open services again",
    Kind.ACCEPT: "Accept systems as they are",
    Kind.CLEAN: "Move to the clean zone",
    Kind.PHASE: "Enter the next phase",
    Kind.NEXT_UPDATE: "Tell residents more",
    Kind.PROMISE: "Promises that are due",
    Kind.WORDS: "Words that ended",
    Kind.LEVEL_REVIEW: "Look again at a level",
    Kind.CONDITION: "Conditions of this phase",
    Kind.CONFIRM: "Vouch for people",
    Kind.SEEN: "Ordered off, and not seen",
    Kind.COUNT: "Count backlogs",
    Kind.WORK: "Steps on the way back",
    Kind.TEXT_REVIEW: "Texts and names to review",
}


class Group(Struct, frozen=True):
    """Things of one kind: the first of them, and how many more there are."""

    kind: Kind
    title: str
    shown: tuple[Shown, ...]
    count: int

    @property
    def more(self) -> int:
        """Return how many are not named."""
        return self.count - len(self.shown)


def mine(request: DeskRequest) -> HttpResponse:
    """Show what waits for the person who looks."""
    desk = request.desk
    found = waiting(desk.council, desk.person, desk.at, is_past=desk.is_past)
    groups: list[Group] = []
    for kind, some in groupby(sorted(found, key=lambda one: ORDER[one.kind]), lambda one: one.kind):
        every = tuple(some)
        named = tuple(shown(desk, one) for one in every[:GROUP_MAX])
        groups.append(Group(kind, TITLES[kind], named, len(every)))
    late = sum(one.is_late(desk.at) for one in found)
    facts = {"area": "mine", "groups": groups, "count": len(found), "late": late}
    return render(request, "mine/mine.html", facts)
