"""What words and dates can be about: everybody, a service, or one part of it."""

from reinstate.core.journal.rows import ServiceRow
from reinstate.core.levels.names import name_of
from reinstate.core.state.council import Council
from reinstate.core.state.step import cells_of
from reinstate.core.terms.reference import Ref, id_of, kind_of, ref, service_of
from reinstate.desk.messages.named import about_words

Choices = list[tuple[str, str]]


def parts(council: Council, about: Ref) -> Choices:
    """Return a service and its parts, as choices."""
    service = id_of(about) if kind_of(about) == "service" else service_of(about)
    whole, cells = ref("service", service), cells_of(council, service)
    named = cells if len(cells) > 1 or kind_of(about) == "cell" else ()
    words = "all of it" if named else ""
    name = name_of(council, whole)
    return [
        (whole, f"{name}, {words}" if words else name),
        *((cell, about_words(council, cell)) for cell in named),
    ]


def everything(council: Council) -> Choices:
    """Return everybody, and every service by name, as choices."""
    rows = [row for row in council.register.rows.values() if isinstance(row, ServiceRow)]
    named = sorted((row.name or row.id, row.id) for row in rows)
    return [("", "Everybody"), *((ref("service", id_), name) for name, id_ in named)]
