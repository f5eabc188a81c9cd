"""Erasing texts and people: shown first, then gone with their salts; the journal stays whole."""

from msgspec import Struct

from reinstate.core.access.erase_person import ErasePerson
from reinstate.core.access.redact_note import RedactNote
from reinstate.core.commands.decide import Together, decide
from reinstate.core.journal.asking import Asking
from reinstate.core.state.council import Council
from reinstate.core.terms.trouble import BadInput, WorldFailed
from reinstate.operations import clock, publishing, reading, releases
from reinstate.operations.act import Acted, Acting, act, new_command_id, proved
from reinstate.operations.kept_texts import KeptText, Named, kept_texts, mentioning
from reinstate.operations.writing import Writing
from reinstate.store import traces
from reinstate.store.notes import notes
from reinstate.store.personal import Details, all_details


class Doomed(Struct, frozen=True):
    """What an erasure would take: texts, people, and texts that would name them still."""

    texts: tuple[KeptText, ...]
    people: tuple[Details, ...]
    left: tuple[KeptText, ...]


def doomed(acting: Acting, named: Named, *, with_texts: bool = False) -> Doomed:
    """Return what would be erased; `with_texts` takes along what these people wrote.

    Raises:
        Refused: If this person may not, or somebody has not left.
        BadInput: If no such text is kept.
    """
    council = reading.council()
    _refuse_unkept(council, named)
    known = all_details()
    people = tuple(known[id_] for id_ in named.people if id_ in known)
    every = kept_texts(council) if people else kept_texts(council, named.notes)
    wrote = tuple(text for text in every if text.by in named.people)
    texts = tuple(t for t in every if t.note in named.notes or (with_texts and t in wrote))
    said = [words for one in people for words in (one.name, one.handle, one.contact)]
    telling = {text.note for text in (*wrote, *mentioning(every, said))}
    left = tuple(text for text in every if text.note in telling and text not in texts)
    found = Doomed(texts, people, left)
    command = _together(_all_of(found, named))
    proved(acting, lambda who: _permit(who, council, command))
    return found


def erase(acting: Acting, found: Doomed, named: Named) -> Acted:
    """Erase what was shown.

    Raises:
        Refused: If the rules say no.
        WorldFailed: If it is erased, but another program kept the database from being rewritten.
    """
    gone = _all_of(found, named)

    def make(writing: Writing, _council: Council) -> Together:
        writing.erase(gone.notes, gone.people)
        return _together(gone)

    return act(make, acting)


def is_done_but_for_traces(trouble: WorldFailed) -> bool:
    """Return whether what was to be erased is, though bytes of it may lie on in the files."""
    return trouble.code == traces.LEFT


def forget_earlier_pages() -> None:
    """Remove all but the current release of this home's own pages: they may hold the words."""
    releases.forget_earlier(publishing.default_target())


def has_pages() -> bool:
    """Return whether this home has published to its own folder."""
    return releases.current_of(publishing.default_target()) is not None


def scrub() -> None:
    """Rewrite the database, for erasures that could not do so themselves."""
    traces.scrub()


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
