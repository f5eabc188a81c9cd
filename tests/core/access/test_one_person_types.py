"""Whatever one person types in a real home, alone and through people they hold, never clears."""

from itertools import combinations
from typing import Final

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reinstate.core.access import (
    confirm,
    end_grant,
    enrol,
    grant_role,
    report_compromised,
    reset_factor,
)
from reinstate.core.access.standing import controlled_by, pair_trouble
from reinstate.core.journal.events.people import FactorKind
from reinstate.core.state.council import Council
from reinstate.core.terms.role import Role
from reinstate.core.terms.trouble import Refused
from tests.core.access.builders import (
    ASHA,
    BEN,
    CAI,
    DEE,
    a_clearer,
    a_home,
    confirmed,
    done,
    enrolled,
    now,
)

PEOPLE_MAX = 8
ACTS = (
    "enrol",
    "enrol-fully",
    "clearer",
    "administrator",
    "end",
    "password",
    "totp",
    "passkey",
    "confirm",
    "accuse",
)
Step = tuple[str, int, int]
"""An act, who of the held people types it, and upon whom."""

STEPS = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, PEOPLE_MAX), st.integers(0, PEOPLE_MAX)),
    min_size=4,
    max_size=40,
)


def honest_home() -> Council:
    """Return a home where Asha, Ben, Cai and Dee are four people, all administrators."""
    council = a_clearer(a_home(), CAI, by=ASHA, confirmed_by=BEN)
    council = enrolled(council, DEE, by=BEN, roles=(Role.CLEARER, Role.ADMINISTRATOR))
    council = done(council, ASHA, grant_role.decide, grant_role.GrantRole(CAI, Role.ADMINISTRATOR))
    council = done(council, ASHA, grant_role.decide, grant_role.GrantRole(ASHA, Role.CLEARER))
    return confirmed(confirmed(council, DEE, by=CAI), ASHA, by=BEN)


class Typist:
    """One founder who types for everybody whose passphrase they know; nobody else acts."""

    def __init__(self, council: Council, founder: str) -> None:
        self.council = council
        self.founder = founder
        self.held = [founder]

    def take(self, step: Step) -> None:
        """Try one act; what the rules refuse does not happen."""
        act, by, upon = step
        actor = self.held[by % len(self.held)]
        if not self.council.people[actor].is_active:
            return
        everybody = sorted(self.council.people)
        target = everybody[upon % len(everybody)]
        match act:
            case "clearer" | "administrator":
                self.grant(actor, target, Role(act))
            case "password" | "totp" | "passkey":
                self.reset(actor, target, act)
            case "confirm":
                self.try_(actor, confirm, confirm.Confirm(target))
            case _:
                getattr(self, act.replace("-", "_"))(actor, target)

    def try_(self, actor: str, module: object, command: object) -> bool:
        """Return whether it was allowed and done."""
        try:
            self.council = done(self.council, actor, vars(module)["decide"], command)
        except Refused:
            return False
        return True

    def enrol(self, actor: str, _target: str) -> str:
        """Make up a person."""
        new = f"p-{len(self.council.people)}"
        if len(self.council.people) < PEOPLE_MAX and self.try_(actor, enrol, enrol.Enrol(new)):
            self.held.append(new)
        return new

    def enrol_fully(self, actor: str, target: str) -> None:
        """Make up a person with roles and a passphrase."""
        new = self.enrol(actor, target)
        if new in self.council.people:
            self.grant(actor, new, Role.CLEARER)
            self.grant(actor, new, Role.ADMINISTRATOR)
            self.reset(actor, new)

    def grant(self, actor: str, target: str, role: Role) -> None:
        """Give a role, whether or not the actor may: that is looked at elsewhere."""
        self.try_(actor, grant_role, grant_role.GrantRole(target, role))

    def end(self, actor: str, target: str) -> None:
        """End the newest grant of somebody."""
        for grant in self.council.people[target].grants[-1:]:
            self.try_(actor, end_grant, end_grant.EndGrant(grant))

    def reset(self, actor: str, target: str, kind: FactorKind = "password") -> None:
        """Set a passphrase, or take codes or keys away: whoever does it can set up their own."""
        is_done = self.try_(actor, reset_factor, reset_factor.ResetFactor(target, kind))
        if is_done and target not in self.held:
            self.held.append(target)

    def accuse(self, actor: str, target: str) -> None:
        """Say that somebody is compromised: it must not make others look cleaner."""
        if target != self.founder:
            command = report_compromised.ReportCompromised(target)
            self.try_(actor, report_compromised, command)


TWO_CHAINS: list[Step] = [
    ("enrol-fully", 0, 0),  # one, by Asha
    ("enrol-fully", 0, 0),  # two, by Asha
    ("enrol-fully", 1, 0),  # three, by one
    ("enrol-fully", 3, 0),  # four, by three
    ("confirm", 2, 3),  # two vouches for four
    ("confirm", 4, 2),  # four vouches for three
]
"""Puppets in two chains that vouch crosswise, so that each seems to rest on the other."""

OWN_CHANGE: list[Step] = [
    ("password", 0, 2),  # the founder sets Cai's passphrase
    ("password", 1, 2),  # and changes it as Cai
]
"""A reset by somebody else, washed off by a change that looks like the person's own."""

ROUND_ABOUT: list[Step] = [
    ("password", 0, 2),  # the founder sets Cai's passphrase
    ("enrol-fully", 1, 0),  # as Cai, makes up a person
    ("password", 2, 3),  # as whom Cai's passphrase is set again
]
"""A person who rests on somebody made up by that very person."""

OTHER_KIND: Final[list[Step]] = [
    ("totp", 0, 2),  # the founder takes Cai's codes away
    ("passkey", 1, 2),  # and, as Cai, keys that Cai never had
    ("enrol-fully", 1, 0),
    ("passkey", 2, 3),  # and again as somebody made up
    ("totp", 2, 3),
]
"""A reset of one kind, washed off by one of another."""


@pytest.mark.parametrize("founder", [ASHA, BEN])
@given(steps=STEPS)
@example(steps=TWO_CHAINS)
@example(steps=OWN_CHANGE)
@example(steps=ROUND_ABOUT)
@example(steps=OTHER_KIND)
@settings(max_examples=60)
def test_nobody_held_by_one_person_counts_beside_another_such(
    founder: str, steps: list[Step]
) -> None:
    typist = Typist(honest_home(), founder)
    for step in steps:
        typist.take(step)
        council = typist.council
        assert set(typist.held) <= controlled_by(council, founder), step
        for a, b in combinations(typist.held, 2):
            assert pair_trouble(council, a, b, now(council)), (a, b)
