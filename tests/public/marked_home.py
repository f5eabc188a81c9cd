"""A real home in which every field of every row, event and note has a mark of its own."""

from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any, get_args

from msgspec.structs import replace

from reinstate.core.journal.asking import Asking, entries_of
from reinstate.core.journal.entry import Entry, Via, line_of
from reinstate.core.journal.events import (
    decisions,
    facts,
    home,
    incident,
    notices,
    people,
    register,
    service,
    zones,
)
from reinstate.core.journal.events.union import EVENT_TYPES, AnyEvent, EntryCorrected
from reinstate.core.journal.rows import (
    AnyRow,
    BacklogRow,
    EdgeRow,
    OrganisationRow,
    ServiceRow,
    SystemRow,
)
from reinstate.core.levels.view import View
from reinstate.core.notices.bound import levels_for
from reinstate.core.notices.digest import words_digest
from reinstate.core.terms.level import Level
from reinstate.core.terms.limit import Limit
from reinstate.core.terms.place import ABOUT_SERVICES, Place
from reinstate.core.terms.reference import cell, ref
from reinstate.operations import act, clock, identity, reading
from reinstate.operations.opening import Founder, Opening, open_new
from reinstate.store import connect, files, personal
from reinstate.store.append import append_session
from reinstate.store.notes import erase_notes
from reinstate.store.sightings import LastSeen, put_heartbeats, put_sightings
from tests.public.marks import A_MOMENT, Mint, filled

PUBLIC_OF_A_SERVICE = frozenset({"id", "name", "also_called", "need"})
GIVEN_OF_EVERY_ROW: dict[str, Any] = {"support_ends": "2087-03-14", "audience": "resident"}

BEGINNINGS: tuple[type, ...] = (
    people.PersonEnrolled,
    people.RoleGranted,
    incident.IncidentDeclared,
    zones.SubjectIsolated,
    facts.RestorePointRecorded,
    facts.CheckRecorded,
    facts.FindingRaised,
    decisions.ClearanceGiven,
    decisions.ActProposed,
    zones.DemandRaised,
    service.WorkaroundStarted,
    notices.NoticeDrafted,
    notices.PromiseMade,
)
"""Events that give birth to what others speak of, so they come first."""

BORN: dict[type, str] = {
    people.RoleGranted: "grant",
    incident.IncidentDeclared: "incident",
    facts.RestorePointRecorded: "point",
    facts.FindingRaised: "finding",
    decisions.ClearanceGiven: "clearance",
    decisions.ActProposed: "proposal",
    zones.DemandRaised: "demand",
    service.WorkaroundStarted: "workaround",
    notices.NoticeDrafted: "notice",
    notices.PromiseMade: "promise",
}
"""The field by which others speak of what was born in an event."""

NOT_AGAIN: frozenset[type] = frozenset({home.HomeOpened, home.KeyTrusted, home.ClockSteppedBack})
"""What the opening itself wrote, and what only the clock writes."""


@dataclass
class MarkedHome:
    """The home while it is being filled; `given` are the values that must fit together."""

    mint: Mint
    folder: Path
    passphrase: str
    given: dict[str, Any] = field(default_factory=dict)

    def says(self, event: AnyEvent, *, is_public: bool = False) -> Entry:
        """Append an event as it is, whatever the rules would say of it."""
        council = reading.council()
        asking = Asking(
            act.new_command_id(),
            clock.machine_now(),
            identity.owner(council),
            Via("password", "cli"),
        )
        (entry,) = entries_of(council.seq, asking, (event,))
        with append_session() as session:
            session.append(asking.command_id, [line_of(entry)])
        of = f"id of the entry of {type(event).__name__}"
        self.mint.note_down(asking.command_id, of, is_public=is_public)
        reading.council()
        return entry

    def row(self, type_: type, **given: Any) -> Any:
        """Return a row with a mark in every field that is not given."""
        public = frozenset[str]()
        if type_ is ServiceRow and given.get("audience", "resident") == "resident":
            public = PUBLIC_OF_A_SERVICE
        return filled(type_, self.mint, {**GIVEN_OF_EVERY_ROW, **given}, public=public)

    def adds(self, *rows: AnyRow) -> None:
        """Put rows on the register."""
        for row in rows:
            self.says(register.RowAdded(row=row))

    def marked(self, type_: type, **given: Any) -> Any:
        """Return an event with a mark in every field that need not fit to others."""
        return filled(type_, self.mint, {**self.given, **given})

    def tells(self, place: Place, *, is_read: bool = True, **given: Any) -> Entry:
        """Tell words in their place; they are public unless nobody outside may read them."""
        about = ref("service", self.given["service"]) if place in ABOUT_SERVICES else None
        view = View(reading.council(), clock.machine_now())
        levels = levels_for(view, place, about)
        standing = {"audience": "residents", "place": place, "about": about, "levels": levels}
        values = {**standing, "replaces": "", **given}
        public = frozenset({"title", "text"}) if is_read else frozenset[str]()
        drafted = filled(notices.NoticeDrafted, self.mint, values, public=public)
        entry = self.says(drafted, is_public=is_read)
        approved = notices.NoticeApproved(notice=entry.id, digest=words_digest(drafted))
        self.says(approved, is_public=is_read)
        return entry


