"""Stories for the public pages: entries one command after another, and the texts beside them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path

import reinstate.demo
from reinstate.core.journal.asking import Asking, entries_of
from reinstate.core.journal.entry import Entry, Via
from reinstate.core.journal.events.facts import DegradedAccepted
from reinstate.core.journal.events.home import CouncilNames, HomeKind, HomeOpened
from reinstate.core.journal.events.incident import IncidentDeclared
from reinstate.core.journal.events.notices import Audience, NoticeApproved, NoticeDrafted
from reinstate.core.journal.events.register import CellsDivided, RowAdded
from reinstate.core.journal.events.service import ServiceOpened
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.journal.events.zones import SubjectIsolated, SubjectReconnected
from reinstate.core.journal.rows import AnyRow, EdgeRow, ServiceRow, SystemRow
from reinstate.core.levels.openings import openings
from reinstate.core.levels.view import View
from reinstate.core.notices.bound import levels_for
from reinstate.core.notices.digest import words_digest
from reinstate.core.notices.lapses import lapses
from reinstate.core.state.council import NOTHING_KNOWN, Council
from reinstate.core.state.evolve import fold
from reinstate.core.terms.level import Level
from reinstate.core.terms.limit import STARTING_LIMITS
from reinstate.core.terms.note import Note
from reinstate.core.terms.place import Place
from reinstate.core.terms.reference import Ref, cell
from reinstate.core.terms.zone import Measure
from reinstate.engines.imports.read import read_sheets
from reinstate.engines.imports.sheets import Sheets
from reinstate.operations.level_history import NO_HISTORY, History, caught_up, until
from reinstate.operations.public_facts import record_at
from reinstate.operations.public_record import PublicRecord

START_AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
EXAMPLE = Path(next(iter(reinstate.demo.__path__))) / "council"
LEDGER = "system:sys-ledger"
WEBSITE = "system:sys-portal"
RENT, BINS, LIBRARY = "svc-rent", "svc-bins", "svc-library"
RENT_TENANTS = cell(RENT, "all", "council-tenants")
RENT_WEB = cell(RENT, "web", "garages")


@dataclass
class Story:
    """What happened so far: `says` is a command, ten minutes after the one before."""

    at: datetime = START_AT
    entries: list[Entry] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)
    council: Council = NOTHING_KNOWN

    def says(self, *events: AnyEvent, by: str = "p-asha") -> str:
        """Append a command with what follows from it; return the id of its first entry.

        What follows are the openings that fall and the words that lapse.
        """
        self.at += timedelta(minutes=10)
        before, id_ = self.council, f"c{len(self.entries) + 1}"
        self._append(id_, events, by, 0)
        fallen = openings(before, self.council, events, self.at)
        self._append(id_, fallen, by, len(events))
        over = lapses(before, self.council, (*events, *fallen), self.at)
        self._append(id_, over, by, len(events) + len(fallen))
        return f"{id_}.0"

    def _append(self, id_: str, events: Sequence[AnyEvent], by: str, position: int) -> None:
        asking = Asking(id_, self.at, by, Via("password", "cli"), position)
        entries = entries_of(self.council.seq, asking, tuple(events))
        self.entries += entries
        self.council = fold(entries, self.council)

    def note(self, text: str) -> Note:
        """Keep a text and return where."""
        digest = sha256(text.encode()).hexdigest()
        self.words[f"n-{digest[:16]}"] = text
        return Note(f"n-{digest[:16]}", digest)

    def drafts(
        self,
        title: str,
        text: str,
        *,
        about: Ref | None = None,
        place: Place = "update",
        audience: Audience = "residents",
        replaces: str = "",
    ) -> tuple[str, NoticeDrafted]:
        """Draft words; nobody has approved them."""
        drafted = NoticeDrafted(
            audience=audience,
            title=self.note(title),
            text=self.note(text),
            about=about,
            place=place,
            levels=levels_for(View(self.council, self.at), place, about),
            replaces=replaces,
        )
        return self.says(drafted), drafted

    def tells(
        self,
        title: str,
        text: str,
        *,
        about: Ref | None = None,
        place: Place = "update",
        audience: Audience = "residents",
        replaces: str = "",
    ) -> str:
        """Draft words that another person approves; return the notice's id."""
        id_, drafted = self.drafts(
            title, text, about=about, place=place, audience=audience, replaces=replaces
        )
        self.says(NoticeApproved(notice=id_, digest=words_digest(drafted)), by="p-ben")
        return id_

    def history(self, at: datetime | None = None) -> History:
        """Return how the levels came about by `at`, or by now."""
        return until(caught_up(NO_HISTORY, self.entries), at or self.at)

    def record(self, at: datetime | None = None) -> PublicRecord:
        """Return what residents may read at `at`, or now."""
        return record_at(self.history(at), at or self.at, self.words)


