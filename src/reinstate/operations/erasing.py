"""Erasing texts and people: shown first, then gone with their salts; the journal stays whole."""

from hashlib import sha256
from typing import Final

from msgspec import Struct, json

from reinstate.core.access.erase_person import ErasePerson
from reinstate.core.access.redact_note import RedactNote
from reinstate.core.commands.decide import Together, decide
from reinstate.core.journal.asking import Asking
from reinstate.core.state.council import Council
from reinstate.core.terms.trouble import BadInput, Refused, WorldFailed
from reinstate.operations import clock, publishing, reading, releases
from reinstate.operations.act import Acted, Acting, act, new_command_id, proved
from reinstate.operations.kept_texts import KeptText, Named, kept_texts, texts_about
from reinstate.operations.writing import Writing
from reinstate.store import traces
from reinstate.store.notes import notes
from reinstate.store.personal import Details, all_details

OTHERWISE: Final = "doomed-otherwise"

Trouble = Refused | BadInput | WorldFailed


class Doomed(Struct, frozen=True):
    """What an erasure would take: texts, people, and texts that would name them still."""

    texts: tuple[KeptText, ...]
    people: tuple[Details, ...]
    left: tuple[KeptText, ...]

    @property
    def was_public(self) -> bool:
        """Return whether earlier releases of the pages may hold some of it."""
        return any(text.was_public for text in self.texts)

    @property
    def digest(self) -> str:
        """Return a digest of what goes: who read it says by this what they mean."""
        gone = [text.note for text in self.texts], [one.person_id for one in self.people]
        return sha256(json.encode(gone)).hexdigest()


class Erased(Struct, frozen=True):
    """An erasure that stands; `trouble` is why copies of it may lie in this home still."""

    acted: Acted
    was_public: bool
    is_republished: bool = False
    trouble: Trouble | None = None

    @property
    def has_traces(self) -> bool:
        """Return whether the database could not be written anew."""
        return isinstance(self.trouble, WorldFailed) and self.trouble.code == traces.LEFT


def doomed(acting: Acting, named: Named, *, with_texts: bool = False) -> Doomed:
    """Return what would be erased; `with_texts` takes along what these people wrote.

    Raises:
        Refused: If this person may not, or somebody has not left.
        BadInput: If no such text is kept.
    """
    council = reading.council()
    found = _doomed(council, named, with_texts=with_texts)
    command = _together(_all_of(found, named))
    proved(acting, lambda who: _permit(who, council, command))
    return found


def erase(acting: Acting, named: Named, read: str, *, with_texts: bool = False) -> Erased:
    """Erase what somebody read, whose digest is `read`.

    Raises:
        Refused: If the rules say no.
        BadInput: If it is no longer what was read.
    """
    id_ = acting.command_id or new_command_id()
    taken: list[Doomed] = []

    def make(writing: Writing, council: Council) -> Together:
        found = _doomed(council, named, with_texts=with_texts)
        if found.digest != read:
            raise BadInput(
                OTHERWISE,
                "What would be erased is no longer what you read.",
                next="Read it again; nothing was erased.",
            )
        gone = _all_of(found, named)
        writing.erase(gone.notes, gone.people)
        taken.append(found)
        return _together(gone)

    trouble: WorldFailed | None = None
    try:
        acted = act(make, acting, id_)
    except WorldFailed as failed:
        if failed.code != traces.LEFT:
            raise
        trouble, acted = failed, act(make, acting, id_)  # it stands: this finds it done
    was_public = any(found.was_public for found in taken)
    return Erased(acted, was_public, trouble=trouble)


def forget_earlier_pages() -> None:
    """Remove all but the current release of this home's own pages: they may hold the words."""
    releases.forget_earlier(publishing.default_target())


def has_pages() -> bool:
    """Return whether this home has published to its own folder."""
    return releases.current_of(publishing.default_target()) is not None


def scrub() -> None:
    """Rewrite the database, for erasures that could not do so themselves."""
    traces.scrub()


def _doomed(council: Council, named: Named, *, with_texts: bool) -> Doomed:
    _refuse_unkept(council, named)
    known = all_details()
    people = tuple(known[id_] for id_ in named.people if id_ in known)
    said = [words for one in people for words in (one.name, one.handle, one.contact)]
    about = texts_about(council, named.people, said) if named.people else ()
    wrote = [text.note for text in about if text.by in named.people] if with_texts else []
    texts = kept_texts(council, {*named.notes, *wrote})
    gone = {text.note for text in texts}
    return Doomed(texts, people, tuple(text for text in about if text.note not in gone))


def _all_of(found: Doomed, named: Named) -> Named:
    return Named(tuple(text.note for text in found.texts), named.people)


def _together(named: Named) -> Together:
    return Together((*map(ErasePerson, named.people), *map(RedactNote, named.notes)))


def _permit(acting: Acting, council: Council, command: Together) -> None:
    """Raise what the act itself would raise, before anything is shown."""
    asking = Asking(new_command_id(), clock.now(council), acting.person, acting.via)
    decide(council, command, asking)


def _refuse_unkept(council: Council, named: Named) -> None:
    kept = notes(named.notes)
    for note in named.notes:
        if note in kept:
            continue
        is_erased = note in council.redacted
        raise BadInput(
            "note-unknown",
            f"The text {note} is erased already." if is_erased else f"No text is kept as {note!r}.",
            next="`reinstate journal show SEQ --json` names the notes of an entry.",
        )