def marked_home(folder: Path, mint: Mint) -> MarkedHome:
    """Make the home: people, a register, every event there is, words told, files kept."""
    made = MarkedHome(mint, folder, f"seven {mint.mark('person passphrase')} otters on a wall")
    _open(made)
    _people(made)
    _register(made)
    _every_event(made)
    _files_and_tables(made)
    _as_residents_read_it(made)
    return made


def _open(made: MarkedHome) -> None:
    mint = made.mint
    name = mint.mark("CouncilNames.name", is_public=True)
    host = f"{mint.mark('CouncilNames.host', is_public=True)}.example"
    asha, ben = (
        Founder(f"{first} {mint.mark('person name')}", mint.mark("person handle"), passphrase)
        for first, passphrase in (("Asha", made.passphrase), ("Ben", "eight red herons at a gate"))
    )
    council = home.CouncilNames(f"{name} Council", host)
    open_new(Opening(kind="real", council=council, owner=asha, second=ben), made.folder)
    mint.note_down(str(made.folder).casefold(), "place of the home")


def _people(made: MarkedHome) -> None:
    mint = made.mint
    for person in personal.all_details():
        mint.note_down(person, "id of a person")
    contact = f"{mint.mark('person mail')}@council.example, 10.{mint.mark('person address')}.1.7"
    details = personal.Details(
        mint.mark("id of a person"),
        mint.mark("person handle"),
        f"Cai {mint.mark('person name')}",
        contact,
        A_MOMENT.date(),
    )
    personal.put_details(details)
    personal.set_password(details.person_id, mint.mark("person passphrase"), A_MOMENT)
    made.given |= {"person": details.person_id, "done_by": (details.person_id,)}


def _register(made: MarkedHome) -> None:
    """Put on the register a service for residents that needs a system, and a row of each kind."""
    shown = made.row(ServiceRow)
    system, other, gone = (made.row(SystemRow) for _ in range(3))
    service_, subject = ref("service", shown.id), ref("system", system.id)
    web = cell(
        shown.id,
        made.mint.mark("channel", is_public=True),
        made.mint.mark("group", is_public=True),
    )
    post = cell(shown.id, "post", "all")
    edge = made.row(EdgeRow, from_=service_, to=subject, kind="needs")
    backlog = made.row(BacklogRow, cell=web)
    organisation = made.row(OrganisationRow)
    made.adds(shown, system, other, gone, edge, backlog, organisation)
    done = {type(one) for one in (shown, system, edge, backlog, organisation)}
    made.adds(made.row(ServiceRow, audience="internal"))
    made.adds(*(made.row(one, reach=(subject,)) for one in get_args(AnyRow) if one not in done))
    made.given |= {
        "service": shown.id,
        "subject": subject,
        "subjects": (subject,),
        "without": ref("system", other.id),
        "ref": ref("system", other.id),
        "cell": web,
        "cells": (web, post),
        "controller": organisation.id,
        "organisation": organisation.id,
        "backlog": backlog.id,
        "row": replace(gone, name=made.mint.mark("SystemRow.name")),
        "round": 1,
        "limits": {Limit.PROPOSAL.value: 1440},
        "limit": Limit.SIGHTING,
        "minutes": 1440,
        "level": Level.STOPPED,
        "scope": "all",
        "audience": "staff",
        "about": None,
        "replaces": "",
        "council": reading.council().home.council,
        "choice": 0,
        "checklist": (zones.ChecklistItem("checks", A_MOMENT),),
        "setback": "",
        "glass": "",
        "phase": incident.Phase.CONTAIN,
    }


