"""Draft: words somebody proposes to say; nobody outside sees them yet."""

from collections.abc import Iterator

from msgspec import Struct

from reinstate.core.journal.asking import Asking
from reinstate.core.journal.events.notices import Audience, NoticeDrafted
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.notices.known import about_blockers, notice_blockers
from reinstate.core.state.council import Council
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.note import Note
from reinstate.core.terms.reference import EntryId, Ref
from reinstate.core.terms.trouble import Refused

GATE = "notice"


class DraftNotice(Struct, frozen=True, kw_only=True):
    """Propose words to an audience, about a service, a cell or (without `about`) all.

    `is_money` is the promise about money; `replaces` is the notice whose place they take.
    """

    audience: Audience
    title: Note
    text: Note
    about: Ref | None = None
    is_money: bool = False
    replaces: EntryId = ""


def blockers(council: Council, command: DraftNotice, _asking: Asking) -> tuple[Blocker, ...]:
    """Return why these words cannot be proposed."""
    found = list(about_blockers(council, command.about, GATE))
    if command.replaces:
        found += notice_blockers(council, command.replaces, GATE)
        found += _other_audience(council, command)
    return tuple(found)


def decide(council: Council, command: DraftNotice, asking: Asking) -> tuple[AnyEvent, ...]:
    """Return the draft."""
    if found := blockers(council, command, asking):
        raise Refused(found)
    drafted = NoticeDrafted(
        audience=command.audience,
        title=command.title,
        text=command.text,
        about=command.about,
        is_money=command.is_money,
        replaces=command.replaces,
    )
    return (drafted,)


def _other_audience(council: Council, command: DraftNotice) -> Iterator[Blocker]:
    """Yield the refusal to replace what others were told: they would lose it."""
    older = council.notices.get(command.replaces)
    if older is not None and older.drafted.audience != command.audience:
        told = older.drafted.audience
        sentence = f"The notice it replaces is told to {told}, this one to {command.audience}."
        yield Blocker(GATE, "other-audience", sentence)
