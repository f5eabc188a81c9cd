"""One text as a page of the desk shows it: its words, how residents read it, what may be done."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString
from msgspec import Struct

from reinstate.core.notices.approve import ApproveNotice
from reinstate.core.state.council import Council
from reinstate.core.state.words import Notice
from reinstate.core.terms.blocker import Blocker
from reinstate.desk.messages.exact import Piece, exact, has_hidden
from reinstate.desk.messages.named import (
    AUDIENCES,
    PLACES,
    STATE_COLOURS,
    STATES,
    about_words,
)
from reinstate.desk.seen import Desk
from reinstate.operations import residents_read, trying, words_seen
from reinstate.operations.telling import Words
from reinstate.operations.told_outside import service_id
from reinstate.operations.words_seen import WordsSeen
from reinstate.public.preview import drawn, heading


class Tag(Struct, frozen=True):
    """A state in one word, as `look/tag.html` draws it."""

    word: str
    colour: str


class TextSeen(Struct, frozen=True, kw_only=True):
    """A text in words for a page; `read` is how residents get it."""

    seen: WordsSeen
    tag: Tag
    place: str
    audience: str
    about: str
    service: str
    heading: str
    read: SafeString
    title: tuple[Piece, ...]
    text: tuple[Piece, ...]
    has_hidden: bool

    @property
    def id(self) -> str:
        """Return the id of the notice."""
        return self.seen.notice.id


def texts_seen(desk: Desk, wanted: Iterable[Notice]) -> list[TextSeen]:
    """Return these notices as a page shows them, in the order given."""
    return [_seen(desk, one) for one in words_seen.seen(desk.council, wanted, desk.at)]


def approval_blockers(desk: Desk, one: WordsSeen) -> tuple[Blocker, ...]:
    """Return why this person could not approve these words now."""
    command = ApproveNotice(one.notice.id, one.digest)
    return trying.blockers(desk.present, command, desk.acting(), desk.now)


def preview(council: Council, words: Words, at: datetime) -> dict[str, Any]:
    """Return how words would be read that nobody has proposed yet."""
    has_service = bool(service_id(words.about))
    return {
        "read": drawn(residents_read.as_read(words, at)),
        "heading": heading(words.place, has_service=has_service),
        "about": about_words(council, words.about),
        "has_hidden": has_hidden(words.title + words.text),
    }


def _seen(desk: Desk, one: WordsSeen) -> TextSeen:
    drafted = one.notice.drafted
    words = Words(
        audience=drafted.audience,
        title=one.title,
        text=one.text,
        place=drafted.place,
        about=drafted.about,
    )
    said_at = one.notice.approved_at or desk.at
    return TextSeen(
        seen=one,
        tag=Tag(STATES[one.notice.state], STATE_COLOURS[one.notice.state]),
        place=PLACES[drafted.place],
        audience=AUDIENCES[drafted.audience],
        about=about_words(desk.council, drafted.about),
        service=service_id(drafted.about),
        heading=heading(drafted.place, has_service=bool(service_id(drafted.about))),
        read=drawn(residents_read.as_read(words, said_at)),
        title=exact(one.title),
        text=exact(one.text),
        has_hidden=has_hidden(one.title + one.text),
    )
