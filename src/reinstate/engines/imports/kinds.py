"""The table of sheets that we read: the columns of each kind, and which field each fills."""

from typing import Final, Literal

from msgspec import Struct

from reinstate.core.journal.rows import (
    BacklogRow,
    DeviceGroupRow,
    EdgeRow,
    LinkRow,
    OrganisationRow,
    PartnerRow,
    Row,
    ServiceRow,
    SystemRow,
    TeamRow,
    WaveRow,
)
from reinstate.core.terms.reference import SUBJECT_KINDS
from reinstate.core.terms.role import Role
from reinstate.core.terms.system import Hosting
from reinstate.engines.imports.grants import SCOPES, grants
from reinstate.engines.imports.values import (
    OneOf,
    Reader,
    cell_name,
    day,
    handle,
    hours_in_minutes,
    identifier,
    listed,
    one_of,
    share_per_mille,
    text,
    whole,
    yes_or_no,
)


class Column(Struct, frozen=True):
    """A column: its name in the header, how its cells are read, and what it fills.

    `must` is `stand` when the header needs the column, `be filled` when each row needs a
    value in it too. `names` are the kinds of row that its cells name, and `form` is how
    the field keeps such a name. `field` is empty where the field has the column's name.
    """

    name: str
    read: Reader = text
    must: Literal["", "stand", "be filled"] = ""
    field: str = ""
    names: tuple[str, ...] = ()
    form: Literal["id", "ref", "grant"] = "id"

    @property
    def target(self) -> str:
        """The field of the row that the column fills."""
        return self.field or self.name

    @property
    def words(self) -> tuple[str, ...]:
        """The only words that its cells may hold, where there is a list of them."""
        return tuple(self.read.known.values()) if isinstance(self.read, OneOf) else ()


_SAID: Final = {
    "devices": "groups of devices",
    "waves": "waves of staff",
    "cells": "parts of services",
    "dependencies": "what needs what",
    "service-facts": "more about services",
    "system-facts": "more about systems",
}


class Kind(Struct, frozen=True):
    """A kind of sheet: `brings` is what one row of it is; `row` is its type in the register."""

    name: str
    brings: str
    columns: tuple[Column, ...]
    row: type[Row] | None = None

    @property
    def said(self) -> str:
        """What people call such a list."""
        return _SAID.get(self.name, self.name)

    @property
    def required(self) -> tuple[str, ...]:
        """The columns that the header of such a sheet needs."""
        return tuple(column.name for column in self.columns if column.must)


ID: Final = Column("id", identifier, "be filled")
NAME: Final = Column("name", text, "be filled")
ORGANISATION: Final = Column("organisation", names=("organisation",))
BELONGS_TO: Final = Column("belongs_to", names=("organisation",))
OWNER_TEAM: Final = Column("owner_team", names=("team",))
CRITICALITY: Final = Column("criticality", one_of(("critical", "high", "medium", "low")))
SKILLS: Final = Column("skills", listed)
ALSO_CALLED: Final = Column("also_called", listed)
NEED: Final = Column("need")