def opened(
    *,
    kind: HomeKind = "practice",
    name: str = "Oakbridge Council",
    colour: str = "#00594c",
) -> Story:
    """Return a home with an empty register."""
    story = Story()
    names = CouncilNames(name, "status.oakbridge.example", colour)
    story.says(
        HomeOpened(
            kind=kind,
            council=names,
            origin="oakbridge.example/journal",
            limits=STARTING_LIMITS,
            required_checks=(),
        )
    )
    return story


def a_service(
    id_: str, name: str, *, audience: str = "resident", critical: bool = False
) -> ServiceRow:
    """Return a service row."""
    return ServiceRow(
        id=id_,
        name=name,
        audience="internal" if audience == "internal" else "resident",
        criticality="critical" if critical else "medium",
        is_threat_to_life=critical,
        harm_per_day=90 if critical else 20,
    )


def needs(one: Ref, other: Ref) -> EdgeRow:
    """Return that one thing needs another."""
    id_ = f"{one}..{other}".replace(":", ".").replace("/", ".")
    return EdgeRow(id=id_, from_=one, to=other, kind="needs")


def rows(*every: AnyRow) -> tuple[RowAdded, ...]:
    """Return rows that the register did not have."""
    return tuple(RowAdded(row=row) for row in every)


def a_small_council(story: Story | None = None) -> Story:
    """Return a council with three services for residents, one for staff, and two systems."""
    story = story or opened()
    story.says(
        *rows(
            SystemRow(id="sys-ledger", name="Orchard ledger"),
            SystemRow(id="sys-portal", name="Larkfield portal"),
            a_service(RENT, "Housing rent", critical=True),
            a_service(BINS, "Bins and recycling"),
            a_service(LIBRARY, "Libraries"),
            a_service("svc-payroll", "Payroll", audience="internal"),
            needs("service:svc-rent", LEDGER),
            needs("service:svc-bins", WEBSITE),
            needs("service:svc-payroll", LEDGER),
        ),
        CellsDivided(service=RENT, cells=(RENT_TENANTS, RENT_WEB)),
    )
    return story


def an_attack(story: Story | None = None) -> Story:
    """Return the small council, under attack, with its ledger off."""
    story = story or a_small_council()
    story.says(IncidentDeclared(note=story.note("They are in the ledger.")))
    story.says(isolated(LEDGER))
    return story


def isolated(subject: Ref, *, round_: int = 1) -> SubjectIsolated:
    """Return that a subject was ordered off."""
    return SubjectIsolated(subject=subject, round=round_, measure=Measure.PORT)


def reconnected(subject: Ref, *, round_: int = 1) -> SubjectReconnected:
    """Return that a subject is back."""
    return SubjectReconnected(
        subject=subject, round=round_, clearances=("c1.0", "c2.0"), watch_minutes=20160
    )


def accepted_without_maps(story: Story, until: datetime) -> DegradedAccepted:
    """Let the website run without a system that is off, until a moment; return that fact."""
    story.says(
        *rows(SystemRow(id="sys-maps", name="Maps"), needs(WEBSITE, "system:sys-maps")),
    )
    story.says(isolated("system:sys-maps"), reconnected(WEBSITE))
    accepted = DegradedAccepted(
        subject=WEBSITE,
        round=1,
        without="system:sys-maps",
        scope=story.note("all"),
        until=until,
        loss=story.note("maps"),
    )
    story.says(accepted)
    return accepted


def opening(where: Ref, level: Level = Level.NORMAL) -> ServiceOpened:
    """Return that the owner lets a cell rise."""
    return ServiceOpened(cell=where, level=level)


@cache
def example_sheets() -> Sheets:
    """Return the sheets of the example council."""
    return read_sheets([(path.name, path.read_bytes()) for path in sorted(EXAMPLE.glob("*.csv"))])


def the_example() -> Story:
    """Return the example council as imported."""
    story = opened(name="London Borough of Thornmere")
    sheets = example_sheets()
    divided = (CellsDivided(service=id_, cells=cells) for id_, cells in sheets.cells.items())
    story.says(*rows(*(placed.row for placed in sheets.rows)), *divided)
    return story
