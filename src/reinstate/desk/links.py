"""Addresses within the desk: they keep the moment that a page shows."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from reinstate.core.state.step import is_on_register
from reinstate.core.terms.reference import Ref, id_of, is_subject, kind_of, service_of
from reinstate.desk import routes
from reinstate.desk.seen import AS_OF, Desk


def to(desk: Desk, name: str, *args: Any, **query: Any) -> str:
    """Return the address of a page, as of the moment that is shown."""
    asks = {AS_OF: desk.as_of, **query} if desk.as_of else query
    given = {key: value for key, value in asks.items() if value not in ("", None)}
    return reverse(name, args=args) + (f"?{urlencode(given, doseq=True)}" if given else "")


def page_of(desk: Desk, reference: Ref) -> str:
    """Return the page of a subject, a service or a cell; empty where it has none."""
    if is_subject(reference) and "subject" in routes.RULES:
        return to(desk, "subject", reference)
    service = service_of(reference) if kind_of(reference) == "cell" else id_of(reference)
    has_page = kind_of(reference) in ("cell", "service") and "service" in routes.RULES
    return to(desk, "service", service) if has_page else ""


def leads(desk: Desk, name: str) -> bool:
    """Return whether an act's page is there for this person, now."""
    rule = routes.RULES.get(name)
    if rule is None or desk.is_past:
        return False
    return not rule.needs_person or rule.holds(desk.present, desk.person, desk.now)


def is_known(desk: Desk, reference: Ref) -> bool:
    """Return whether the register has this, or had it."""
    return is_on_register(desk.council, reference) or reference in desk.council.register.gone
