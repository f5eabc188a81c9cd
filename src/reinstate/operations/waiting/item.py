"""One thing that waits for a person, and the question whether this person may do it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Any, Final

from msgspec import Struct

from reinstate.core.access.roles import holds, roles_of
from reinstate.core.commands.decide import may_not
from reinstate.core.commands.table import RULES
from reinstate.core.journal.asking import Asking
from reinstate.core.journal.entry import Via
from reinstate.core.levels.names import name_of
from reinstate.core.state.council import Council
from reinstate.core.terms.reference import PersonId, Ref
from reinstate.core.terms.role import Role
from reinstate.core.terms.trouble import Refused
from reinstate.operations.overview import Overview

VIA: Final = Via("passkey", "desk")
"""What is asked is what somebody may do, once they have proved who they are."""


class Kind(StrEnum):
    """What a person is waited for with, most pressing first."""

    GLASS = "glass"
    UNKNOWN = "unknown"
    DEMAND = "demand"
    SIGN = "sign"
    CLEAR = "clear"
    RECONNECT = "reconnect"
    AUTHORITY = "authority"
    APPROVE = "approve"
    FINDING = "finding"
    OPEN = "open"
    ACCEPT = "accept"
    CLEAN = "clean"
    PHASE = "phase"
    NEXT_UPDATE = "next-update"
    PROMISE = "promise"
    WORDS = "words"
    LEVEL_REVIEW = "level-review"
    CONDITION = "condition"
    CONFIRM = "confirm"
    SEEN = "seen"
    COUNT = "count"
    WORK = "work"
    TEXT_REVIEW = "text-review"


class Waiting(Struct, frozen=True, kw_only=True):
    """One thing that waits for a person.

    `about` is the subject, cell or service, `id` what else names it: a proposal, a notice, a
    person. `command` is what the person would say, where that takes no words of theirs.
    """

    kind: Kind
    sentence: str
    about: Ref = ""
    id: str = ""
    due_at: datetime | None = None
    command: Any = None

    def is_late(self, at: datetime) -> bool:
        """Return whether it was due before."""
        return self.due_at is not None and self.due_at < at


@dataclass(frozen=True)
class Asked:
    """The council at a glance, and the person of whom is asked what waits for them."""

    known: Overview
    person: PersonId
    at: datetime

    @property
    def council(self) -> Council:
        """Return what is known."""
        return self.known.council

    @cached_property
    def roles(self) -> frozenset[Role]:
        """Return the roles of the person, over whatever scope."""
        return roles_of(self.council, self.person, self.at)

    @property
    def asking(self) -> Asking:
        """Return the person as the rules ask for them."""
        return Asking("waiting", self.at, self.person, VIA)

    def name(self, reference: Ref) -> str:
        """Return what something on the register is called."""
        return name_of(self.council, reference)

    def holds_any(self, roles: frozenset[Role], target: Ref | None) -> bool:
        """Return whether the person holds one of these roles over something."""
        return any(
            holds(self.council, self.person, role, target, self.at) for role in roles & self.roles
        )

    def may(self, command: Any) -> bool:
        """Return whether the person may give a command, whatever the rules then say of it."""
        rule = RULES[type(command)]
        if rule.roles and not rule.roles & self.roles:
            return False
        return not may_not(self.council, command, rule, self.asking)

    def would(self, command: Any) -> bool:
        """Return whether a command would be done, if the person gave it now."""
        if not self.may(command):
            return False
        try:
            return bool(RULES[type(command)].decide(self.council, command, self.asking))
        except Refused:
            return False
