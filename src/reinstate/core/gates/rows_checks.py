"""The rows that look at examinations: required checks, findings, counts of devices."""

from datetime import datetime

from reinstate.core.checks.required import (
    is_full_pass,
    is_vacuous,
    made_at_least,
    required_checks,
)
from reinstate.core.gates.look import CHANGES, Found, Look, finding_holds
from reinstate.core.journal.entry import Entry
from reinstate.core.journal.events.facts import CheckRecorded, DevicesDone, GapsAccepted
from reinstate.core.journal.rows import DeviceGroupRow
from reinstate.core.state.subject import Finding
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.limit import Limit
from reinstate.core.terms.moment import UNTOLD, Moment, minutes
from reinstate.core.terms.system import VERDICT_WORDS, Route, Verdict

GATE = "connected"


def findings(look: Look) -> Found:
    """Nothing found on it is open or confirmed: this row can never be accepted away."""
    standing = [look.council.findings[id_] for id_ in look.state.findings]
    return Found(
        tuple(
            Blocker(
                GATE,
                "finding",
                _words(finding),
                f"reinstate finding remediated {finding.id} --check CHECK",
            )
            for finding in standing
            if finding_holds(look.council, finding)
        )
    )


def _words(finding: Finding) -> str:
    if finding.holds:
        return f"Finding {finding.id} is {finding.state.value}."
    return f"Finding {finding.id} was {finding.state.value} by somebody found compromised since."


def checks(look: Look) -> Found:
    """Every required check passed, since the last change, and is fresh (R01)."""
    if look.row is None:
        return Found()
    names = required_checks(look.council, look.row, look.route or Route.KEEP)
    if not names:
        return look.blocked(
            GATE,
            "no-required-checks",
            "No rule says which checks it needs, and no check is not a passed check.",
            "reinstate check require CHECK --kind KIND",
        )
    found = [_check(look, name) for name in names]
    return Found(
        tuple(blocker for one in found for blocker in one.blockers),
        tuple(fact for one in found for fact in one.facts),
        tuple(gap for one in found for gap in one.gaps),
    )


def _check(look: Look, name: str) -> Found:
    need = f"reinstate check record {look.subject} {name} --report FILE"
    made = [
        entry
        for entry in look.of(CheckRecorded)
        if isinstance(entry.event, CheckRecorded) and entry.event.check == name
    ]
    if not made:
        return look.blocked(GATE, "checks", f"The check {name} has not been made.", need)
    last = made[-1]
    event = last.event
    assert isinstance(event, CheckRecorded)
    if why := _why_stale(look, last, event.at):
        return look.blocked(GATE, "checks", f"The check {name} {why}.", need)
    if is_full_pass(event):
        return Found(facts=(last.id,))
    return _short_of_full(look, last, event, need)


def _why_stale(look: Look, entry: Entry, made: Moment) -> str:
    """Return why a check no longer counts; on what is connected, it does not age."""
    at = look.council.at_of(entry)
    made_at = made_at_least(made, at)
    if entry.seq < look.changed_seq or (made != UNTOLD and made_at < last_changed_at(look)):
        return "was made before the last change"
    if entry.seq < look.since or (made != UNTOLD and made_at < look.since_at):
        return "was made before it had to be cleared again"
    until = at if look.state.is_connected and not look.since else look.at
    if until - made_at > minutes(look.council.limit(Limit.CHECK_AGE)):
        return "is too old"
    return ""


def last_changed_at(look: Look) -> datetime:
    """Return when the last change was true at the latest: as told, else when it was recorded."""
    latest = look.council.time.at(look.state.changed_seq, look.state.changed_at)
    for entry in look.of(*CHANGES):
        told = getattr(entry.event, "at", None)
        changed = look.council.at_of(entry)
        if isinstance(told, Moment) and told.latest is not None:
            changed = min(told.latest, changed)
        latest = max(latest, changed)
    return latest


def _short_of_full(look: Look, entry: Entry, event: CheckRecorded, need: str) -> Found:
    words = VERDICT_WORDS[event.verdict]
    if event.verdict is not Verdict.NONE_INCOMPLETE or is_vacuous(event):
        return look.blocked(GATE, "checks", f"The check {event.check} says: {words}.", need)
    for fact in reversed(look.of(GapsAccepted)):
        accepted = fact.event
        assert isinstance(accepted, GapsAccepted)
        if accepted.check == entry.id and event.gaps and set(event.gaps) <= set(accepted.gaps):
            return Found(facts=(entry.id, fact.id), gaps=event.gaps)
    return look.blocked(
        GATE,
        "checks",
        f"The check {event.check} says: {words}; its gaps are not accepted.",
        f"reinstate accept {look.subject} --gaps {entry.id} --why TEXT --instead TEXT",
    )


def devices_done(look: Look) -> Found:
    """Each device of the group was rebuilt, or examined."""
    total = look.row.count if isinstance(look.row, DeviceGroupRow) else 0
    done = look.last(DevicesDone)
    count = 0
    if done is not None and isinstance(done.event, DevicesDone):
        count = done.event.rebuilt + done.event.examined
    if done is not None and count >= total > 0:
        return Found(facts=(done.id,))
    return look.blocked(
        "clean",
        "devices-done",
        f"{count} of {total} devices are rebuilt or examined.",
        f"reinstate devices-done {look.subject} --rebuilt N --examined N --by PERSON",
    )
