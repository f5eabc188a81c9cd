"""One subject of containment: where it stands, and everything between it and the network."""

from datetime import datetime
from typing import Any, Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from msgspec import Struct

from reinstate.core.gates.examine import Examination, examine
from reinstate.core.gates.look import Look
from reinstate.core.state.step import subject_of
from reinstate.core.terms.moment import minutes
from reinstate.core.terms.reference import Ref, is_subject, kind_of
from reinstate.core.terms.system import Hosting
from reinstate.core.terms.zone import Declared
from reinstate.desk import lifting, links
from reinstate.desk.seen import Desk, DeskRequest
from reinstate.desk.subjects.actions import actions_of
from reinstate.desk.subjects.around import around
from reinstate.desk.subjects.bar import bar_of
from reinstate.desk.subjects.gate import demands_of, gate_of
from reinstate.desk.subjects.isolating import MEASURES
from reinstate.desk.subjects.proofs import proofs_of
from reinstate.desk.subjects.signed import signatures_of
from reinstate.desk.timeline import timeline
from reinstate.operations.proposals_seen import waiting
from reinstate.operations.sighted import last_sighting
from reinstate.operations.situation import SubjectStanding, standing_of

BASES: Final = {
    "never_cut": "It was never cut off",
    "reconnected": "It came back through its gate",
    "isolated": "It was ordered off",
    "unknown": "Nobody knows how it stands",
}
"""Why a zone is believed, in words."""

SEEN: Final = {"cut": "Seen cut off", "live": "Seen live", "unclear": "Seen, but unclear"}


class Watch(Struct, frozen=True):
    """The days after it came back: until when, and since when it is silent."""

    since: datetime
    until: datetime
    silent_since: datetime | None


def gate(request: DeskRequest, subject: Ref) -> HttpResponse:
    """Show the gate: what is done, what is missing, and who lifts it."""
    desk = request.desk
    examination = _examined(desk, subject)
    look = examination.look
    facts = {
        "gate": gate_of(examination),
        "signatures": signatures_of(look),
        "examination": examination,
        "watch": _watch(desk, subject),
        "has_signed": lifting.has_signed(desk, subject),
        "acts": actions_of(desk, look),
        "is_on": not desk.is_past and look.state.declared in (Declared.CONNECTED, Declared.CLEAN),
        "halves": [one for one in waiting(desk.council, desk.at) if subject in one.about],
    }
    return _page(request, examination, "gate", facts)


def evidence(request: DeskRequest, subject: Ref) -> HttpResponse:
    """Show checks, findings, restore points and what is kept."""
    examination = _examined(request.desk, subject)
    facts = {"proofs": proofs_of(examination.look), "has_backups": _has_backups(examination.look)}
    return _page(request, examination, "evidence", facts)


def needs(request: DeskRequest, subject: Ref) -> HttpResponse:
    """Show what it needs, and what waits for it."""
    examination = _examined(request.desk, subject)
    return _page(request, examination, "needs", {"around": around(request.desk, subject)})


def story(request: DeskRequest, subject: Ref) -> HttpResponse:
    """Show what happened to it: as it was known, or by when it was true."""
    examination = _examined(request.desk, subject)
    about = (subject, *subject_of(request.desk.council, subject).findings)
    return _page(request, examination, "story", timeline(request, about, about))


def _has_backups(look: Look) -> bool:
    """Return whether there is something of ours to restore: a supplier's SaaS has its own."""
    return kind_of(look.subject) == "system" and look.hosting is not Hosting.SAAS


def _examined(desk: Desk, subject: Ref) -> Examination:
    if not (is_subject(subject) and links.is_known(desk, subject)):
        raise Http404
    return examine(desk.council, subject, desk.at)


def _page(
    request: DeskRequest, examination: Examination, part: str, more: dict[str, Any]
) -> HttpResponse:
    desk, subject = request.desk, examination.look.subject
    standing = standing_of(desk.council, examination)
    facts = {
        "area": "systems",
        "part": part,
        "subject": subject,
        "bar": bar_of(desk, subject),
        "standing": standing,
        "demands": demands_of(examination.look),
        "basis": BASES[standing.basis],
        "measure": _measure(standing),
        "sighting": last_sighting(desk.council, subject, desk.at, is_past=desk.is_past),
        "seen_words": SEEN,
        **more,
    }
    return render(request, f"subjects/{part}.html", facts)


def _measure(standing: SubjectStanding) -> str:
    is_off = standing.zone in ("isolated", "clean")
    words = {measure.value: said for measure, said in MEASURES.items()}
    return words[standing.measure] if is_off else ""


def _watch(desk: Desk, subject: Ref) -> Watch | None:
    state = subject_of(desk.council, subject)
    entry = desk.council.facts.get(state.reconnected_seq)
    if entry is None or not state.is_connected:
        return None
    since = desk.council.at_of(entry)
    until = since + minutes(state.watch_minutes)
    is_over = desk.at > until and state.silent_since is None
    return None if is_over else Watch(since, until, state.silent_since)
