"""What takes long: how far it is, stopping it, and fetching what it made."""

from typing import Any, Final

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render

from reinstate.core.access.roles import roles_of
from reinstate.core.terms.role import Role
from reinstate.core.terms.trouble import BadInput
from reinstate.desk import links
from reinstate.desk.act_view import ActView
from reinstate.desk.forms import DeskForm
from reinstate.desk.seen import Desk, DeskRequest
from reinstate.operations.act import Acting
from reinstate.operations.jobs import asking
from reinstate.operations.jobs.asking import Job
from reinstate.operations.jobs.hourly import NOBODY
from reinstate.operations.jobs.kinds import KINDS
from reinstate.operations.jobs.sheets import taken_of
from reinstate.operations.jobs.verify import proof_of

STATES: Final = {
    "waiting": ("Waiting", "grey"),
    "running": ("Running", "teal"),
    "done": ("Done", "green"),
    "failed": ("Failed", "red"),
    "cancelled": ("Cancelled", "grey"),
}
FETCHED: Final = frozenset({"export"})
"""Kinds whose result is a file to be taken away; what the others made stands on the page."""


def jobs(request: DeskRequest) -> HttpResponse:
    """Show the jobs that one asked for; all of them to an administrator."""
    desk = request.desk
    found = asking.recent(None if _sees_all(desk) else desk.person)
    facts = {"area": "journal", "jobs": [(job, STATES[job.state]) for job in found]}
    return render(request, "jobs/list.html", facts)


def job(request: DeskRequest, job: str) -> HttpResponse:
    """Show one job: it is asked for again until it is over."""
    found = known(request.desk, job)
    facts = {
        "area": "journal",
        "job": found,
        "state": STATES[found.state],
        "is_fetched": found.kind in FETCHED and found.state == "done",
        **_made(found),
    }
    return render(request, "jobs/job.html", facts)


def result(request: DeskRequest, job: str) -> HttpResponseBase:
    """Give what a job made."""
    found = known(request.desk, job)
    if found.state != "done" or found.kind not in FETCHED:
        raise Http404
    kind = KINDS[found.kind]
    try:
        path = asking.result_path(found.id)
    except BadInput as gone:
        raise Http404 from gone
    return FileResponse(
        path.open("rb"),
        as_attachment=True,
        filename=kind.result_name,
        content_type=kind.media_type,
    )


class Cancel(ActView):
    """Stop a job; what it has written by then stays."""

    title = "Cancel this job"
    button = "Cancel it"
    is_warning = True

    def facts(self) -> dict[str, Any]:
        """Return what the job is."""
        found = asked_for(self.desk, str(self.kwargs["job"]))
        return {"area": "journal", "title": f"Cancel: {found.title.lower()}"}

    def answer(self, acting: Acting, form: DeskForm) -> HttpResponseBase:  # noqa: ARG002 - any who sees it
        """Stop it."""
        found = asked_for(self.desk, str(self.kwargs["job"]))
        asking.cancel(found.id)
        return self.led_to(links.to(self.desk, "job", found.id))


def known(desk: Desk, id_: str) -> Job:
    """Return a job that this person may see; others are not there."""
    try:
        found = asking.known(id_)
    except BadInput as unknown:
        raise Http404 from unknown
    if not may_see(desk, found):
        raise Http404
    return found


def asked_for(desk: Desk, id_: str) -> Job:
    """Return a job that somebody asked for, and this person may cancel; others are not there."""
    found = known(desk, id_)
    if found.by == NOBODY:
        raise Http404
    return found


def may_see(desk: Desk, job: Job) -> bool:
    """Return whether somebody may see a job: their own, nobody's, and administrators all."""
    return job.by in (desk.person, NOBODY) or _sees_all(desk)


def _sees_all(desk: Desk) -> bool:
    return Role.ADMINISTRATOR in roles_of(desk.present, desk.person, desk.now)


def _made(job: Job) -> dict[str, Any]:
    """Return what a job found or did, of those kinds that are told on the page."""
    if job.state != "done":
        return {}
    try:
        if job.kind == "verify":
            return {"proof": proof_of(asking.result(job.id))}
        if job.kind == "import-apply":
            return {"taken": taken_of(asking.result(job.id))}
    except BadInput as gone:
        return {"gone": f"{gone.sentence} {gone.next}"}
    return {}
