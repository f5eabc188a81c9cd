"""Draws every page of the site from the public record, escaped, without JavaScript."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.template import Context, Engine
from msgspec import Struct

from reinstate.operations.public_record import PublicNotice, PublicPromise, PublicRecord
from reinstate.public import shown
from reinstate.public.identifiers import INDEX, service_path
from reinstate.public.shown import Time
from reinstate.public.words import lead

POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"
)
"""What a page may load: our style sheet and our icon."""

LATEST_MAX: Final = 3
_TEMPLATES: Final = Path(__file__).parent / "templates"


class Site(Struct, frozen=True, kw_only=True):
    """What every page says."""

    name: str
    is_practice: bool
    policy: str
    next_update: Time | None
    is_late: bool
    has_proof: bool


def pages(record: PublicRecord, *, has_proof: bool) -> dict[str, bytes]:
    """Return the pages by path; they link to the journal's proof where there is one."""
    site = _site(record, has_proof=has_proof)
    return {path: _draw(name, site, facts) for path, name, facts in _every(record)}


def _every(record: PublicRecord) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield path, template and facts of each page."""
    changed = shown.time(record.changed_at)
    yield INDEX, "home.html", {**_home(record), "changed": changed}
    yield f"services/{INDEX}", "services.html", {**_services(record), "changed": changed}
    for service in record.services:
        page = shown.service_page(record, service)
        facts = {"page": page, "changed": shown.time(service.changed_at)}
        yield service_path(service.id), "service.html", facts
    notices = shown.notices(record, _standing(record))
    yield f"updates/{INDEX}", "updates.html", {"notices": notices, "changed": changed}
    yield "404.html", "missing.html", {"changed": None}


def _site(record: PublicRecord, *, has_proof: bool) -> Site:
    incident = record.incident
    due_at = incident.next_update_at if incident is not None else None
    return Site(
        name=record.name,
        is_practice=record.kind != "real",
        policy=POLICY,
        next_update=shown.time(due_at) if due_at is not None else None,
        is_late=incident is not None and incident.is_late,
        has_proof=has_proof,
    )


def _home(record: PublicRecord) -> dict[str, Any]:
    updates = _standing(record)
    to_all = [one for one in updates if not one.service]
    return {
        "lead": lead(record),
        "counts": shown.counts(record),
        "money": shown.notices(record, record.words.money),
        "news": shown.notices(record, to_all[:1]),
        "promises": shown.promised(_to_all(record), is_open=True),
        "ended": shown.promised(_to_all(record), is_open=False),
        "first": shown.first(record),
        "total": str(len(record.services)),
        "latest": shown.notices(record, updates[:LATEST_MAX]),
    }


def _standing(record: PublicRecord) -> tuple[PublicNotice, ...]:
    return tuple(one for one in record.updates if one.state == "standing")


def _to_all(record: PublicRecord) -> tuple[PublicPromise, ...]:
    return tuple(one for one in record.promises if not one.service)


def _services(record: PublicRecord) -> dict[str, Any]:
    return {"letters": shown.letters(record.services), "tags": shown.tags()}


def _draw(name: str, site: Site, facts: dict[str, Any]) -> bytes:
    drawn = _engine().get_template(name).render(Context({"site": site, **facts}))
    lines = (line.strip() for line in drawn.splitlines())
    return ("\n".join(line for line in lines if line) + "\n").encode()


@cache
def _engine() -> Engine:
    return Engine(dirs=[str(_TEMPLATES)], autoescape=True)
