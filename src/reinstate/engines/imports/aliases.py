"""What other lists call our columns: a table that people keep, for guesses only."""

from collections.abc import Mapping
from typing import Final

ANY_SHEET: Final[Mapping[str, tuple[str, ...]]] = {
    "id": (
        *("identifier", "reference", "ref", "code", "number", "ci id", "sys id"),
        *("asset", "asset id", "asset tag", "asset no", "asset number"),
    ),
    "name": ("title", "hostname", "host name", "display name", "server name", "label"),
    "owner_team": (
        "support group",
        "managed by group",
        "technical team",
        "group in charge",
        "team",
    ),
    "criticality": ("business criticality", "priority", "importance", "tier", "impact"),
    "organisation": ("company", "council", "authority", "tenant"),
    "belongs_to": ("organisation", "company", "tenant", "owning council"),
    "count": ("quantity", "total", "how many", "devices"),
    "kind": ("type", "category", "class", "role"),
}
"""By our column: their names for it in any kind of sheet."""

BY_SHEET: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "systems": {
        "name": ("system", "system name", "application", "server", "machine", "vm name"),
        "kind": ("what it does", "system type", "device type", "function", "server role"),
        "hosting": (
            "hosted",
            "location type",
            "deployment",
            "hosting model",
            "where hosted",
            "where",
        ),
        "operating_system": ("os", "platform", "operating system name", "guest os", "os name"),
        "support_ends": ("end of support", "eol", "end of life", "support end date", "eos date"),
        "recovery_hours_likely": (
            "rto",
            "rto hours",
            "rto hrs",
            "recovery time",
            "recovery time objective",
        ),
        "skills": ("skill", "skills needed", "expertise"),
    },
    "services": {
        "name": ("service", "service name", "business service"),
        "audience": ("customers", "users", "used by", "service classification", "customer type"),
        "people_affected": ("residents", "customers affected", "users affected", "volume"),
        "harm_per_day": ("harm", "impact score", "daily harm"),
        "statutory": ("statutory duty", "is statutory", "legal duty", "mandatory"),
        "tolerable_days": ("mtpd", "maximum tolerable days", "max outage days", "mtd"),
        "workaround": ("manual process", "fallback", "business continuity", "bcp"),
        "lgsl_id": ("lgsl", "lgsl code", "service code"),
    },
    "teams": {
        "name": ("team", "team name", "group", "group name"),
        "people": ("members", "headcount", "fte", "staff"),
        "crews": ("crew", "parallel jobs", "squads"),
    },
    "people": {
        "handle": ("username", "user name", "login", "user id", "account", "email"),
        "name": ("full name", "person", "employee"),
        "roles": ("role", "responsibility", "job role"),
    },
    "dependencies": {
        "from": ("parent", "source", "upstream", "consumer", "service", "depends"),
        "to": ("child", "target", "downstream", "provider", "depends on", "requires"),
        "kind": ("relationship", "relation", "relationship type", "dependency type"),
    },
    "devices": {
        "count": ("number of devices",),
        "ownership": ("owned by", "owner type", "byod"),
    },
    "links": {
        "name": ("connection", "link", "circuit"),
        "partner": ("partner organisation", "remote party", "supplier", "far end"),
    },
}
"""By kind of sheet and our column: their further names for it there."""


def names_for(sheet: str, ours: str) -> tuple[str, ...]:
    """Return the names by which a column of ours is known elsewhere."""
    return (*BY_SHEET.get(sheet, {}).get(ours, ()), *ANY_SHEET.get(ours, ()))
