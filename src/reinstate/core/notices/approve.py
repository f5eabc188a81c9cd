"""Approve: a second person stands for exactly these words (R20)."""

from collections.abc import Iterator

from msgspec import Struct

from reinstate.core.access.standing import behind_all
from reinstate.core.journal.asking import Asking
from reinstate.core.journal.events.notices import NoticeApproved
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.levels.view import View
from reinstate.core.notices.bound import has_moved, written_for
from reinstate.core.notices.digest import words_digest
from reinstate.core.notices.known import notice_blockers
from reinstate.core.notices.reading import in_place
from reinstate.core.state.council import Council
from reinstate.core.state.words import Notice
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.level import WORDS, Level
from reinstate.core.terms.place import ONLY_ONE
from reinstate.core.terms.reference import EntryId
from reinstate.core.terms.trouble import Refused

GATE = "notice"


class ApproveNotice(Struct, frozen=True):
    """Say yes to the words with this digest: those the approver has read."""

    notice: EntryId
    digest: str


def blockers(council: Council, command: ApproveNotice, asking: Asking) -> tuple[Blocker, ...]:
    """Return why this person may not approve these words."""
    found = list(notice_blockers(council, command.notice, GATE))
    notice = council.notices.get(command.notice)
    if notice is not None:
        found += _words(council, notice, command)
        found += _overtaken(View(council, asking.at), notice)
        found += _people(council, notice, asking)
    return tuple(found)


def decide(council: Council, command: ApproveNotice, asking: Asking) -> tuple[AnyEvent, ...]:
    """Return the approval; from then on the audience may read the words."""
    if found := blockers(council, command, asking):
        raise Refused(found)
    return (NoticeApproved(notice=command.notice, digest=command.digest),)


def _words(council: Council, notice: Notice, command: ApproveNotice) -> Iterator[Blocker]:
    if notice.state == "approved":
        yield Blocker(GATE, "already-approved", "These words are approved already.")
    if command.digest != words_digest(notice.drafted):
        sentence = "The words are not those that were read: read them again, then approve."
        yield Blocker(GATE, "other-words", sentence, f"reinstate notice show {notice.id}")
    if council.redacted.intersection((notice.drafted.title.id, notice.drafted.text.id)):
        sentence = "The words were erased: there is nothing left to approve."
        yield Blocker(GATE, "words-erased", sentence, f"reinstate notice withdraw {notice.id}")


def _overtaken(view: View, notice: Notice) -> Iterator[Blocker]:
    """Yield the refusal of words for a level or a place that is another one by now."""
    again = "reinstate notice draft --title TEXT --text TEXT"
    if (level := has_moved(view, notice)) is not None:
        yield Blocker(GATE, "level-moved", _moved(written_for(notice), level), again)
    if notice.state == "draft" and _is_place_taken(view.council, notice):
        sentence = "Other words took that place since these were drafted: draft them anew."
        yield Blocker(GATE, "place-taken", sentence, again)


def _moved(before: Level | None, now: Level) -> str:
    if before is None or before is now:
        return "A channel or group stands otherwise since these words were written: draft anew."
    return (
        f"The words were written while it read “{WORDS[before]}”; it now reads"
        f" “{WORDS[now]}”: draft them anew."
    )


def _is_place_taken(council: Council, notice: Notice) -> bool:
    """Return whether others took its place since it was drafted: withdrawn, they would show it."""
    drafted = notice.drafted
    older = council.notices.get(drafted.replaces)
    if older is not None and older.state == "replaced":
        return True
    there = in_place(council, drafted.audience, drafted.place, drafted.about)
    return drafted.place in ONLY_ONE and any(one.approved_seq > notice.seq for one in there)


def _people(council: Council, notice: Notice, asking: Asking) -> Iterator[Blocker]:
    if notice.by == asking.actor:
        yield Blocker(
            GATE,
            "own-draft",
            "Who drafted the words cannot approve them: another person must.",
            f"reinstate notice approve {notice.id} --as PERSON",
        )
    elif council.home.kind != "practice" and (
        behind := behind_all(council, (notice.by, asking.actor))
    ):
        yield Blocker(
            GATE,
            "not-independent",
            f"{min(behind)} alone stands behind both who drafted and who approves: somebody"
            " else approves.",
            f"reinstate notice approve {notice.id} --as PERSON",
        )
