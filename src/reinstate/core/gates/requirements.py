"""The requirements table: which rows hold which subject, by kind, hosting and route.

"Not applicable" comes from this table alone, never from a tick (model.md, section 3).
"""

from functools import partial
from typing import Final

from reinstate.core.gates import rows_checks, rows_clean, rows_connected
from reinstate.core.gates.look import Look, Row
from reinstate.core.gates.rows_clearances import two_clearances
from reinstate.core.terms.reference import kind_of
from reinstate.core.terms.system import Hosting, Route

KEEP, RESTORE, REBUILD, REPLACE = Route.KEEP, Route.RESTORE, Route.REBUILD, Route.REPLACE
OURS: Final = frozenset({KEEP, RESTORE, REBUILD, REPLACE})
SAAS: Final = frozenset({KEEP, REPLACE})
NONE: Final[frozenset[Route]] = frozenset()

Where = dict[Hosting, frozenset[Route]]


def _where(
    on_premises: frozenset[Route], hosted: frozenset[Route], saas: frozenset[Route]
) -> Where:
    return {Hosting.ON_PREMISES: on_premises, Hosting.HOSTED: hosted, Hosting.SAAS: saas}


EVERYWHERE: Final = _where(OURS, OURS, SAAS)
BUILT: Final = frozenset({RESTORE, REBUILD, REPLACE})

CLEAN_TABLE: Final[tuple[tuple[str, Row, Where], ...]] = (
    ("evidence-taken", rows_clean.evidence_taken, _where(OURS, OURS, frozenset({KEEP}))),
    (
        "restore-point",
        rows_clean.restore_point,
        _where(frozenset({RESTORE}), frozenset({RESTORE}), NONE),
    ),
    ("rebuilt", rows_clean.rebuilt, _where(BUILT, BUILT, frozenset({REPLACE}))),
    ("attestation", rows_clean.attestation, _where(NONE, OURS, SAAS)),
    ("tokens-revoked", rows_clean.tokens_revoked, _where(NONE, OURS, SAAS)),
)
CONNECTED_TABLE: Final[tuple[tuple[str, Row, Where], ...]] = (  # checks last: changes void them
    ("credentials-reset", rows_connected.credentials_reset, EVERYWHERE),
    ("patched", rows_connected.patched, _where(OURS, OURS, NONE)),
    ("support", rows_connected.support, _where(OURS, OURS, NONE)),
    ("monitored", rows_connected.monitored, EVERYWHERE),
    ("checks", rows_checks.checks, EVERYWHERE),
)

LAST_ROWS: Final[tuple[Row, ...]] = (
    rows_connected.needs_connected,
    rows_connected.accepted,
    two_clearances,
)
"""What everything needs that a person runs; device groups have nobody who accepts them."""

CLEAN_ROWS: Final[dict[str, tuple[Row, ...]]] = {
    "link": (),
    "wave": (),
    "devices": (rows_checks.devices_done,),
}
CONNECTED_ROWS: Final[dict[str, tuple[Row, ...]]] = {
    "link": (
        partial(rows_clean.attestation, gate="connected"),
        rows_connected.credentials_reset,
        *LAST_ROWS,
    ),
    "wave": LAST_ROWS,
    "devices": (rows_checks.checks, rows_connected.needs_connected, two_clearances),
}


def clean_rows(look: Look) -> tuple[Row, ...]:
    """Return the rows that hold this subject back from clean."""
    kind = kind_of(look.subject)
    if kind in CLEAN_ROWS:
        return (rows_clean.power_explained, *CLEAN_ROWS[kind])
    return (
        rows_clean.route_chosen,
        rows_clean.power_explained,
        *_of_table(CLEAN_TABLE, look),
    )


def connected_rows(look: Look) -> tuple[Row, ...]:
    """Return the rows that hold this subject back from connected."""
    kind = kind_of(look.subject)
    if kind in CONNECTED_ROWS:
        return (rows_checks.findings, *CONNECTED_ROWS[kind])
    return (rows_checks.findings, *_of_table(CONNECTED_TABLE, look), *LAST_ROWS)


def _of_table(table: tuple[tuple[str, Row, Where], ...], look: Look) -> tuple[Row, ...]:
    """Return the rows of the route; before one is chosen, those common to all routes."""
    routes = rows_clean.possible_routes(look.hosting)
    mine = {look.route} if look.route in routes else routes
    return tuple(row for _, row, where in table if mine <= where[look.hosting])


def has_clean_stage(reference: str) -> bool:
    """Return whether this kind of subject passes through the clean zone on its way back."""
    return kind_of(reference) in ("system", "devices")
