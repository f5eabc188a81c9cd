"""How what an import changes is worded, on every surface."""

from collections import Counter
from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import fields

from reinstate.core.journal.rows import AnyRow, EdgeRow, ServiceRow, key_of
from reinstate.core.levels.names import name_of
from reinstate.core.register.compare import Comparison
from reinstate.core.state.council import Council
from reinstate.core.terms.reference import Ref, kind_of, ref, service_of
from reinstate.engines.imports.sheets import Grant
from reinstate.operations.importing_people import PersonChange

SAID: Final = {"edge": "dependency", "devices": "device group"}
"""Kinds of row that people know by another word."""

NAMED: Final = frozenset({"id", "name", "is_threat_to_life"})
"""What a row is called by in a list."""

Called = Callable[[Ref], str]
"""Says what people call a thing."""


class Listed(Struct, frozen=True):
    """Rows of one kind: how many, and the first of them by name."""

    kind: str
    count: int
    names: tuple[str, ...]

    @property
    def more(self) -> int:
        """How many are not named."""
        return self.count - len(self.names)


def names_in(council: Council, comparison: Comparison) -> Called:
    """Return what things are called once an import is taken: many come with it."""
    rows = (*comparison.added, *(new for _, new in comparison.changed))
    coming = {key_of(row): row.name for row in rows if row.name}

    def called(one: Ref) -> str:
        if kind_of(one) != "cell":
            return coming.get(one) or name_of(council, one)
        service = ref("service", service_of(one))
        return name_of(council, one).replace(name_of(council, service), called(service), 1)

    return called


def listed(
    rows: Iterable[AnyRow], limit: int, called: Called, *, is_whole: bool = False
) -> tuple[Listed, ...]:
    """Return rows by kind, of each kind the first `limit` named, or told as a whole."""

    def words(row: AnyRow) -> str:
        return whole_words(row, called) if is_whole else row_words(row, called)

    every = tuple(rows)
    counts = Counter(kind_of(key_of(row)) for row in every)
    return tuple(
        Listed(SAID.get(kind, kind), count, _names(every, kind, limit, words))
        for kind, count in counts.items()
    )


def row_words(row: AnyRow, called: Called) -> str:
    """Return what a row is called in a list."""
    if isinstance(row, EdgeRow):
        return f"{called(row.from_)} {row.kind} {called(row.to)}"
    words = f"{row.name} ({row.id})" if row.name and row.name != row.id else row.id
    is_vital = isinstance(row, ServiceRow) and row.is_threat_to_life
    return f"{words}, a threat to life" if is_vital else words


def whole_words(row: AnyRow, called: Called) -> str:
    """Return a new row with all that is said of it: whoever takes it reads it first."""
    name = row_words(row, called)
    if isinstance(row, EdgeRow):
        return name
    facts = ((each.name, getattr(row, each.name), each.default) for each in fields(type(row)))
    told = [
        f"{field.rstrip('_').replace('_', ' ')}: {value_words(value)}"
        for field, value, default in facts
        if field not in NAMED and value not in (default, ())
    ]
    words = "; ".join(told)
    return f"{name}. {words[0].upper()}{words[1:]}" if told else name


def value_words(value: Any) -> str:
    """Return a value of a row as it is told."""
    match value:
        case bool():
            return "yes" if value else "no"
        case tuple():
            return ", ".join(map(str, value)) or "none"
        case _:
            return str(value) or "nothing"


def person_words(change: PersonChange) -> str:
    """Return what becomes of a person."""
    roles = ", ".join(grant_words(change.grants))
    if change.is_new:
        return f"{change.handle} ({change.name}) is enrolled" + (f" as {roles}" if roles else "")
    parts = [f"is called {change.name}, no longer {change.old_name}"] if change.old_name else []
    parts += [f"becomes {roles}"] if roles else []
    return f"{change.handle} {' and '.join(parts)}"


def grant_words(grants: Iterable[Grant]) -> Iterable[str]:
    """Yield roles with their scope and end."""
    for grant in grants:
        where = "" if grant.scope == "all" else f" over {grant.scope}"
        yield f"{grant.role}{where}" + (f" until {grant.until}" if grant.until else "")


def _names(
    rows: Iterable[AnyRow], kind: str, limit: int, words: Callable[[AnyRow], str]
) -> tuple[str, ...]:
    of_kind = (row for row in rows if kind_of(key_of(row)) == kind)
    return tuple(words(row) for row in islice(of_kind, limit))
