"""What a request sees: the council as known at one entry, the moment, and who looks."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Final

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from reinstate.core.journal.entry import Via
from reinstate.core.journal.events.people import Strength
from reinstate.core.state.council import Council
from reinstate.core.terms.reference import PersonId
from reinstate.operations import identity
from reinstate.operations.act import Acting

AS_OF: Final = "as-of"
"""What an address carries that shows a page as it was known."""


@dataclass(frozen=True)
class Desk:
    """One moment of the council, and the person who looks at it.

    `council` and `at` are what the page shows; `present` and `now` are how things are, by
    which it is judged what the person may do. `as_of` is the past moment as it was asked
    for; empty for now. `person` is empty where nobody signed in.
    """

    council: Council
    at: datetime
    present: Council
    now: datetime
    person: PersonId = ""
    strength: Strength = "asserted"
    as_of: str = ""
    is_home_of_demo: bool = field(default=False)

    @property
    def is_past(self) -> bool:
        """Return whether the page shows what was known earlier."""
        return bool(self.as_of)

    @property
    def is_practice(self) -> bool:
        """Return whether nobody has to prove who they are."""
        return self.present.home.kind == "practice"

    @property
    def has_set_clock(self) -> bool:
        """Return whether the home goes by a clock that somebody set, not by the machine's."""
        return self.present.home.clock is not None

    @cached_property
    def names(self) -> dict[PersonId, str]:
        """Return the names of people by id."""
        return identity.names()

    def acting(self, command_id: str = "") -> Acting:
        """Return who acts by this request, for an operation."""
        return Acting(self.person, Via(self.strength, "desk"), command_id)


class DeskRequest(HttpRequest):
    """A request that the middleware has put the desk on."""

    desk: Desk
    htmx: HtmxDetails
