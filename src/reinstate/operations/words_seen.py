"""Words to people outside as staff see them: what was drafted, by whom, and what became of it."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Literal

from msgspec import Struct

from reinstate.core.levels.view import View
from reinstate.core.notices.bound import has_moved, written_for
from reinstate.core.notices.digest import words_digest
from reinstate.core.notices.reading import is_erased, service_of_words
from reinstate.core.state.council import Council
from reinstate.core.state.words import Notice
from reinstate.core.terms.level import Level
from reinstate.core.terms.note import Note
from reinstate.operations.texts import ERASED
from reinstate.store.notes import notes

Kept = Literal["kept", "erased", "altered"]


class WordsSeen(Struct, frozen=True, kw_only=True):
    """A notice with its words.

    `for_level` is what it read when they were written; `now` what it reads, where that is
    another. `kept` says whether the words are those that were drafted.
    """

    notice: Notice
    title: str
    text: str
    digest: str
    kept: Kept
    for_level: Level | None
    now: Level | None

    @property
    def is_ended(self) -> bool:
        """Return whether they no longer stand, nor wait."""
        return self.notice.state in ("withdrawn", "replaced", "lapsed")


def seen(council: Council, wanted: Iterable[Notice], at: datetime) -> tuple[WordsSeen, ...]:
    """Return these notices with their words, in the order given."""
    found, view = tuple(wanted), View(council, at)
    texts = notes(note.id for one in found for note in _notes(one))
    said = {id_: (note.text, note.sha256) for id_, note in texts.items()}
    return tuple(_seen(view, one, said) for one in found)


def waiting(council: Council) -> tuple[Notice, ...]:
    """Return what waits for a second person, the newest first."""
    return _newest(one for one in council.notices.values() if one.state == "draft")


def standing(council: Council) -> tuple[Notice, ...]:
    """Return what was approved and stands, the newest first."""
    found = (one for one in council.notices.values() if one.state == "approved")
    return tuple(sorted(found, key=lambda one: one.approved_seq, reverse=True))


def ended(council: Council) -> tuple[Notice, ...]:
    """Return what was taken back, replaced or lapsed, what ended last first."""
    found = (one for one in council.notices.values() if one.ended_seq)
    return tuple(sorted(found, key=lambda one: one.ended_seq, reverse=True))


def unfilled(council: Council) -> tuple[Notice, ...]:
    """Return words that lapsed and whose place is still empty, what lapsed last first."""
    taken = {_spot(one) for one in council.notices.values() if one.state in ("draft", "approved")}
    found: dict[object, Notice] = {}
    for one in ended(council):
        if one.state == "lapsed" and _spot(one) not in taken:
            found.setdefault(_spot(one), one)
    return tuple(found.values())


def ends_with_level(council: Council, service: str, at: datetime) -> tuple[Notice, ...]:
    """Return what stands about a service and ends as soon as it reads otherwise."""
    view = View(council, at)
    return tuple(
        one
        for one in standing(council)
        if is_of(one, service) and one.drafted.levels and has_moved(view, one) is None
    )


def of_service(council: Council, service: str) -> tuple[Notice, ...]:
    """Return what waits or stands about a service or its cells, the newest first."""
    found = (*waiting(council), *standing(council))
    return tuple(one for one in found if is_of(one, service))


def is_of(notice: Notice, service: str) -> bool:
    """Return whether words are about a service or one of its cells."""
    return service_of_words(notice) == service


def _newest(some: Iterable[Notice]) -> tuple[Notice, ...]:
    return tuple(sorted(some, key=lambda one: one.seq, reverse=True))


def _spot(notice: Notice) -> tuple[object, ...]:
    drafted = notice.drafted
    return drafted.audience, drafted.place, drafted.about


def _seen(view: View, notice: Notice, said: dict[str, tuple[str, str]]) -> WordsSeen:
    title, text = _notes(notice)
    return WordsSeen(
        notice=notice,
        title=said.get(title.id, (ERASED, ""))[0],
        text=said.get(text.id, (ERASED, ""))[0],
        digest=words_digest(notice.drafted),
        kept=_kept(view.council, notice, said),
        for_level=written_for(notice),
        now=has_moved(view, notice) if notice.state in ("draft", "approved") else None,
    )


def _kept(council: Council, notice: Notice, said: dict[str, tuple[str, str]]) -> Kept:
    if is_erased(council, notice) or any(note.id not in said for note in _notes(notice)):
        return "erased"
    is_same = all(said[note.id][1] == note.sha256 for note in _notes(notice))
    return "kept" if is_same else "altered"


def _notes(notice: Notice) -> Iterator[Note]:
    yield notice.drafted.title
    yield notice.drafted.text
