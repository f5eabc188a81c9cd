"""Facts of every kind for Hypothesis, about a council as it is known at a moment."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy, booleans, builds, integers, just, sampled_from
from msgspec import Struct

from reinstate.core.checks.required import known_checks
from reinstate.core.journal.events import facts
from reinstate.core.state.council import Council
from reinstate.core.state.step import all_cells
from reinstate.core.terms.moment import Moment, exactly
from reinstate.core.terms.reference import is_subject
from reinstate.core.terms.system import Route, Verdict
from tests.builders import DAY, HOUR, a_digest, a_note

UNKNOWN: Final = "c99999.0"


class Known(Struct, frozen=True):
    """What commands can be about."""

    council: Council
    at: datetime

    def one(self, ids: Iterable[Any]) -> SearchStrategy[Any]:
        """Return one of these, or something unknown when there is none."""
        return sampled_from(sorted(ids) or [UNKNOWN])

    @property
    def subject(self) -> SearchStrategy[str]:
        """Return a subject on the register."""
        return self.one(key for key in self.council.register.rows if is_subject(key))

    @property
    def subjects(self) -> SearchStrategy[tuple[str, ...]]:
        """Return one or two subjects."""
        return st.lists(self.subject, min_size=1, max_size=2, unique=True).map(tuple)

    @property
    def person(self) -> SearchStrategy[str]:
        """Return a person."""
        return self.one(self.council.people)

    @property
    def cell(self) -> SearchStrategy[str]:
        """Return a cell."""
        return self.one(all_cells(self.council))

    @property
    def entry(self) -> SearchStrategy[int]:
        """Return an entry that is remembered as a fact."""
        return self.one(self.council.facts)

    @property
    def check(self) -> SearchStrategy[str]:
        """Return the name of a check."""
        return self.one(known_checks(self.council))

    def ids_of(self, type_: type) -> SearchStrategy[str]:
        """Return the id of a fact of one type."""
        return self.one(e.id for e in self.council.facts.values() if isinstance(e.event, type_))

    @property
    def past(self) -> SearchStrategy[Moment]:
        """Return a moment that is past."""
        spans = sampled_from((0 * DAY, HOUR, DAY, 40 * DAY))
        return spans.map(lambda span: exactly(self.at - span))

    @property
    def future(self) -> SearchStrategy[datetime]:
        """Return a time to come."""
        return sampled_from((HOUR, DAY, 30 * DAY)).map(lambda span: self.at + span)


Make = Callable[[Known], SearchStrategy[Any]]
NOTE: Final = just(a_note())
DIGEST: Final = just(a_digest())
COUNTS: Final = sampled_from((0, 1, 500))


def fact(known: Known) -> SearchStrategy[facts.Fact]:
    """Return any fact that one person may record."""
    return sampled_from(sorted(FACTS, key=repr)).flatmap(lambda type_: FACTS[type_](known))


def _done_by(known: Known) -> SearchStrategy[tuple[str, ...]]:
    return known.person.map(lambda person: (person,))


def _of_subject(type_: type, **how: Make) -> Make:
    """Return how to make a fact about a subject; each field is made from what is known."""

    def make(known: Known) -> SearchStrategy[Any]:
        fields = {name: made(known) for name, made in how.items()}
        return builds(type_, subject=known.subject, **fields)

    return make


def _always(strategy: SearchStrategy[Any]) -> Make:
    return lambda _known: strategy


FACTS: Final[dict[type, Make]] = {
    facts.RouteChosen: _of_subject(facts.RouteChosen, route=_always(sampled_from(Route))),
    facts.EvidenceTaken: _of_subject(
        facts.EvidenceTaken,
        what=_always(sampled_from(("disk", "access-logs"))),
        files=_always(sampled_from(((), (a_digest(),)))),
    ),
    facts.EvidenceUnobtainable: _of_subject(facts.EvidenceUnobtainable, reason=_always(NOTE)),
    facts.RestorePointRecorded: _of_subject(
        facts.RestorePointRecorded,
        point=lambda known: known.past,
        digest=_always(DIGEST),
        is_integrity_verified=_always(booleans()),
        sweep=_always(sampled_from(Verdict)),
        files=_always(COUNTS),
        rules=_always(COUNTS),
    ),
    facts.Rebuilt: _of_subject(
        facts.Rebuilt, done_by=_done_by, method=_always(sampled_from(("wiped", "new")))
    ),
    facts.Restored: _of_subject(
        facts.Restored,
        point=lambda known: known.ids_of(facts.RestorePointRecorded),
        done_by=_done_by,
        contents=_always(sampled_from(("all", "data-only"))),
    ),
    facts.AttestationReceived: _of_subject(
        facts.AttestationReceived,
        author=_always(NOTE),
        digest=_always(DIGEST),
        expires_at=lambda known: known.future,
    ),
    facts.TokensRevoked: _of_subject(facts.TokensRevoked, done_by=_done_by),
    facts.CredentialsReset: _of_subject(
        facts.CredentialsReset,
        done_by=_done_by,
        are_recovery_accounts_checked=_always(booleans()),
    ),
    facts.Patched: _of_subject(
        facts.Patched, done_by=_done_by, level=_always(just(a_note("2026-03")))
    ),
    facts.ConfigurationRecorded: _of_subject(facts.ConfigurationRecorded, digest=_always(DIGEST)),
    facts.SupportAccepted: _of_subject(
        facts.SupportAccepted, until=lambda known: known.future, reason=_always(NOTE)
    ),
    facts.MonitoringAttached: _of_subject(
        facts.MonitoringAttached, where=_always(sampled_from(("central", "local")))
    ),
    facts.SubjectAccepted: _of_subject(facts.SubjectAccepted),
    facts.DegradedAccepted: _of_subject(
        facts.DegradedAccepted,
        without=lambda known: known.subject,
        scope=_always(just(a_note("all"))),
        until=lambda known: known.future,
        loss=_always(NOTE),
    ),
    facts.DevicesDone: _of_subject(
        facts.DevicesDone,
        rebuilt=_always(integers(-1, 10)),
        examined=_always(integers(0, 10)),
        done_by=_done_by,
    ),
    facts.CheckRecorded: _of_subject(
        facts.CheckRecorded,
        check=lambda known: known.check,
        verdict=_always(sampled_from(Verdict)),
        files=_always(COUNTS),
        rules=_always(COUNTS),
        digest=_always(DIGEST),
        gaps=_always(sampled_from(((), (a_note("old"),)))),
    ),
}
"""How to make each fact."""
