"""References between things: `kind:id`, such as `system:sys-ledger`."""

from typing import Annotated, Final

from msgspec import Meta

SUBJECT_KINDS: Final = ("system", "link", "wave", "devices")
ID_PATTERN: Final = r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}"

Id = Annotated[str, Meta(pattern=rf"^{ID_PATTERN}$")]
Ref = Annotated[
    str,
    Meta(
        pattern=r"^(system|link|wave|devices|service|cell|organisation|team|partner|backlog)"
        r":[A-Za-z0-9][A-Za-z0-9._/-]{0,199}$"
    ),
]
PersonId = str
"""A random id such as `p-1f2e3d4c5b6a7988`, or `machine:<part>`."""

EntryId = str
"""`command_id.position`: the id of what is born in the journal."""


def ref(kind: str, id_: str) -> Ref:
    """Return the reference to `id_` of `kind`."""
    return f"{kind}:{id_}"


def kind_of(reference: Ref) -> str:
    """Return the kind of a reference: `system` of `system:sys-ledger`."""
    return reference.partition(":")[0]


def id_of(reference: Ref) -> str:
    """Return the id of a reference: `sys-ledger` of `system:sys-ledger`."""
    return reference.partition(":")[2]


def is_subject(reference: Ref) -> bool:
    """Return whether containment can act on this: a system, link, wave or device group."""
    return kind_of(reference) in SUBJECT_KINDS


def cell(service: str, channel: str = "all", group: str = "all") -> Ref:
    """Return the reference to a cell: a service by channel by group of people."""
    return f"cell:{service}/{channel}/{group}"


def service_of(cell_reference: Ref) -> str:
    """Return the service id of a cell: `svc-rent` of `cell:svc-rent/web/tenants`."""
    return id_of(cell_reference).split("/")[0]


def sources_of(reference: Ref) -> tuple[Ref, ...]:
    """Return where the needs of this are recorded.

    A cell has its own, those of the wider cells that it was cut from, and its service's.
    """
    if kind_of(reference) != "cell":
        return (reference,)
    service, channel, group = id_of(reference).split("/")
    wider = (cell(service, one, other) for one in (channel, "all") for other in (group, "all"))
    return tuple(dict.fromkeys((*wider, ref("service", service))))
