"""Correct: say what an entry should have said; it never takes a blocker away."""

from collections import Counter
from datetime import datetime

from msgspec import Struct, structs

from reinstate.core.checks.required import is_full_pass, is_vacuous
from reinstate.core.gates.examine import blockers as gate_blockers
from reinstate.core.gates.look import look_at, restorers
from reinstate.core.gates.requirements import clean_rows, connected_rows
from reinstate.core.gates.rows_clean import possible_routes
from reinstate.core.journal.asking import Asking, entries_of
from reinstate.core.journal.entry import Entry
from reinstate.core.journal.event import GateFact
from reinstate.core.journal.events.facts import CheckRecorded, MonitoringAttached
from reinstate.core.journal.events.incident import FirstEntryBounded
from reinstate.core.journal.events.union import AnyEvent, Correctable, EntryCorrected
from reinstate.core.journal.rows import SystemRow
from reinstate.core.state.council import Council
from reinstate.core.state.evolve import fold
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.limit import Limit
from reinstate.core.terms.moment import EPOCH, UNTOLD, minutes
from reinstate.core.terms.note import Note
from reinstate.core.terms.reference import Ref, is_subject
from reinstate.core.terms.system import Hosting
from reinstate.core.terms.trouble import Refused
from reinstate.core.terms.zone import Basis, Declared
from reinstate.core.zones.reach import dependants

GATE = "correct"


class Correct(Struct, frozen=True):
    """Put entry `entry` right with `event`, or withdraw it without one; `note` says why."""

    entry: int
    event: Correctable | None = None
    note: Note | None = None


def decide(council: Council, command: Correct, asking: Asking) -> tuple[AnyEvent, ...]:
    """Return the correction, or every reason against it."""
    corrected = EntryCorrected(entry=command.entry, event=command.event, note=command.note)
    if found := _malformed(council, command) or _lost(council, corrected, asking):
        raise Refused(found)
    return (corrected,)


def _malformed(council: Council, command: Correct) -> tuple[Blocker, ...]:
    old = council.facts.get(command.entry)
    if old is None or not isinstance(old.event, Correctable):
        sentence = f"Entry {command.entry} is not one that can be corrected, or is withdrawn."
        return (Blocker(GATE, "not-correctable", sentence, "reinstate journal show"),)
    new = command.event
    if new is None:
        return ()
    if type(new) is not type(old.event) or _about(new) != _about(old.event):
        return (
            Blocker(
                GATE,
                "other-thing",
                "A correction keeps the kind of fact, its subject and its round: withdraw"
                " the entry and record a new one.",
            ),
        )
    return _better_check(old.event, new)


def _better_check(old: object, new: object) -> tuple[Blocker, ...]:
    """Refuse to make another, better, wider or later check of one: that is a new check."""
    if not isinstance(old, CheckRecorded) or not isinstance(new, CheckRecorded):
        return ()
    is_wider = bool(set(old.gaps) - set(new.gaps))
    is_better = old.verdict is not new.verdict and is_full_pass(new)
    is_real = is_vacuous(old) and not is_vacuous(new)
    is_later = (new.at.earliest or EPOCH) > (old.at.earliest or EPOCH)
    is_later = is_later or (new.at == UNTOLD != old.at)
    if new.check == old.check and not (is_wider or is_better or is_real or is_later):
        return ()
    sentence = "A correction never makes a check say more: record the check anew."
    return (Blocker(GATE, "lifts-blocker", sentence),)


def _about(event: object) -> tuple[object, ...]:
    names = ("subject", "round", "controller", "backlog")
    return tuple(getattr(event, name, None) for name in names)


def _lost(council: Council, corrected: EntryCorrected, asking: Asking) -> tuple[Blocker, ...]:
    """Return a blocker for each subject that would lose one, now or when a date comes."""
    after = fold(entries_of(council.seq, asking, (corrected,)), council)
    entry = council.facts[corrected.entry]
    old = entry.event
    return _freed(council, after, old, asking.at) + tuple(
        Blocker(
            GATE,
            "lifts-blocker",
            f"{subject} would lose a blocker by it ({blocker.code}): record a new fact"
            " instead, under the same gate.",
            blocker.need,
        )
        for subject in _touched(council, old)
        for at in _times(council, entry, asking.at)
        for blocker in _missing(council, after, subject, at)
    )


def _freed(council: Council, after: Council, old: object, at: datetime) -> tuple[Blocker, ...]:
    """Return a blocker when somebody would no longer have restored it: they may not clear."""
    if not isinstance(old, GateFact):
        return ()
    now = restorers(look_at(council, old.subject, at))
    freed = now - restorers(look_at(after, old.subject, at))
    return tuple(
        Blocker(
            GATE,
            "lifts-blocker",
            f"{person} restored {old.subject} and may not clear it: no correction changes that.",
        )
        for person in sorted(freed)
    )


def _missing(council: Council, after: Council, subject: Ref, at: datetime) -> tuple[Blocker, ...]:
    before = _held(council, subject, at)
    left = Counter((b.gate, b.code, b.need) for b in _held(after, subject, at))
    left.subtract((b.gate, b.code, b.need) for b in before)
    lost = {key for key, count in left.items() if count < 0}
    return tuple(b for b in before if (b.gate, b.code, b.need) in lost)


def _held(council: Council, subject: Ref, at: datetime) -> tuple[Blocker, ...]:
    """Return what holds a subject, and what would in another zone, route or hosting."""
    look = look_at(council, subject, at)
    row = look.row or council.register.gone.get(subject)
    state = structs.replace(look.state, declared=Declared.ISOLATED, basis=Basis.ISOLATED)
    looks = [structs.replace(look, row=row, state=state)]
    if isinstance(row, SystemRow):
        looks = [
            structs.replace(looks[0], route=route, row=structs.replace(row, hosting=hosting))
            for hosting in Hosting
            for route in possible_routes(hosting)
        ]
    would = (
        structs.replace(blocker, gate=f"{blocker.gate} {one.hosting} {one.route}")
        for one in looks
        for ask in (*clean_rows(one), *connected_rows(one))
        for blocker in ask(one).blockers
    )
    return (*gate_blockers(council, subject, at), *would)


def _touched(council: Council, old: object) -> tuple[Ref, ...]:
    if isinstance(old, FirstEntryBounded):
        return tuple(sorted(council.subjects))
    if isinstance(old, GateFact):
        reach = dependants(council, (old.subject,)) | {old.subject}
        return tuple(sorted(ref for ref in reach if is_subject(ref)))
    return ()


def _times(council: Council, old: Entry, at: datetime) -> tuple[datetime, ...]:
    """Return when to compare: now, and when the old fact would have run out."""
    ends: list[datetime | None] = [
        getattr(old.event, name, None) for name in ("until", "expires_at")
    ]
    recorded = council.at_of(old)
    match old.event:
        case CheckRecorded(at=made):
            oldest = min(made.earliest or recorded, recorded)
            ends.append(oldest + minutes(council.limit(Limit.CHECK_AGE) + 1))
        case MonitoringAttached(where="local"):
            ends.append(recorded + minutes(council.limit(Limit.LOCAL_LOGGING)))
        case _:
            pass
    return (at, *(end for end in ends if end is not None and end > at))
