"""The incident that goes on, or what to do when there is one; and those that are over."""

from typing import Any, Final

from django.http import Http404, HttpResponse
from django.shortcuts import render

from reinstate.core.incident.conditions import CONDITIONS
from reinstate.core.incident.phase import next_phase
from reinstate.core.state.incident import Incident
from reinstate.desk.incident import shown
from reinstate.desk.incident.words import when
from reinstate.desk.seen import Desk, DeskRequest
from reinstate.operations import incident_story, texts
from reinstate.operations.incident_story import PHASES

BLOCKERS_MAX: Final = 6
"""Of what a condition lacks, so many are listed on the page of the incident."""

ALL_BLOCKERS_MAX: Final = 150
DECISIONS_MAX: Final = 50
JUDGED: Final = frozenset(one.code for some in CONDITIONS.values() for one in some if one.is_judged)
"""Conditions of which a person may say that they are met."""

ORDER: Final = "order"
AS_TRUE: Final = "true"


def incident(request: DeskRequest) -> HttpResponse:
    """Show the incident that goes on; without one, how to declare one."""
    desk = request.desk
    running = desk.council.incident
    facts: dict[str, Any] = {
        "area": "incident",
        "detections": len(desk.council.detections),
        "limits": tuple(shown.limits(desk)),
        "earlier": [(one, PHASES[one.phase]) for one in shown.earlier(desk)],
    }
    if running is None:
        return render(request, "incident/none.html", facts)
    found = incident_story.story(desk.council, desk.at)
    clocks, more_clocks = shown.clocks(found, shown.CLOCKS_MAX)
    following = next_phase(running)
    facts |= {
        **_told(desk, running, is_as_true=request.GET.get(ORDER) == AS_TRUE),
        "why": found.why,
        "steps": shown.steps(running),
        "conditions": found.conditions,
        "held": sum(bool(one.blockers) for one in found.conditions),
        "judged": JUDGED,
        "following": PHASES[following] if following else "",
        "most": BLOCKERS_MAX,
        "clocks": clocks,
        "more_clocks": more_clocks,
        "authorities": shown.authorities(desk, running),
    }
    return render(request, "incident/incident.html", facts)


def earlier(request: DeskRequest, incident: str) -> HttpResponse:
    """Show an incident that is over."""
    desk = request.desk
    found = next((one for one in desk.council.incidents if one.id == incident), None)
    if found is None:
        raise Http404
    facts = {
        "area": "incident",
        "why": texts.text(found.note),
        "closed_at": desk.council.facts[found.closed_seq].recorded_at if found.closed_seq else None,
        "authorities": shown.authorities(desk, found),
        **_told(desk, found, is_as_true=request.GET.get(ORDER) == AS_TRUE),
    }
    return render(request, "incident/earlier.html", facts)


def exit_conditions(request: DeskRequest) -> HttpResponse:
    """Show everything that holds the exit of the phase."""
    desk = request.desk
    found = incident_story.story(desk.council, desk.at)
    facts = {
        "area": "incident",
        "phase": PHASES[desk.council.incident.phase] if desk.council.incident else "",
        "conditions": found.conditions,
        "most": ALL_BLOCKERS_MAX,
    }
    return render(request, "incident/exit.html", facts)


def clocks(request: DeskRequest) -> HttpResponse:
    """Show every clock that runs."""
    desk = request.desk
    story = incident_story.story(desk.council, desk.at)
    found, more = shown.clocks(story, shown.ALL_CLOCKS_MAX)
    return render(
        request, "incident/clocks.html", {"area": "incident", "clocks": found, "more_clocks": more}
    )


def _told(desk: Desk, one: Incident, *, is_as_true: bool) -> dict[str, Any]:
    return {
        "incident": one,
        "noticed": when(one.noticed),
        "first_entry": when(one.first_entry),
        "story": shown.story(desk, one, is_as_true=is_as_true),
        "is_as_true": is_as_true,
        "decisions": incident_story.decisions(desk.council, one)[:DECISIONS_MAX],
    }
