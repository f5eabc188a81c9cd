"""Where a link of the desk leads to the pages that residents read.

A practice home's own host is nobody's: there it is where `serve` shows the pages on this machine.
"""

from django.conf import settings

from reinstate.core.terms.reference import ref
from reinstate.desk.seen import Desk
from reinstate.public.identifiers import INDEX, outward, service_path


def front(desk: Desk) -> str:
    """Return the address of the first page."""
    return _at(desk, INDEX)


def page_of_service(desk: Desk, service: str) -> str:
    """Return the address of a service's page; nothing for a service of staff's own."""
    row = desk.council.register.rows.get(ref("service", service))
    is_shown = row is not None and getattr(row, "audience", "") == "resident"
    return _at(desk, service_path(service)) if is_shown else ""


def _at(desk: Desk, path: str) -> str:
    """Return the address of a file of the site; nothing where the council has no host."""
    host = desk.council.home.council.host
    if desk.is_practice and settings.RESIDENTS_AT:
        return f"{settings.RESIDENTS_AT.rstrip('/')}/{path.removesuffix(INDEX)}"
    return outward(host, path) if host else ""
