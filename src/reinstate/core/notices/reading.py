"""What may be told outside: approved words only, and the book of promises."""

from datetime import datetime

from reinstate.core.journal.events.notices import Audience
from reinstate.core.levels.view import View
from reinstate.core.notices.bound import has_moved
from reinstate.core.state.council import Council
from reinstate.core.state.words import Notice, Promise
from reinstate.core.terms.place import ONLY_ONE, Place
from reinstate.core.terms.reference import Ref, id_of, kind_of, service_of


def approved_notices(council: Council, audience: Audience) -> tuple[Notice, ...]:
    """Return all approved words to an audience, newest first; erased words are left out."""
    found = (
        notice
        for notice in council.notices.values()
        if notice.state == "approved"
        and notice.drafted.audience == audience
        and not is_erased(council, notice)
    )
    return tuple(sorted(found, key=lambda notice: notice.approved_seq, reverse=True))


def current_notices(
    council: Council, audience: Audience, about: Ref | None = None
) -> tuple[Notice, ...]:
    """Return the approved words to an audience about something, newest first.

    About nothing: those to all. About a service: those about it and its cells; about a
    cell: those about it and its service.
    """
    approved = approved_notices(council, audience)
    return tuple(notice for notice in approved if concerns(notice.drafted.about, about))


def in_place(
    council: Council, audience: Audience, place: Place, about: Ref | None
) -> tuple[Notice, ...]:
    """Return the approved words in one place about exactly this, newest first."""
    found = approved_notices(council, audience)
    return tuple(n for n in found if (n.drafted.place, n.drafted.about) == (place, about))


def standing_notices(view: View, audience: Audience) -> tuple[Notice, ...]:
    """Return the approved words that hold at this moment, newest first.

    Words for a level that has moved are left out, also where time alone moved it. Where
    there is room for one text, the newest stands.
    """
    taken: set[tuple[Place, Ref | None]] = set()
    found: list[Notice] = []
    for notice in approved_notices(view.council, audience):
        spot = (notice.drafted.place, notice.drafted.about)
        is_taken = spot in taken and notice.drafted.place in ONLY_ONE
        if not is_taken and has_moved(view, notice) is None:
            found.append(notice)
            taken.add(spot)
    return tuple(found)


def told_updates(council: Council, audience: Audience) -> tuple[Notice, ...]:
    """Return the last words of every update that was ever told, newest first.

    One that was taken back is told as that; one that was corrected stands in `wordings` of
    the words that took its place.
    """
    found = (
        notice
        for notice in council.notices.values()
        if notice.approved_seq
        and notice.drafted.audience == audience
        and notice.drafted.place == "update"
        and notice.state in ("approved", "withdrawn")
    )
    return tuple(sorted(found, key=lambda notice: notice.approved_seq, reverse=True))


def wordings(council: Council, notice: Notice) -> tuple[Notice, ...]:
    """Return a notice and all that was told in its place before, newest first."""
    found = [notice]
    while older := council.notices.get(found[-1].drafted.replaces):
        found.append(older)
    return tuple(one for one in found if one.approved_seq)


def service_of_words(notice: Notice) -> str:
    """Return the id of the service that words are about; empty when they are to all."""
    return _service(notice.drafted.about) if notice.drafted.about is not None else ""


def is_erased(council: Council, notice: Notice) -> bool:
    """Return whether title or text of a notice was erased."""
    return bool(council.redacted.intersection((notice.drafted.title.id, notice.drafted.text.id)))


def drafts(council: Council) -> tuple[Notice, ...]:
    """Return the words that wait for a second person, oldest first."""
    found = (one for one in council.notices.values() if one.state == "draft")
    return tuple(sorted(found, key=lambda notice: notice.seq))


def book(council: Council, audience: Audience | None = None) -> tuple[Promise, ...]:
    """Return every promise, kept and broken and open, in the order they were made."""
    found = (
        one
        for one in council.promises.values()
        if audience is None or one.made.audience == audience
    )
    return tuple(sorted(found, key=lambda promise: promise.seq))


def deadline_of(promise: Promise) -> datetime:
    """Return by when the promise is to be kept."""
    deadline = promise.made.latest or promise.made.say_more_by
    return deadline if deadline is not None else promise.at


def is_overdue(promise: Promise, at: datetime) -> bool:
    """Return whether the date of a promise passed and nobody said how it ended."""
    return promise.state == "open" and at > deadline_of(promise)


def concerns(said: Ref | None, asked: Ref | None) -> bool:
    """Return whether words about `said` belong on the page about `asked`."""
    if said is None or asked is None:
        return said is asked
    return said == asked or (
        "service" in (kind_of(said), kind_of(asked)) and _service(said) == _service(asked)
    )


def _service(about: Ref) -> str:
    return id_of(about) if kind_of(about) == "service" else service_of(about)
