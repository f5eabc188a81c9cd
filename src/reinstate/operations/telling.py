"""Words and dates for people outside: notices that two approve, promises that two make."""

from typing import Literal

from msgspec import Struct

from reinstate.core.commands.proposals import Propose
from reinstate.core.journal.events.notices import Audience, PromiseMade
from reinstate.core.notices.approve import GATE, ApproveNotice
from reinstate.core.notices.draft import DraftNotice
from reinstate.core.notices.fit import refuse_unfit
from reinstate.core.notices.promise_end import EndPromise
from reinstate.core.notices.withdraw import WithdrawNotice
from reinstate.core.state.council import Council
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.place import Place
from reinstate.core.terms.reference import EntryId, Ref
from reinstate.core.terms.trouble import Refused
from reinstate.operations.act import Acted, Acting, act
from reinstate.operations.writing import Writing
from reinstate.store.notes import notes

HowEnded = Literal["kept", "broken", "replaced", "withdrawn"]


class Words(Struct, frozen=True, kw_only=True):
    """What somebody proposes to say, to whom, where it stands, and about what."""

    audience: Audience
    title: str
    text: str
    place: Place = "update"
    about: Ref | None = None
    replaces: EntryId = ""


def draft(acting: Acting, words: Words) -> Acted:
    """Propose words; nobody outside sees them yet.

    Raises:
        BadInput: If no page could carry them.
    """
    refuse_unfit(words.title, words.text)
    return act(
        lambda writing, _: DraftNotice(
            audience=words.audience,
            title=writing.note(words.title),
            text=writing.note(words.text),
            place=words.place,
            about=words.about,
            replaces=words.replaces,
        ),
        acting,
    )


def approve(acting: Acting, notice: EntryId, digest: str) -> Acted:
    """Stand, as a second person, for exactly the words with this digest.

    Raises:
        Refused: If the kept text, which was read, is not the one that was drafted.
    """

    def command(_: Writing, council: Council) -> ApproveNotice:
        _refuse_altered(council, notice)
        return ApproveNotice(notice, digest)

    return act(command, acting)


def withdraw(acting: Acting, notice: EntryId) -> Acted:
    """Take words back."""
    return act(lambda _, __: WithdrawNotice(notice), acting)


def propose_promise(acting: Acting, promise: PromiseMade) -> Acted:
    """Sign first under a promise; it is told once another person signs."""
    return act(lambda _, __: Propose(promise), acting)


def end_promise(acting: Acting, promise: EntryId, how: HowEnded, why: str = "") -> Acted:
    """Say how a promise ended."""
    return act(
        lambda writing, _: EndPromise(promise, how, writing.note(why) if why else None), acting
    )


def _refuse_altered(council: Council, id_: EntryId) -> None:
    """Refuse words that were changed on the disk: their digest in the journal is of others."""
    known = council.notices.get(id_)
    if known is None:
        return
    said = (known.drafted.title, known.drafted.text)
    kept = notes(note.id for note in said)
    if any(note.id in kept and kept[note.id].sha256 != note.sha256 for note in said):
        sentence = "The kept words are not those that were drafted: somebody changed them."
        need = f"reinstate notice withdraw {id_}"
        raise Refused((Blocker(GATE, "words-altered", sentence, need),))
