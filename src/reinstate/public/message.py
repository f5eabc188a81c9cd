"""One dated message of an incident or of a service's return: JSON and feeds say the same."""

from datetime import datetime
from typing import Final

from msgspec import Struct

from reinstate.operations.public_record import PublicNotice, Wording
from reinstate.public.identifiers import public_id
from reinstate.public.words import moment_words, paragraphs

ERASED: Final = "We removed these words."
ERASED_TITLE: Final = "Removed"


MESSAGES_MAX: Final = 50
"""Of an incident or of a return; the updates have pages of their own, and all of them stay."""


class Message(Struct, frozen=True, kw_only=True):
    """What we said at `at`; its id never changes, `changed_at` moves when its words do.

    `status` is a Statuspage word. `notice` is empty for what follows from the facts.
    """

    id: str
    status: str
    text: str
    at: datetime
    changed_at: datetime
    notice: PublicNotice | None = None


def of_notice(notice: PublicNotice, status: str) -> Message:
    """Return approved words as they stand: corrected ones and those taken back say so."""
    return Message(
        id=public_id("notice", notice.id),
        status=status,
        text=f"{title_of(notice)}\n\n{text_of(notice)}",
        at=notice.first_said_at,
        changed_at=notice.changed_at,
        notice=notice,
    )


def of_fact(id_: str, status: str, text: str, at: datetime) -> Message:
    """Return what follows from the facts alone; it is said once and never changes."""
    return Message(id=id_, status=status, text=text, at=at, changed_at=at)


def newest_first(messages: list[Message]) -> tuple[Message, ...]:
    """Return the newest messages; of those of one moment, what was said last comes first."""
    oldest_first = sorted(messages, key=lambda one: one.at)
    return tuple(oldest_first[: -MESSAGES_MAX - 1 : -1])


def title_of(notice: PublicNotice) -> str:
    """Return the title of a notice as one line."""
    title = ERASED_TITLE if notice.now.is_erased else one_line(notice.now.title)
    return f"Taken back: {title}" if notice.state == "withdrawn" else title


def text_of(notice: PublicNotice) -> str:
    """Return the words of a notice, with what became of them."""
    said = _said(notice.now)
    at = moment_words(notice.changed_at)
    if notice.state == "withdrawn":
        return f"We took this back on {at}. We had said:\n\n{said}"
    return f"{said}\n\nCorrected on {at}." if notice.earlier else said


def one_line(text: str) -> str:
    """Return a text as one line, without characters that cannot be printed."""
    return " ".join(" ".join(lines) for lines in paragraphs(text))


def _said(wording: Wording) -> str:
    if wording.is_erased:
        return ERASED
    return "\n\n".join("\n".join(lines) for lines in paragraphs(wording.text))
