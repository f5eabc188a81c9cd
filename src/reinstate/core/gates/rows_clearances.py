"""The row of two clearances: who signed, whether it still stands, and who may count together."""

import re
from collections.abc import Iterator
from itertools import combinations
from typing import Final

from reinstate.core.access.roles import covers, grants_in_force, holds
from reinstate.core.access.standing import behind_all, controlled_by, pair_trouble
from reinstate.core.gates.look import Found, Look, restorers
from reinstate.core.gates.rows_checks import checks
from reinstate.core.journal.entry import Entry
from reinstate.core.journal.events.facts import GlassBroken
from reinstate.core.state.subject import Clearance
from reinstate.core.terms.limit import Limit
from reinstate.core.terms.moment import minutes
from reinstate.core.terms.role import Role

GATE = "connected"
COMMAND: Final = re.compile("`(reinstate [^`]+)`")
"""How the sentence about two clearers names the command that parts them."""


def two_clearances(look: Look) -> Found:
    """Two different people cleared it, and neither restored it (R02)."""
    standing = standing_clearances(look)
    troubles: list[str] = []
    for one, other in combinations(standing, 2):
        trouble = pair_trouble(look.council, one.person, other.person, look.at)
        if not trouble:
            return Found(facts=(one.id, other.id))
        troubles.append(trouble)
    if found := _with_glass(look, standing):
        return found
    return look.blocked(
        GATE,
        "two-clearances",
        _sentence(look, standing, troubles),
        _need(look, troubles),
    )


def rests_on_glass(look: Look) -> bool:
    """Return whether it is connected by break-glass and a second person has not signed."""
    if not (look.state.is_connected and look.state.glass):
        return False
    return not any(
        not pair_trouble(look.council, one.person, other.person, look.at)
        for one, other in combinations(standing_clearances(look), 2)
    )


def _need(look: Look, troubles: list[str]) -> str:
    """Return the command that lifts it: another signature, or what the trouble names."""
    if troubles and (named := COMMAND.search(troubles[0])):
        return f"{named.group(1)} --as PERSON"
    return f"reinstate clear {look.subject} --as PERSON"


def _sentence(look: Look, standing: tuple[Clearance, ...], troubles: list[str]) -> str:
    if troubles:
        return f"Two clearances do not count together: {troubles[0]}"
    dead = [why for c in _of_round(look) if (why := why_not(look, c))]
    because = f" ({'; '.join(dict.fromkeys(dead))})" if dead else ""
    if not standing:
        return f"Two people must clear it; no clearance stands{because}."
    return f"A second person must clear it; {standing[0].person} has{because}."


def standing_clearances(look: Look) -> tuple[Clearance, ...]:
    """Return the newest clearance of each person that still counts."""
    newest: dict[str, Clearance] = {}
    for clearance in _of_round(look):
        if not why_not(look, clearance):
            newest[clearance.person] = clearance
    return tuple(newest.values())


def _of_round(look: Look) -> tuple[Clearance, ...]:
    given = (look.council.clearances[id_] for id_ in look.state.clearances)
    return tuple(c for c in given if c.round == look.state.round)


def why_not(look: Look, clearance: Clearance) -> str:
    """Return why a clearance of this round does not count; empty when it does."""
    return next(_doubts(look, clearance), "")


def _doubts(look: Look, clearance: Clearance) -> Iterator[str]:
    person = clearance.person
    if clearance.lapses:
        yield f"that of {person} lapsed: {clearance.lapses[-1].cause}"
    if person in restorers(look):
        yield f"{person} restored it"
    if behind := restorers_behind(look, person):
        yield f"{min(behind)}, who restored it, alone stands behind {person}"
    if not _is_still_clearer(look, clearance):
        yield f"{person} may no longer clear it"
    if clearance.seq < look.since:
        yield f"that of {person} was given before it had to be cleared again"
    if _has_unread_gaps(look, clearance):
        yield f"that of {person} was given before gaps were accepted"
    if _is_aged(look, clearance):
        yield f"that of {person} is too old"


def _is_still_clearer(look: Look, clearance: Clearance) -> bool:
    """Return whether a role under which it was signed is still in force: a new one signs anew."""
    return any(
        grant.role is Role.CLEARER
        and grant.backed.seq < clearance.seq
        and covers(look.council, grant.scope, look.subject, Role.CLEARER)
        for grant in grants_in_force(look.council, clearance.person, look.at)
    )


def _has_unread_gaps(look: Look, clearance: Clearance) -> bool:
    """Return whether a check rests on gaps that did not stand in the text that was signed."""
    if look.state.is_connected and not look.since:
        return False
    return not set(checks(look).gaps) <= set(clearance.text.gaps)


def restorers_behind(look: Look, person: str) -> frozenset[str]:
    """Return the restorers who could type for this person; practice homes trust `--as`."""
    if look.council.home.kind == "practice":
        return frozenset()
    return frozenset(r for r in restorers(look) if person in controlled_by(look.council, r))


def _is_aged(look: Look, clearance: Clearance) -> bool:
    """Age counts before reconnection only: it never cuts what is connected."""
    if look.state.is_connected and not look.since:
        return False
    at = look.council.time.at(clearance.seq, clearance.at)
    age = look.at - at
    return age > minutes(look.council.limit(Limit.CLEARANCE_AGE)) or (
        look.at >= clearance.text.expires_at
    )


def standing_glass(look: Look) -> Entry | None:
    """Return the break-glass of this round, if its director still may and nothing changed since."""
    for entry in reversed(look.of(GlassBroken)):
        is_director = holds(look.council, entry.actor, Role.DUTY_DIRECTOR, look.subject, look.at)
        is_as_signed = entry.seq > look.changed_seq
        is_in_time = bool(look.state.glass) or not is_glass_overdue(look)
        if is_director and is_as_signed and is_in_time and entry.actor not in restorers(look):
            return entry
    return None


def _with_glass(look: Look, standing: tuple[Clearance, ...]) -> Found | None:
    """One clearance beside break-glass is enough, until the second signature is due.

    Director and clearer are two people: nobody alone stands behind both.
    """
    glass = standing_glass(look)
    if glass is None or look.since or is_glass_overdue(look):
        return None
    for clearance in standing:
        if not behind_all(look.council, (clearance.person, glass.actor)):
            return Found(facts=(clearance.id, glass.id))
    return None


def is_glass_overdue(look: Look) -> bool:
    """Return whether the second signature under a break-glass is overdue."""
    glass = look.of(GlassBroken)
    if not glass:
        return False
    limit = minutes(look.council.limit(Limit.BREAK_GLASS))
    return look.at - look.council.at_of(glass[-1]) > limit
