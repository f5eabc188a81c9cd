"""The clocks of subjects: break-glass, acceptances, local logging, watches, checklists."""

from collections.abc import Iterator
from datetime import datetime

from reinstate.core.gates.checklist import open_items
from reinstate.core.gates.look import Look, look_at
from reinstate.core.gates.rows_clearances import two_clearances
from reinstate.core.incident.clock import Clock, day_and_time, running
from reinstate.core.journal.entry import Entry
from reinstate.core.journal.events.facts import DegradedAccepted, GlassBroken, MonitoringAttached
from reinstate.core.state.council import Council
from reinstate.core.state.step import subject_of
from reinstate.core.terms.limit import Limit
from reinstate.core.terms.moment import minutes
from reinstate.core.terms.zone import Declared
from reinstate.core.zones.subjects import all_subjects, name_of


def subject_clocks(council: Council, at: datetime) -> Iterator[Clock]:
    """Yield every clock of every subject that is not isolated and not retired."""
    for subject in all_subjects(council):
        if subject_of(council, subject).declared in (Declared.CLEAN, Declared.CONNECTED):
            look = look_at(council, subject, at)
            yield from _glass(look)
            yield from _acceptances(look)
            yield from _local_logging(look)
            yield from _watch(look)
            yield from _checklist(look)


def _glass(look: Look) -> Iterator[Clock]:
    """Yield when the second signature under a break-glass is due, unless it was given."""
    glass = look.last(GlassBroken)
    if glass is None or not look.state.is_connected or _is_signed_twice(look, glass):
        return
    started_at = look.council.at_of(glass)
    due_at = started_at + minutes(look.council.limit(Limit.BREAK_GLASS))
    yield _clock(
        look,
        "break-glass",
        (started_at, due_at),
        "was reconnected by break-glass: a second signature is due by",
    )


def _is_signed_twice(look: Look, glass: Entry) -> bool:
    found = two_clearances(look)
    return not found.blockers and glass.id not in found.facts


def _acceptances(look: Look) -> Iterator[Clock]:
    """Yield the end of each newest acceptance of a need that is still not connected."""
    newest = dict[str, Entry]()
    for entry in look.of(DegradedAccepted):
        if isinstance(entry.event, DegradedAccepted):
            newest[entry.event.without] = entry
    for without, entry in sorted(newest.items()):
        is_back = subject_of(look.council, without).is_connected
        if isinstance(entry.event, DegradedAccepted) and not is_back:
            started_at, name = look.council.at_of(entry), name_of(look.council, without)
            words = f"is accepted without {name} until"
            yield _clock(look, "degraded", (started_at, entry.event.until), words)


def _local_logging(look: Look) -> Iterator[Clock]:
    last = look.last(MonitoringAttached)
    match last:
        case Entry(event=MonitoringAttached(where="local")):
            started_at = look.council.at_of(last)
            due_at = started_at + minutes(look.council.limit(Limit.LOCAL_LOGGING))
            words = "is logged locally only, which is enough until"
            yield _clock(look, "local-logging", (started_at, due_at), words)
        case _:
            pass


def _watch(look: Look) -> Iterator[Clock]:
    """Yield the end of a watch; one that fell silent goes on past it."""
    if not look.state.reconnected_seq or not look.state.is_connected:
        return
    started_at = look.council.at_of(look.council.facts[look.state.reconnected_seq])
    due_at = started_at + minutes(look.state.watch_minutes)
    if look.state.silent_since is not None:
        silent = day_and_time(look.state.silent_since)
        words = f"is on watch, and silent since {silent}; the watch ends"
        yield _clock(look, "watch", (started_at, due_at), words)
    elif look.at <= due_at:
        yield _clock(look, "watch", (started_at, due_at), "is on watch until")


def _checklist(look: Look) -> Iterator[Clock]:
    for item in open_items(look.council, look.subject, look.at):
        started_at = look.council.at_of(look.council.facts[look.state.never_cut_seq])
        words = f"was never cut, and must show {item.code} by"
        yield _clock(look, "checklist", (started_at, item.due_at), words)


def _clock(look: Look, code: str, span: tuple[datetime, datetime], words: str) -> Clock:
    started_at, due_at = span
    return running(
        code=code,
        about=look.subject,
        started_at=started_at,
        due_at=due_at,
        at=look.at,
        sentence=f"{name_of(look.council, look.subject)} {words} {day_and_time(due_at)}.",
    )
