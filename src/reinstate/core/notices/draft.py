"""Draft: words somebody proposes to say; nobody outside sees them yet."""

from collections.abc import Iterator

from msgspec import Struct

from reinstate.core.journal.asking import Asking
from reinstate.core.journal.events.notices import Audience, NoticeDrafted
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.levels.view import View
from reinstate.core.notices.bound import levels_for
from reinstate.core.notices.known import about_blockers, notice_blockers
from reinstate.core.notices.reading import in_place
from reinstate.core.state.council import Council
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.note import Note
from reinstate.core.terms.place import ABOUT_SERVICES, ONLY_ONE, TO_ALL, Place
from reinstate.core.terms.reference import EntryId, Ref
from reinstate.core.terms.trouble import Refused

GATE = "notice"


class DraftNotice(Struct, frozen=True, kw_only=True):
    """Propose words to an audience, about a service, a cell or (without `about`) all.

    `replaces` is the notice whose place they take; in a place with room for one text it is
    the one that stands there, whether named or not.
    """

    audience: Audience
    title: Note
    text: Note
    place: Place = "update"
    about: Ref | None = None
    replaces: EntryId = ""


def blockers(council: Council, command: DraftNotice, _asking: Asking) -> tuple[Blocker, ...]:
    """Return why these words cannot be proposed."""
    found = [*about_blockers(council, command.about, GATE), *_place(command)]
    if command.replaces:
        found += notice_blockers(council, command.replaces, GATE)
        found += _elsewhere(council, command)
    return tuple(found)


def decide(council: Council, command: DraftNotice, asking: Asking) -> tuple[AnyEvent, ...]:
    """Return the draft."""
    if found := blockers(council, command, asking):
        raise Refused(found)
    drafted = NoticeDrafted(
        audience=command.audience,
        title=command.title,
        text=command.text,
        place=command.place,
        about=command.about,
        levels=levels_for(View(council, asking.at), command.place, command.about),
        replaces=command.replaces or _standing(council, command),
    )
    return (drafted,)


def _standing(council: Council, command: DraftNotice) -> EntryId:
    """Return the words that stand where there is room for these alone; empty without any."""
    if command.place not in ONLY_ONE:
        return ""
    there = in_place(council, command.audience, command.place, command.about)
    return there[0].id if there else ""


def _place(command: DraftNotice) -> Iterator[Blocker]:
    """Yield the refusal of words about nothing in a place about services, and the reverse."""
    if command.place in TO_ALL and command.about is not None:
        sentence = f"Words in the place {command.place} are to all, and about no one service."
        yield Blocker(
            GATE, "place-to-all", sentence, "leave out --about, or choose another --place"
        )
    if command.place in ABOUT_SERVICES and command.place != "money" and command.about is None:
        sentence = (
            f"Words in the place {command.place} stand on the page of a service: say of which."
        )
        yield Blocker(GATE, "place-about-service", sentence, "add --about SERVICE")


def _elsewhere(council: Council, command: DraftNotice) -> Iterator[Blocker]:
    """Yield the refusals to replace what others were told, or what stands elsewhere."""
    older = council.notices.get(command.replaces)
    if older is None:
        return
    told = older.drafted
    if told.audience != command.audience:
        sentence = f"The notice it replaces is told to {told.audience}, this one to"
        yield Blocker(GATE, "other-audience", f"{sentence} {command.audience}.")
    if (told.place, told.about) != (command.place, command.about):
        sentence = (
            f"The notice it replaces stands in the place {told.place} about"
            f" {told.about or 'all'}: new words for it stand there too."
        )
        yield Blocker(GATE, "other-place", sentence, f"reinstate notice show {command.replaces}")
