"""Gathers the words residents may read: each as two people approved it, in its place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal

from reinstate.core.journal.events.notices import Audience
from reinstate.core.journal.rows import ServiceRow
from reinstate.core.levels.view import View
from reinstate.core.notices.reading import (
    is_erased,
    standing_notices,
    told_updates,
    wordings,
)
from reinstate.core.state.council import Council
from reinstate.core.state.words import Notice
from reinstate.core.terms.moment import EPOCH
from reinstate.core.terms.note import Note
from reinstate.core.terms.reference import EntryId, Ref, id_of, kind_of, ref
from reinstate.operations.public_record import PublicNotice, PublicWords, Wording
from reinstate.operations.told_outside import service_id
from reinstate.store.notes import notes

RESIDENTS: Final[Audience] = "residents"

Texts = Mapping[str, str]
"""Texts by note id: only those that are still what was approved."""


@dataclass
class Said:
    """What residents may read at one look; `left_out` are words that are not as approved."""

    view: View
    texts: Texts
    left_out: list[EntryId] = field(default_factory=list)

    def standing(self) -> tuple[PublicNotice, ...]:
        """Return what stands in its place now, but for updates; newest first."""
        found = standing_notices(self.view, RESIDENTS)
        return self._all(one for one in found if self._is_placed(one))

    def updates(self) -> tuple[PublicNotice, ...]:
        """Return every update ever told, newest first."""
        found = self._all(told_updates(self.view.council, RESIDENTS))
        return tuple(sorted(found, key=lambda one: one.first_said_at, reverse=True))

    def _is_placed(self, notice: Notice) -> bool:
        """Return whether words have a place of their own, not on the page of staff's service."""
        service = service_id(notice.drafted.about)
        is_on_page = not service or is_shown(self.view.council, service)
        return notice.drafted.place != "update" and is_on_page

    def _all(self, found: Iterable[Notice]) -> tuple[PublicNotice, ...]:
        said = [one for notice in found if (one := self._notice(notice)) is not None]
        return tuple(said)

    def _notice(self, notice: Notice) -> PublicNotice | None:
        """Return words as they are read; nothing where they are not those approved."""
        council = self.view.council
        chain = wordings(council, notice)
        worded = [self._wording(one) for one in chain]
        if worded[0] is None:
            return None
        is_update = notice.drafted.place == "update"
        said = [one for one in worded if one is not None]
        service, channel, group = self._about(notice)
        withdrawn = notice.state == "withdrawn" and notice.ended_at
        ended_at = council.time.at(notice.ended_seq, withdrawn) if withdrawn else EPOCH
        state: Literal["standing", "withdrawn"] = "withdrawn" if withdrawn else "standing"
        return PublicNotice(
            id=chain[-1].id,
            place=notice.drafted.place,
            now=worded[0],
            first_said_at=_said_at(council, chain[-1]),
            changed_at=max(said[0].said_at, ended_at),
            service=service,
            channel=channel,
            group=group,
            state=state,
            earlier=tuple(said[1:]) if is_update else (),
        )

    def _about(self, notice: Notice) -> tuple[str, str, str]:
        """Return service, channel and group; of a service that is staff's own, nothing."""
        service = service_id(notice.drafted.about)
        if not is_shown(self.view.council, service):
            return ("", *channel_and_group(None))
        return (service, *channel_and_group(notice.drafted.about))

    def _wording(self, notice: Notice) -> Wording | None:
        title, text = notice.drafted.title, notice.drafted.text
        said_at = _said_at(self.view.council, notice)
        if is_erased(self.view.council, notice):
            return Wording("", "", said_at, is_erased=True)
        if title.id in self.texts and text.id in self.texts:
            return Wording(self.texts[title.id], self.texts[text.id], said_at)
        self.left_out.append(notice.id)
        return None


def texts_of(council: Council) -> Texts:
    """Return the texts that residents were ever told; one altered since is not in it."""
    wanted = {
        note.id: note
        for one in council.notices.values()
        if one.approved_seq and one.drafted.audience == RESIDENTS
        for note in _notes(one)
    }
    kept = notes(wanted)
    return {id_: kept[id_].text for id_ in kept if kept[id_].sha256 == wanted[id_].sha256}


def words_to_all(standing: Iterable[PublicNotice]) -> PublicWords:
    """Return what stands to all by its place, sections in the order they were first said."""
    oldest_first = reversed(tuple(standing))
    found = sorted(oldest_first, key=lambda one: one.first_said_at)
    to_all = [one for one in found if not one.service]

    def place(name: str) -> tuple[PublicNotice, ...]:
        return tuple(one for one in to_all if one.place == name)

    return PublicWords(
        happened=place("happened"),
        money=place("money"),
        help=place("help"),
        your_data=place("your-data"),
        about=place("about"),
    )


def channel_and_group(about: Ref | None) -> tuple[str, str]:
    """Return whom words are for: channel and group of a cell, or all."""
    if about is None or kind_of(about) != "cell":
        return "all", "all"
    _, channel, group = id_of(about).split("/")
    return channel, group


def is_shown(council: Council, service: str) -> bool:
    """Return whether residents use this service; staff's own are not theirs to read about."""
    row = council.register.rows.get(ref("service", service))
    return isinstance(row, ServiceRow) and row.audience == "resident"


def _said_at(council: Council, notice: Notice) -> datetime:
    return council.time.at(notice.approved_seq, notice.approved_at or EPOCH)


def _notes(notice: Notice) -> tuple[Note, Note]:
    return notice.drafted.title, notice.drafted.text
