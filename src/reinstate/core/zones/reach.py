"""How far a thing reaches: everything that needs it, and everything that it needs."""

from collections.abc import Callable, Iterable, Mapping

from reinstate.core.journal.rows import ServiceRow
from reinstate.core.state.council import Council
from reinstate.core.state.register import NO_REFS
from reinstate.core.state.step import cells_of
from reinstate.core.terms.reference import Ref, id_of, kind_of, ref, service_of, sources_of

EdgeTest = Callable[[Ref, Ref], bool]


def needs_of(council: Council, reference: Ref) -> frozenset[Ref]:
    """Return what this needs directly; a cell has its service's needs too."""
    edges = council.register.needs
    found = NO_REFS
    for source in sources_of(reference):
        found |= edges.get(source, NO_REFS)
    return found


def closure(council: Council, reference: Ref) -> frozenset[Ref]:
    """Return everything that this needs, and what that needs, itself not included."""
    found: set[Ref] = set()
    waiting = [reference]
    while waiting:
        for need in needs_of(council, waiting.pop()):
            if need not in found:
                found.add(need)
                waiting.append(need)
    return frozenset(found)


def dependants(council: Council, refs: Iterable[Ref]) -> frozenset[Ref]:
    """Return everything that needs any of these, cells and services included."""
    starts = dict.fromkeys(refs, 0)
    return frozenset(reached(council, starts)) - frozenset(starts)


def services_needing(council: Council, refs: Iterable[Ref]) -> tuple[ServiceRow, ...]:
    """Return the services that need any of these: threats to life and the most harm first."""
    needing = dependants(council, refs)
    of_cells = {ref("service", service_of(one)) for one in needing if kind_of(one) == "cell"}
    rows = (council.register.rows.get(one) for one in needing | of_cells)
    found = [row for row in rows if isinstance(row, ServiceRow)]
    found.sort(key=lambda row: (not row.is_threat_to_life, -row.harm_per_day, row.name, row.id))
    return tuple(found)


def reached(
    council: Council, starts: Mapping[Ref, int], stops_at: EdgeTest | None = None
) -> dict[Ref, int]:
    """Return each thing that needs one of `starts`, with the number of a start that reaches it.

    `stops_at(who, what)` says that the edge by which `who` needs `what` carries no further.
    The starts themselves are included. The order is the same on every machine.
    """
    found = dict(starts)
    waiting = list(starts)
    while waiting:
        what = waiting.pop()
        for who in _needing(council, what):
            if who not in found and not (stops_at is not None and stops_at(who, what)):
                found[who] = found[what]
                waiting.append(who)
    return found


def _needing(council: Council, reference: Ref) -> Iterable[Ref]:
    yield from sorted(council.register.needed_by.get(reference, NO_REFS))
    if kind_of(reference) in ("service", "cell"):
        service = id_of(reference).split("/")[0]
        yield from (c for c in cells_of(council, service) if reference in sources_of(c))
