"""The sheets that are read without a word: which columns each has, and an empty one to fill."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from reinstate.desk import downloads
from reinstate.desk.seen import DeskRequest
from reinstate.engines.imports.kinds import KINDS


def columns(request: DeskRequest) -> HttpResponse:
    """Show the columns of each kind of sheet."""
    return render(request, "sheets/columns.html", {"area": "import", "kinds": KINDS})


def empty_sheet(request: DeskRequest, sheet: str) -> HttpResponse:  # noqa: ARG001 - the same for everybody
    """Give a sheet of this kind with its header alone."""
    kind = next((kind for kind in KINDS if kind.name == sheet), None)
    if kind is None:
        raise Http404
    header = ",".join(column.name for column in kind.columns)
    return downloads.file(f"{kind.name}.csv", f"{header}\r\n".encode(), downloads.CSV)