def _every_event(made: MarkedHome) -> None:
    """Say one of every event that there is, in an order in which each finds what it speaks of."""
    rest = [one for one in EVENT_TYPES if one not in BEGINNINGS and one not in NOT_AGAIN]
    last = (incident.IncidentClosed, people.PersonLeft, people.PersonErased, home.ClockSet)
    rest = [*(one for one in rest if one not in last), *last]
    for type_ in (*BEGINNINGS, *rest):
        given = {"event": made.marked(facts.GapsAccepted)} if type_ is decisions.ActProposed else {}
        if type_ is people.PersonEnrolled:
            given = {"person": made.given["person"]}
        if type_ is EntryCorrected:
            given = {"event": made.marked(facts.CheckRecorded), "entry": made.given["entry"]}
        if type_ is home.ClockSet:
            given = {"to": None}
        if type_ is facts.DegradedAccepted:
            given = {"until": clock.machine_now() - timedelta(days=1)}
        is_public = type_ is incident.IncidentDeclared
        entry = made.says(made.marked(type_, **given), is_public=is_public)
        if type_ in BORN:
            made.given[BORN[type_]] = entry.id
            made.given[f"{BORN[type_]}s"] = (entry.id,)
        if type_ is facts.CheckRecorded:
            made.given |= {"entry": entry.seq, "because": entry.seq}


def _files_and_tables(made: MarkedHome) -> None:
    mint, at = made.mint, clock.machine_now()
    for what in ("evidence", "report", "attestation"):
        content = f"{mint.mark(f'file {what}')} from 10.20.30.40, {mint.mark('file name')}.log"
        kept = files.put_file(connect.current_home(), BytesIO(content.encode()), at)
        mint.note_down(kept.sha256, f"digest of a file of {what}")
    put_heartbeats((made.given["subject"],), at)
    put_sightings((LastSeen(made.given["without"], "isolated", at, made.given["person"]),))


def _as_residents_read_it(made: MarkedHome) -> None:
    """Leave an incident that goes on, the service off, and words in every place and state."""
    declared = made.says(made.marked(incident.IncidentDeclared), is_public=True)
    made.given["incident"] = declared.id
    made.says(made.marked(zones.SubjectIsolated, round=2))
    made.says(made.marked(service.WorkaroundStarted))
    made.says(
        made.marked(
            service.LevelLowered,
            level=Level.UNKNOWN,
            review_at=clock.machine_now() + timedelta(days=2),
        )
    )
    due_at = clock.machine_now() + timedelta(hours=20)
    made.says(made.marked(incident.NextUpdateDue, due_at=due_at))
    latest = due_at + timedelta(days=4)
    about = ref("service", made.given["service"])
    dated = notices.PromiseMade(audience="residents", about=about, earliest=due_at, latest=latest)
    promise = made.says(dated, is_public=True)
    made.says(replace(dated, about=None), is_public=True)
    made.says(made.marked(notices.PromiseEnded, promise=promise.id, how="broken"))
    for place in get_args(Place):
        made.tells(place)
    made.tells("update", about=about)
    _words_that_nobody_reads(made)


def _words_that_nobody_reads(made: MarkedHome) -> None:
    for audience in get_args(notices.Audience):
        if audience != "residents":
            made.tells("update", is_read=False, audience=audience)
    made.says(made.marked(notices.NoticeDrafted, audience="residents", place="update"))
    taken_back = made.tells("help", is_read=False)
    made.says(notices.NoticeWithdrawn(notice=taken_back.id))
    erased = made.tells("help", is_read=False)
    event = erased.event
    assert isinstance(event, notices.NoticeDrafted)
    for note in (event.title, event.text):
        made.says(home.NoteRedacted(note=note.id))
    erase_notes([event.title.id, event.text.id])
