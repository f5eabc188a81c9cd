"""The rows of the register: each whole, as its sheet has it."""

from typing import Literal

from msgspec import Struct

from reinstate.core.terms.reference import Id, PersonId, Ref, ref
from reinstate.core.terms.role import Role
from reinstate.core.terms.system import Hosting

Criticality = Literal["critical", "high", "medium", "low"]


class Row(
    Struct,
    frozen=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    kw_only=True,
    tag_field="kind_of_row",
):
    """A row of a sheet; `id` is the sheet's and never changes."""

    id: Id
    name: str = ""


class OrganisationRow(Row, frozen=True, kw_only=True, tag="organisation"):
    """A council or company that systems, services and people belong to."""

    is_controller: bool = False


class TeamRow(Row, frozen=True, kw_only=True, tag="team"):
    """A team; `crews` is how many jobs it can do at once, 0 restores nothing."""

    kind: str = "department"
    people: int = 0
    crews: int = 0
    hours_per_day: int = 8
    days_per_week: int = 5
    skills: tuple[str, ...] = ()


class PartnerRow(Row, frozen=True, kw_only=True, tag="partner"):
    """Somebody outside whose network or work touches ours."""

    kind: str = "partner"


class ServiceRow(Row, frozen=True, kw_only=True, tag="service"):
    """What residents or staff use.

    `harm_per_day` is 0-100 points for a calendar day fully stopped; relief is per mille.
    `also_called` are everyday words for it, `need` is what residents come for.
    """

    lgsl_id: str = ""
    audience: Literal["resident", "internal"] = "resident"
    owner_team: str = ""
    criticality: Criticality = "medium"
    is_statutory: bool = False
    people_affected: int = 0
    harm_per_day: int = 0
    tolerable_days: int = 0
    workaround: str = ""
    workaround_relief_per_mille: int = 0
    is_threat_to_life: bool = False
    organisation: str = ""
    also_called: tuple[str, ...] = ()
    need: str = ""


class SystemRow(Row, frozen=True, kw_only=True, tag="system"):
    """What the council runs; recovery times are minutes of one crew.

    `support_ends` is a date `YYYY-MM-DD` or empty when the supplier keeps it current.
    """

    kind: str = ""
    hosting: Hosting = Hosting.ON_PREMISES
    operating_system: str = ""
    support_ends: str = ""
    owner_team: str = ""
    criticality: Criticality = "medium"
    recovery_minutes_low: int = 0
    recovery_minutes_likely: int = 0
    recovery_minutes_high: int = 0
    skills: tuple[str, ...] = ()
    belongs_to: str = ""
    serves: tuple[str, ...] = ()
    is_foundation: bool = False
    accepting_role: Role = Role.TECHNICAL_OWNER


class LinkRow(Row, frozen=True, kw_only=True, tag="link"):
    """A connection to a partner, a supplier or the internet."""

    kind: Literal["partner", "supplier", "internet"] = "partner"
    partner: str = ""
    belongs_to: str = ""


class WaveRow(Row, frozen=True, kw_only=True, tag="wave"):
    """A cohort of staff or councillors and what they may reach; it needs all of that."""

    cohort: str = ""
    count: int = 0
    device_groups: tuple[str, ...] = ()
    reach: tuple[Ref, ...] = ()
    owner: PersonId = ""
    belongs_to: str = ""


class DeviceGroupRow(Row, frozen=True, kw_only=True, tag="devices"):
    """Devices counted together, council-owned or personal."""

    count: int = 0
    ownership: Literal["council", "personal"] = "council"
    owner_team: str = ""
    belongs_to: str = ""


class BacklogRow(Row, frozen=True, kw_only=True, tag="backlog"):
    """A pile of work that grows while a cell is down; `baseline` is the usual size."""

    cell: Ref
    unit: str = "cases"
    baseline: int = 0


class EdgeRow(Row, frozen=True, kw_only=True, tag="edge", rename={"from_": "from"}):
    """`from` needs (cannot run without) or uses (runs worse without) `to`."""

    from_: Ref
    to: Ref
    kind: Literal["needs", "uses"] = "needs"


AnyRow = (
    OrganisationRow
    | TeamRow
    | PartnerRow
    | ServiceRow
    | SystemRow
    | LinkRow
    | WaveRow
    | DeviceGroupRow
    | BacklogRow
    | EdgeRow
)

KIND_OF_ROW: dict[type[Row], str] = {
    OrganisationRow: "organisation",
    TeamRow: "team",
    PartnerRow: "partner",
    ServiceRow: "service",
    SystemRow: "system",
    LinkRow: "link",
    WaveRow: "wave",
    DeviceGroupRow: "devices",
    BacklogRow: "backlog",
    EdgeRow: "edge",
}


def key_of(row: AnyRow) -> str:
    """Return the reference under which the register keeps this row."""
    return ref(KIND_OF_ROW[type(row)], row.id)