ORGANISATIONS: Final = Kind(
    "organisations",
    "organisation",
    (ID, NAME, Column("controller", yes_or_no, "stand", field="is_controller")),
    OrganisationRow,
)
TEAMS: Final = Kind(
    "teams",
    "team",
    (
        ID,
        NAME,
        Column("kind", one_of(("technical", "supplier", "department")), "be filled"),
        Column("people", whole()),
        Column("crews", whole(), "stand"),
        Column("hours_per_day", whole(24)),
        Column("days_per_week", whole(7)),
        SKILLS,
    ),
    TeamRow,
)
PARTNERS: Final = Kind("partners", "partner", (ID, NAME, Column("kind", must="stand")), PartnerRow)
SERVICES: Final = Kind(
    "services",
    "service",
    (
        ID,
        NAME,
        Column("lgsl_id"),
        Column("audience", one_of(("resident", "internal")), "be filled"),
        OWNER_TEAM,
        CRITICALITY,
        Column("statutory", yes_or_no, field="is_statutory"),
        Column("people_affected", whole()),
        Column("harm_per_day", whole(100)),
        Column("tolerable_days", whole(3650)),
        Column("workaround"),
        Column("workaround_relief", share_per_mille, field="workaround_relief_per_mille"),
        ALSO_CALLED,
        NEED,
    ),
    ServiceRow,
)
SYSTEMS: Final = Kind(
    "systems",
    "system",
    (
        ID,
        NAME,
        Column("kind"),
        Column("hosting", one_of(Hosting), "be filled"),
        Column("operating_system"),
        Column("support_ends", day),
        OWNER_TEAM,
        CRITICALITY,
        Column("recovery_hours_low", hours_in_minutes, field="recovery_minutes_low"),
        Column("recovery_hours_likely", hours_in_minutes, field="recovery_minutes_likely"),
        Column("recovery_hours_high", hours_in_minutes, field="recovery_minutes_high"),
        SKILLS,
    ),
    SystemRow,
)
LINKS: Final = Kind(
    "links",
    "link",
    (
        ID,
        NAME,
        Column("kind", one_of(("partner", "supplier", "internet")), "be filled"),
        Column("partner", must="stand", names=("partner",)),
        BELONGS_TO,
    ),
    LinkRow,
)
DEVICES: Final = Kind(
    "devices",
    "devices",
    (
        ID,
        NAME,
        Column("count", whole(), "be filled"),
        Column("ownership", one_of(("council", "personal")), "be filled"),
        OWNER_TEAM,
        BELONGS_TO,
    ),
    DeviceGroupRow,
)
WAVES: Final = Kind(
    "waves",
    "wave",
    (
        ID,
        NAME,
        Column("cohort"),
        Column("count", whole(), "be filled"),
        Column("device_groups", listed, names=("devices",)),
        Column("reach", listed, "stand", names=("system", "link"), form="ref"),
        Column("owner", handle, "be filled", names=("person",)),
        BELONGS_TO,
    ),
    WaveRow,
)
CELLS: Final = Kind(
    "cells",
    "cell",
    (
        Column("service", must="be filled", names=("service",)),
        Column("channel", cell_name, "stand"),
        Column("group", cell_name, "stand"),
    ),
)
BACKLOGS: Final = Kind(
    "backlogs",
    "backlog",
    (
        ID,
        Column("cell", must="be filled", names=("cell",), form="ref"),
        NAME,
        Column("unit"),
        Column("baseline", whole(), "be filled"),
    ),
    BacklogRow,
)
DEPENDENCIES: Final = Kind(
    "dependencies",
    "edge",
    (
        Column(
            "from",
            must="be filled",
            field="from_",
            names=("service", "cell", *SUBJECT_KINDS),
            form="ref",
        ),
        Column("to", must="be filled", names=SUBJECT_KINDS, form="ref"),
        Column("kind", one_of(("needs", "uses")), "be filled"),
    ),
    EdgeRow,
)
PEOPLE: Final = Kind(
    "people",
    "person",
    (
        Column("handle", handle, "be filled"),
        NAME,
        ORGANISATION,
        Column("roles", grants, "stand", field="grants", names=SCOPES, form="grant"),
    ),
)
SERVICE_FACTS: Final = Kind(
    "service-facts",
    "service",
    (
        Column("service", must="be filled", field="id", names=("service",)),
        Column("threat_to_life", yes_or_no, "be filled", field="is_threat_to_life"),
        ORGANISATION,
        ALSO_CALLED,
        NEED,
    ),
)
SYSTEM_FACTS: Final = Kind(
    "system-facts",
    "system",
    (
        Column("system", must="be filled", field="id", names=("system",)),
        Column("foundation", yes_or_no, "be filled", field="is_foundation"),
        BELONGS_TO,
        Column("serves", listed, names=("organisation",)),
        Column("accepting_role", one_of(Role)),
    ),
)
KINDS: Final = (
    ORGANISATIONS,
    TEAMS,
    PARTNERS,
    SERVICES,
    SYSTEMS,
    LINKS,
    DEVICES,
    WAVES,
    CELLS,
    BACKLOGS,
    DEPENDENCIES,
    PEOPLE,
    SERVICE_FACTS,
    SYSTEM_FACTS,
)
"""Every kind of sheet. A header belongs to one: its own required columns tell them apart."""
