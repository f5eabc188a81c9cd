"""What waits about words to people outside: second signatures, approvals, updates, promises."""

from collections.abc import Iterator

from reinstate.core.commands.proposals import Complete, has_lapsed
from reinstate.core.incident.next_update import SetNextUpdate
from reinstate.core.levels import acts_of_two
from reinstate.core.notices.approve import ApproveNotice
from reinstate.core.notices.digest import words_digest
from reinstate.core.notices.draft import DraftNotice
from reinstate.core.notices.promise_end import EndPromise
from reinstate.core.notices.reading import deadline_of, in_place
from reinstate.core.state.words import Notice
from reinstate.core.terms.limit import Limit
from reinstate.core.terms.moment import minutes
from reinstate.core.terms.place import CALLED
from reinstate.core.terms.reference import Ref
from reinstate.operations.times import told
from reinstate.operations.waiting.item import Asked, Kind, Waiting
from reinstate.operations.waiting.serving import SOON


def proposals(asked: Asked) -> Iterator[Waiting]:
    """Yield acts of two people that somebody else signed first."""
    for id_, proposal in asked.council.proposals.items():
        if not proposal.is_open or has_lapsed(asked.council, proposal, asked.at):
            continue
        if asked.would(Complete(id_)):
            act = proposal.proposed.event
            what = acts_of_two.told(asked.council, act)
            begun = asked.council.time.at(proposal.seq, proposal.at)
            yield Waiting(
                kind=Kind.SIGN,
                sentence=f"Sign second: {what}. {proposal.by} signed first.",
                about=next(iter(acts_of_two.about(asked.council, act)), ""),
                id=id_,
                due_at=begun + minutes(asked.council.limit(Limit.PROPOSAL)),
                command=Complete(id_),
            )


def approvals(asked: Asked) -> Iterator[Waiting]:
    """Yield words that another person drafted, and that hold as things stand."""
    for id_, notice in asked.council.notices.items():
        if notice.state != "draft":
            continue
        command = ApproveNotice(id_, words_digest(notice.drafted))
        if asked.would(command):
            yield Waiting(
                kind=Kind.APPROVE,
                sentence=f"Read and approve words to {_whom(asked, notice)}.",
                about=notice.drafted.about or "",
                id=id_,
                command=command,
            )


def lapsed_words(asked: Asked) -> Iterator[Waiting]:
    """Yield places whose words ended with their level, and that have none since."""
    newest = {_spot(notice): id_ for id_, notice in asked.council.notices.items()}
    for id_, notice in asked.council.notices.items():
        if notice.state == "lapsed" and newest[_spot(notice)] == id_ and _may_draft(asked, notice):
            yield Waiting(
                kind=Kind.WORDS,
                sentence=f"Draft new words to {_whom(asked, notice)}: the old ones ended.",
                about=notice.drafted.about or "",
                id=id_,
            )


def _spot(notice: Notice) -> tuple[str, str, Ref | None]:
    return (notice.drafted.audience, notice.drafted.place, notice.drafted.about)


def _may_draft(asked: Asked, notice: Notice) -> bool:
    one = notice.drafted
    if in_place(asked.council, one.audience, one.place, one.about):
        return False
    return asked.would(
        DraftNotice(
            audience=one.audience, title=one.title, text=one.text, place=one.place, about=one.about
        )
    )


def _whom(asked: Asked, notice: Notice) -> str:
    drafted = notice.drafted
    about = f" about {asked.name(drafted.about)}" if drafted.about else ""
    return f"{drafted.audience}{about} ({CALLED[drafted.place]})"


def next_update(asked: Asked) -> Iterator[Waiting]:
    """Yield the next public update: nobody said when, or it is due soon."""
    incident = asked.council.incident
    if incident is None or not asked.may(SetNextUpdate(asked.at)):
        return
    due_at = incident.next_update_at
    if due_at is None:
        sentence = "Say when residents hear from us next: nobody has."
        yield Waiting(kind=Kind.NEXT_UPDATE, sentence=sentence, id=incident.id)
    elif asked.at >= due_at - SOON:
        sentence = f"Tell residents more by {told(due_at)}, and say when they hear from us next."
        yield Waiting(kind=Kind.NEXT_UPDATE, sentence=sentence, id=incident.id, due_at=due_at)


def promises(asked: Asked) -> Iterator[Waiting]:
    """Yield promises that are due soon, or overdue."""
    for id_, promise in asked.council.promises.items():
        due_at = deadline_of(promise)
        if promise.state != "open" or asked.at < due_at - SOON:
            continue
        if asked.would(EndPromise(id_, "broken")):
            made = promise.made
            about = f" about {asked.name(made.about)}" if made.about else ""
            yield Waiting(
                kind=Kind.PROMISE,
                sentence=f"Say how the promise to {made.audience}{about} ended.",
                about=made.about or "",
                id=id_,
                due_at=due_at,
                command=EndPromise(id_, "broken"),
            )
