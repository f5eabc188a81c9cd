"""Bringing a subject back as a person would: do what each blocker says it needs."""

import re
import shlex

from tests.cli.desk.running import Desk

MAYBE = re.compile(r"\b(PERSON|FILE|TEXT|ROUTE|DATE|WHEN|N)\b")
AFTER_ALL = ("not-clean", "accepted")
"""Lifted once nothing else is in the way: the move to the clean zone, then the owner's yes."""

STEPS_MAX = 60


def lift(desk: Desk, need: str, *, person: str = "fola", route: str = "keep") -> None:
    """Do what a blocker says it needs, its placeholders filled in."""
    assert need.startswith("reinstate ")
    filled = {
        "PERSON": person,
        "FILE": desk.report(),
        "TEXT": "as it should be",
        "ROUTE": route,
        "DATE": "+30d",
        "WHEN": "-40d",
        "N": "45",
    }
    words = [MAYBE.sub(lambda found: filled[found.group()], w) for w in shlex.split(need)[1:]]
    desk.ok(*words)


def make_ready(desk: Desk, subject: str, *, route: str = "keep") -> list[str]:
    """Lift all but the clearances, each by the command it names; return what was lifted."""
    done: list[str] = []
    blockers = _before_clearing(desk, subject)
    while blockers:
        assert len(done) < STEPS_MAX, f"{subject} is never ready: {blockers}"
        first = _next(blockers)
        if first["code"] == "needs-connected":
            bring_back(desk, first["need"].split()[-1])
        else:
            lift(desk, first["need"], route=route)
        blockers = _before_clearing(desk, subject)
        assert first not in blockers, f"{first['need']} did not lift {first['code']}"
        done.append(first["code"])
    return done


def bring_back(desk: Desk, subject: str, *, route: str = "keep") -> None:
    """Make a subject ready, let two people clear it, and reconnect it."""
    make_ready(desk, subject, route=route)
    for clearer in ("ben", "cai"):
        (blocker,) = desk.blockers(subject)
        assert blocker["code"] == "two-clearances"
        lift(desk, blocker["need"], person=clearer)
    desk.ok("reconnect", subject)


def _before_clearing(desk: Desk, subject: str) -> list[dict[str, str]]:
    return [b for b in desk.blockers(subject) if b["code"] != "two-clearances"]


def _next(blockers: list[dict[str, str]]) -> dict[str, str]:
    for one in blockers:
        if one["code"] not in AFTER_ALL:
            return one
    return next(b for code in AFTER_ALL for b in blockers if b["code"] == code)
