"""Who a subject is: its name, what kind of thing it is, whose, and what hangs on it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from msgspec import Struct

from reinstate.core.gates.break_glass import vital_services
from reinstate.core.journal.rows import DeviceGroupRow, LinkRow, SystemRow, WaveRow
from reinstate.core.levels.names import name_of
from reinstate.core.terms.reference import Ref, id_of, kind_of, ref
from reinstate.desk.seen import Desk
from reinstate.desk.wording import HOSTED
from reinstate.operations.plain_words import NAMES


class Fact(Struct, frozen=True):
    """One thing that is known: its name and its words."""

    name: str
    words: str


class Bar(Struct, frozen=True):
    """Who a subject is; `marks` are what makes it urgent or special."""

    id: str
    name: str
    kind: str
    facts: tuple[Fact, ...]
    marks: tuple[str, ...]
    is_retired: bool


def bar_of(desk: Desk, subject: Ref) -> Bar:
    """Return who a subject is."""
    council = desk.council
    row = council.register.rows.get(subject) or council.register.gone.get(subject)
    return Bar(
        id_of(subject),
        name_of(council, subject),
        NAMES[kind_of(subject)][0].capitalize(),
        tuple(Fact(name, _capital(words)) for name, words in _facts(desk, row) if words),
        tuple(_marks(desk, subject, row)),
        subject not in council.register.rows,
    )


def _facts(desk: Desk, row: object) -> Iterator[tuple[str, str]]:
    match row:
        case SystemRow():
            yield "What it is", row.kind
            yield "Where it runs", HOSTED[row.hosting]
            yield "Owner", _row(desk, "team", row.owner_team)
            yield "Organisation", _row(desk, "organisation", row.belongs_to)
            yield "Serves", ", ".join(_row(desk, "organisation", one) for one in row.serves)
            yield "Criticality", "" if row.criticality == UNSAID else row.criticality
            yield "Runs on", row.operating_system
            yield "Supported until", _day(row.support_ends)
        case LinkRow():
            yield "To", row.kind
            yield "Other side", _row(desk, "partner", row.partner)
            yield "Organisation", _row(desk, "organisation", row.belongs_to)
        case WaveRow():
            yield "Who", row.cohort
            yield "People", f"{row.count:,}"
            yield "Owner", desk.names.get(row.owner, row.owner)
            yield "Devices", ", ".join(_row(desk, "devices", one) for one in row.device_groups)
            yield "Organisation", _row(desk, "organisation", row.belongs_to)
        case DeviceGroupRow():
            yield "Devices", f"{row.count:,}, {OWNED[row.ownership]}"
            yield "Owner", _row(desk, "team", row.owner_team)
            yield "Organisation", _row(desk, "organisation", row.belongs_to)
        case _:
            return


UNSAID: Final = "medium"
"""What a system's criticality is where its sheet says nothing."""

OWNED: Final = {"council": "the council's own", "personal": "people's own"}


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


def _day(date: str) -> str:
    """Return a date of the register as pages write it; as it stands where it is none."""
    try:
        return f"{datetime.fromisoformat(date):%-d %b %Y}"
    except ValueError:
        return date


def _row(desk: Desk, kind: str, id_: str) -> str:
    return name_of(desk.council, ref(kind, id_)) if id_ else ""


def _marks(desk: Desk, subject: Ref, row: object) -> Iterator[str]:
    if lives := [one.name or one.id for one in vital_services(desk.council, subject)]:
        yield f"Lives hang on it: {', '.join(lives)}"
    if isinstance(row, SystemRow) and row.is_foundation:
        yield "Foundation: others stand on it"
