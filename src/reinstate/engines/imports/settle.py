"""Which drafts stand: each key once, cells that are a partition, nothing named that is missing."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from reinstate.core.register.cells import (
    CELLS_PER_SERVICE_MAX,
    divided,
    do_overlap,
    undivided,
)
from reinstate.core.terms.reference import Ref, cell, kind_of, ref, service_of
from reinstate.engines.imports.drafts import Draft
from reinstate.engines.imports.kinds import CELLS, DEPENDENCIES
from reinstate.engines.imports.names import Names, claim_of
from reinstate.engines.imports.sheets import Known, Problem
from reinstate.engines.imports.values import quoted

ITSELF: Final = "The row makes a thing depend on itself."


def settle(drafts: Sequence[Draft], names: Names, known: Known) -> list[Problem]:
    """Mark every draft that cannot stand as bad, and return why.

    A row that names a bad row is bad too, and so on; a service's cells stand or fall
    together, since a part of a partition would leave people out.
    """
    problems = [*_repeated(drafts), *_on_itself(drafts), *_overlapping(drafts)]
    while fallen := [*_cells_apart(drafts), *_naming_nothing(drafts, names, known)]:
        problems += fallen
    return problems


def cells_by_service(drafts: Iterable[Draft]) -> dict[str, tuple[Ref, ...]]:
    """Return the cells that good rows of a sheet of cells list, by service."""
    found: defaultdict[str, list[Ref]] = defaultdict(list)
    for draft in drafts:
        if draft.kind is CELLS and not draft.is_bad:
            found[draft.values["service"]].append(cell_of(draft))
    return {service: tuple(cells) for service, cells in found.items()}


def cell_of(draft: Draft) -> Ref:
    """Return the cell that a row of a sheet of cells lists."""
    values = draft.values
    return cell(values["service"], values.get("channel", "all"), values.get("group", "all"))


def _repeated(drafts: Iterable[Draft]) -> list[Problem]:
    problems: list[Problem] = []
    first: dict[tuple[str, ...], Draft] = {}
    for draft in drafts:
        if not (key := _key(draft)):
            continue
        earlier = first.setdefault((draft.kind.name, *key), draft)
        if earlier is not draft:
            column = draft.kind.columns[0].name
            words = f"{_called(key[-1], earlier, draft)} in {earlier.place} and in {draft.place}."
            words += " Keep one."
            problems.append(draft.refuse(column, words))
    return problems


def _called(key: str, *drafts: Draft) -> str:
    """Return what stands twice, with both names where two share what they are known by."""
    names = dict.fromkeys(str(draft.values.get("name", "")) for draft in drafts)
    if len(names) > 1 and all(names):
        return f"{key} stands twice, as {' and as '.join(map(quoted, names))}:"
    return f"{key} stands twice:"


def _key(draft: Draft) -> tuple[str, ...]:
    """Return what no other row of the same kind of sheet may share; nothing if unreadable."""
    if draft.kind is DEPENDENCIES:
        ends = (draft.values.get("from_", ""), draft.values.get("to", ""))
        return (f"{ends[0]} -> {ends[1]}",) if all(ends) and not draft.is_bad else ()
    if draft.kind is CELLS:
        return () if draft.is_bad else (cell_of(draft),)
    key = claim_of(draft) or draft.values.get("id", "")
    return (key,) if key else ()


def _on_itself(drafts: Iterable[Draft]) -> list[Problem]:
    return [
        draft.refuse("to", ITSELF)
        for draft in drafts
        if draft.kind is DEPENDENCIES
        and not draft.is_bad
        and draft.values["from_"] == draft.values["to"]
    ]


def _overlapping(drafts: Iterable[Draft]) -> list[Problem]:
    problems: list[Problem] = []
    by_service: defaultdict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        if draft.kind is not CELLS or draft.is_bad:
            continue
        earlier = by_service[draft.values["service"]]
        if len(earlier) == CELLS_PER_SERVICE_MAX:
            words = f"The service has too many cells; the most is {CELLS_PER_SERVICE_MAX}."
            problems.append(draft.refuse("service", words))
            continue
        clash = next((one for one in earlier if do_overlap(cell_of(one), cell_of(draft))), None)
        if clash:
            words = (
                f"{cell_of(draft)} overlaps {cell_of(clash)} of {clash.place}: "
                "the same people would stand in two cells."
            )
            problems.append(draft.refuse("group", words))
        earlier.append(draft)
    return problems


def _cells_apart(drafts: Iterable[Draft]) -> list[Problem]:
    bad: dict[str, Draft] = {}
    for draft in drafts:
        if draft.kind is CELLS and draft.is_bad and "service" in draft.values:
            bad.setdefault(draft.values["service"], draft)
    return [
        draft.refuse("", f"Left out, because another cell of its service is bad ({other.place}).")
        for draft in drafts
        if draft.kind is CELLS and not draft.is_bad and (other := bad.get(draft.values["service"]))
    ]


def _naming_nothing(drafts: Sequence[Draft], names: Names, known: Known) -> list[Problem]:
    stands = _standing(drafts, known)
    return [
        draft.refuse(column, _missing_words(reference, names))
        for draft in drafts
        if not draft.is_bad
        for column, reference in draft.names
        if not stands(reference)
    ]


def _standing(drafts: Sequence[Draft], known: Known) -> Callable[[Ref], bool]:
    """Return whether a reference leads to something good in the import or in the register."""
    keys = set(known.keys) | {ref("person", handle) for handle in known.handles}
    keys |= {claim_of(draft) for draft in drafts if not draft.is_bad}
    listed = cells_by_service(drafts)
    partitions: dict[str, frozenset[Ref]] = {}

    def stands(reference: Ref) -> bool:
        if kind_of(reference) != "cell":
            return reference in keys
        service = service_of(reference)
        if service not in partitions:
            partitions[service] = _partition(service, known.cells, listed)
        return ref("service", service) in keys and reference in partitions[service]

    return stands


def _partition(
    service: str, known: Mapping[str, tuple[Ref, ...]], listed: Mapping[str, tuple[Ref, ...]]
) -> frozenset[Ref]:
    return frozenset(divided(known.get(service, undivided(service)), listed.get(service, ())))


def _missing_words(reference: Ref, names: Names) -> str:
    if place := names.claimed.get(reference):
        return f"{reference} is in this import, but its row is bad ({place})."
    if kind_of(reference) == "cell":
        return f"{reference} is none of the cells that its service is divided into."
    if kind_of(reference) == "person":
        return f"{reference} is neither in this import nor enrolled."
    return f"{reference} is neither in this import nor in the register."
