"""From what waits for a person to the page where they answer it."""

from collections.abc import Callable
from typing import Final

from msgspec import Struct

from reinstate.core.terms.reference import kind_of
from reinstate.desk import links, routes, wording
from reinstate.desk.seen import Desk
from reinstate.operations.waiting.item import Kind, Waiting

Way = Callable[[Desk, Waiting], str]
"""Makes the address of one page for something that waits."""


class Door(Struct, frozen=True):
    """The word on a link, and the act's page that it opens: its name, and its address."""

    words: str
    name: str = ""
    way: Way | None = None


class Shown(Struct, frozen=True):
    """Something that waits, as a page shows it."""

    waiting: Waiting
    sentence: str
    words: str
    address: str
    is_late: bool


def _with_id(name: str) -> Way:
    return lambda desk, one: links.to(desk, name, one.id)


def _with_about(name: str) -> Way:
    return lambda desk, one: links.to(desk, name, one.about)


def _asked_for(name: str, key: str) -> Way:
    return lambda desk, one: links.to(desk, name, **{key: one.about})


def _alone(name: str) -> Way:
    return lambda desk, _one: links.to(desk, name)


def _opening(desk: Desk, one: Waiting) -> str:
    cell = one.about if kind_of(one.about) == "cell" else ""
    return links.to(desk, "open", one.id, cell=cell)


def _told(desk: Desk, one: Waiting) -> str:
    return links.to(desk, "told", controller=one.id)


def _anew(desk: Desk, one: Waiting) -> str:
    return links.to(desk, "notice-draft", anew=one.id)


DOORS: Final[dict[Kind, Door]] = {
    Kind.GLASS: Door("Decide"),
    Kind.UNKNOWN: Door("Look"),
    Kind.DEMAND: Door("Decide"),
    Kind.SIGN: Door("Sign", "proposal-sign", _with_id("proposal-sign")),
    Kind.CLEAR: Door("Sign", "clear", _asked_for("clear", "subject")),
    Kind.RECONNECT: Door("Reconnect", "reconnect", _with_about("reconnect")),
    Kind.AUTHORITY: Door("Tell", "told", _told),
    Kind.APPROVE: Door("Approve", "notice-approve", _with_id("notice-approve")),
    Kind.FINDING: Door("Decide"),
    Kind.OPEN: Door("Open", "open", _opening),
    Kind.ACCEPT: Door("Accept", "accept", _with_about("accept")),
    Kind.CLEAN: Door("Move", "clean", _with_about("clean")),
    Kind.PHASE: Door("Decide", "phase", _alone("phase")),
    Kind.NEXT_UPDATE: Door("Tell", "next-update", _alone("next-update")),
    Kind.PROMISE: Door("Answer", "promise-end", _with_id("promise-end")),
    Kind.WORDS: Door("Draft", "notice-draft", _anew),
    Kind.LEVEL_REVIEW: Door("Review"),
    Kind.CONDITION: Door("Answer", "condition", _with_id("condition")),
    Kind.CONFIRM: Door("Vouch", "confirm", _with_id("confirm")),
    Kind.SEEN: Door("Look"),
    Kind.COUNT: Door("Count", "backlog-count", _with_id("backlog-count")),
    Kind.WORK: Door("Look"),
    Kind.TEXT_REVIEW: Door("Decide", "kept", _alone("kept")),
}
"""By what waits: the act's page; without one, the page of what it is about."""

INSTEAD: Final[dict[Kind, str]] = {
    Kind.SIGN: "proposals",
    Kind.APPROVE: "messages",
    Kind.WORDS: "messages",
    Kind.PROMISE: "messages",
    Kind.NEXT_UPDATE: "messages",
    Kind.AUTHORITY: "incident",
    Kind.CONDITION: "incident",
    Kind.PHASE: "incident",
    Kind.CONFIRM: "people",
    Kind.UNKNOWN: "zones",
    Kind.SEEN: "zones",
}
"""Where a thing stands that has no page of its own."""


def shown(desk: Desk, one: Waiting) -> Shown:
    """Return something that waits with the words of its link, and where that leads."""
    door = DOORS[one.kind]
    sentence = wording.said(desk, one.sentence)
    return Shown(one, sentence, door.words, address(desk, one), one.is_late(desk.at))


def address(desk: Desk, one: Waiting) -> str:
    """Return the page of the act, else of what it is about; empty where there is none yet."""
    door = DOORS[one.kind]
    if door.way is not None and links.leads(desk, door.name):
        return door.way(desk, one)
    if one.about and (page := links.page_of(desk, one.about)):
        return page
    name = INSTEAD.get(one.kind, "")
    return links.to(desk, name) if name in routes.RULES else ""
