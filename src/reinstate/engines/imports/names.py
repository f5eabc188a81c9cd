"""What the cells of a sheet name: a bare id or `kind:id` becomes one reference."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final

from msgspec import structs

from reinstate.core.terms.reference import ID_PATTERN, Ref, cell, id_of, kind_of, ref
from reinstate.engines.imports.drafts import Draft
from reinstate.engines.imports.kinds import Column
from reinstate.engines.imports.sheets import Known, Problem
from reinstate.engines.imports.values import BadCell, quoted

CELL_PARTS_MAX: Final = 3
_ID: Final = re.compile(ID_PATTERN)


class Names:
    """Every key that the register has or that a row of this import claims, good or bad."""

    def __init__(self, known: Known, drafts: Iterable[Draft]) -> None:
        """Gather the keys of the register, of people, and of the rows of this import."""
        self.claimed: dict[Ref, str] = {}
        for draft in drafts:
            if key := claim_of(draft):
                self.claimed.setdefault(key, draft.place)
        people = (ref("person", handle) for handle in known.handles)
        self._kinds: defaultdict[str, set[str]] = defaultdict(set)
        for key in (*known.keys, *people, *self.claimed):
            self._kinds[id_of(key)].add(kind_of(key))

    def resolved(self, words: str, kinds: tuple[str, ...]) -> Ref:
        """Return the reference that `words` mean, being of one of these kinds."""
        kind, colon, id_ = words.partition(":")
        if not colon:
            kind, id_ = self._kind_of(words, kinds), words
        if kind not in kinds:
            raise BadCell(f"{quoted(words)} must be of the kind {_either(kinds)}")
        if kind == "cell":
            return _cell(words, id_)
        if not _ID.fullmatch(id_):
            raise BadCell(f"{quoted(words)} names nothing: {quoted(id_)} is no id")
        return ref(kind, id_)

    def _kind_of(self, words: str, kinds: tuple[str, ...]) -> str:
        if len(kinds) == 1:
            return kinds[0]
        if "/" in words and "cell" in kinds:
            return "cell"
        found = [kind for kind in kinds if kind in self._kinds.get(words, ())]
        if not found:
            raise BadCell(
                f"No {_either(kinds)} in this import or in the register has the id {quoted(words)}"
            )
        if len(found) > 1:
            written = " or ".join(ref(kind, words) for kind in found)
            raise BadCell(f"{quoted(words)} could mean several things: write {written}")
        return found[0]


def claim_of(draft: Draft) -> Ref:
    """Return the key that a row claims before its names are resolved, or nothing."""
    if draft.kind.brings == "person" and "handle" in draft.values:
        return ref("person", draft.values["handle"])
    if draft.kind.row and isinstance(draft.values.get("id"), str):
        return ref(draft.kind.brings, draft.values["id"])
    return ""


def resolve(draft: Draft, names: Names) -> list[Problem]:
    """Replace what the cells of a draft name by references, and note each in the draft."""
    problems: list[Problem] = []
    for column in draft.kind.columns:
        if column.names and column.target in draft.values:
            try:
                draft.values[column.target] = _resolved(draft, column, names)
            except BadCell as trouble:
                problems.append(draft.refuse(column.name, f"{trouble}."))
    return problems


def _resolved(draft: Draft, column: Column, names: Names) -> Any:
    value = draft.values[column.target]

    def one(words: str) -> Ref:
        reference = names.resolved(words, column.names)
        draft.names.append((column.name, reference))
        return reference if column.form == "ref" else id_of(reference)

    if column.form == "grant":
        return tuple(_scoped(draft, column, names, grant) for grant in value)
    if isinstance(value, str):
        return one(value)
    found = tuple(one(words) for words in value)
    if len(set(found)) < len(found):
        raise BadCell("The cell names one thing twice")
    return found


def _scoped(draft: Draft, column: Column, names: Names, grant: Any) -> Any:
    if grant.scope == "all":
        return grant
    scope = names.resolved(grant.scope, column.names)
    draft.names.append((column.name, scope))
    return structs.replace(grant, scope=scope)


def _cell(words: str, id_: str) -> Ref:
    parts = id_.split("/")
    if len(parts) > CELL_PARTS_MAX or not all(map(_ID.fullmatch, parts)):
        raise BadCell(f"{quoted(words)} is no cell: write service/channel/group")
    return cell(parts[0], *(part.lower() for part in parts[1:]))


def _either(kinds: tuple[str, ...]) -> str:
    return kinds[0] if len(kinds) == 1 else f"{', '.join(kinds[:-1])} or {kinds[-1]}"
