"""The gate itself: everything between a subject and the network, in one answer.

This one function draws the page and enforces the rule.
"""

from datetime import datetime

from msgspec import Struct

from reinstate.core.gates.look import Found, Look, look_at
from reinstate.core.gates.requirements import clean_rows, connected_rows, has_clean_stage
from reinstate.core.gates.rows_clearances import is_glass_overdue, two_clearances
from reinstate.core.gates.rows_connected import needs_connected
from reinstate.core.state.council import Council
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.note import Note
from reinstate.core.terms.reference import EntryId, Ref
from reinstate.core.terms.zone import Basis, Declared

BEFORE_CLEARING = frozenset({"two-clearances", "needs-connected", "accepted"})
"""What may still be missing when somebody clears: other people and other subjects."""


class Examination(Struct, frozen=True):
    """What the gate says of a subject at one moment.

    `blockers` are all there are up to connected; `facts` satisfy the rows that are
    satisfied; `gaps` are accepted holes in the checks.
    """

    look: Look
    blockers: tuple[Blocker, ...]
    facts: tuple[EntryId, ...]
    gaps: tuple[Note, ...]

    @property
    def is_open(self) -> bool:
        """Return whether nothing stands in the way; connected: that no demand stands."""
        return not self.blockers

    def to_clean(self) -> tuple[Blocker, ...]:
        """Return what holds it back from the clean zone."""
        return tuple(b for b in self.blockers if b.gate == "clean" and b.code != "not-clean")

    def before_clearing(self) -> tuple[Blocker, ...]:
        """Return what must be lifted before anybody may clear it."""
        return tuple(b for b in self.blockers if b.code not in BEFORE_CLEARING)


def examine(council: Council, subject: Ref, at: datetime) -> Examination:
    """Return everything that stands between a subject and the network."""
    look = look_at(council, subject, at)
    if look.row is None:
        return _only(look, _not_on_register(look))
    if look.state.is_connected:
        return _examine_connected(look)
    if look.state.declared in (Declared.UNKNOWN, Declared.CONNECTED):
        return _only(look, _nothing_known(look))
    clean = [row(look) for row in clean_rows(look)]
    waiting = _must_be_clean_first(look)
    connected = [row(look) for row in connected_rows(look)]
    return _joined(look, [*clean, waiting, *connected])


def blockers(council: Council, subject: Ref, at: datetime) -> tuple[Blocker, ...]:
    """Return all that stands between a subject and the network, not only the first thing."""
    return examine(council, subject, at).blockers


def _examine_connected(look: Look) -> Examination:
    """A connected subject is only asked about demands; with one, its whole gate is."""
    rows = [row(look) for row in connected_rows(look)]
    if look.since:
        return _joined(look, [_demand(look), *rows])
    found = [Found(facts=row.facts, gaps=row.gaps) for row in rows]
    if look.state.basis is Basis.RECONNECTED:  # an acceptance ran out, or was withdrawn
        found.append(Found(needs_connected(look).blockers))
    if is_glass_overdue(look) and two_clearances(look).blockers:
        found.append(_signature(look))
    return _joined(look, found)


def _demand(look: Look) -> Found:
    """One act answers every demand on a subject, so they are one blocker with every cause."""
    demands = [look.council.demands[id_] for id_ in look.state.demands]
    causes = [f"{one.cause} (entry {one.because})" for one in demands if not one.is_met]
    if not causes:
        return Found()
    return look.blocked(
        "connected",
        "demand",
        f"Isolate it, or clear it again on new checks: {' and '.join(dict.fromkeys(causes))}.",
        f"reinstate isolate {look.subject}",
    )


def _signature(look: Look) -> Found:
    return look.blocked(
        "connected",
        "second-signature",
        "It was reconnected by break-glass and the second signature is overdue: sign, or"
        " isolate it.",
        f"reinstate clear {look.subject} --as PERSON",
    )


def _must_be_clean_first(look: Look) -> Found:
    if look.state.declared is Declared.CLEAN or not has_clean_stage(look.subject):
        return Found()
    return look.blocked(
        "clean",
        "not-clean",
        "It is still isolated: it has to be moved to the clean zone first.",
        f"reinstate clean {look.subject}",
    )


def _not_on_register(look: Look) -> Blocker:
    return Blocker(
        "connected",
        "not-on-register",
        f"The register has no {look.subject}, or it is retired.",
        "reinstate import FILE --yes",
    )


def _nothing_known(look: Look) -> Blocker:
    never_cut = (
        ""
        if look.state.isolated_in
        else f", or its owner says so: reinstate never-cut {look.subject} --why TEXT"
    )
    return Blocker(
        "connected",
        "zone-unknown",
        f"Nobody knows whether it is connected: isolate it{never_cut}.",
        f"reinstate isolate {look.subject}",
    )


def _only(look: Look, blocker: Blocker) -> Examination:
    return Examination(look, (blocker,), (), ())


def _joined(look: Look, found: list[Found]) -> Examination:
    return Examination(
        look,
        tuple(blocker for one in found for blocker in one.blockers),
        tuple(dict.fromkeys(fact for one in found for fact in one.facts)),
        tuple(dict.fromkeys(gap for one in found for gap in one.gaps)),
    )
