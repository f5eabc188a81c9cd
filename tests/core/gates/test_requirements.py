"""The requirements table of the model, written out again: every row by hosting and route."""

from collections.abc import Iterator
from typing import Final

import pytest

from reinstate.core.gates.reconnect import Reconnect
from reinstate.core.journal.rows import AnyRow
from reinstate.core.terms.reference import Ref
from reinstate.core.terms.system import Hosting, Route
from reinstate.core.zones.isolate import Isolate
from tests.builders import (
    LEDGER,
    Desk,
    a_device_group,
    a_link,
    a_service,
    a_system,
    a_wave,
    an_edge,
    an_incident,
    codes,
)
from tests.core.gates.facts import a_route, evidence, record
from tests.core.gates.lifting import Hands, lift

CORE: Final = "system:sys-core"
TABLE: Final = """
    route-chosen       | K R B P | K R B P | K P
    evidence-taken     | K R B P | K R B P | K
    restore-point      | R       | R       | -
    rebuilt            | R B P   | R B P   | P
    attestation        | -       | K R B P | K P
    tokens-revoked     | -       | K R B P | K P
    checks             | K R B P | K R B P | K P
    credentials-reset  | K R B P | K R B P | K P
    patched            | K R B P | K R B P | -
    support            | K R B P | K R B P | -
    monitored          | K R B P | K R B P | K P
    needs-connected    | K R B P | K R B P | K P
    accepted           | K R B P | K R B P | K P
    two-clearances     | K R B P | K R B P | K P
"""
CHECKS: Final = """
    event-logs         | K R B P | K R B P | -
    files              | K R B P | R B P   | -
    accounts           | K R B P | K R B P | K P
    access-logs        | -       | -       | K P
"""
LETTERS: Final = {
    "K": Route.KEEP,
    "R": Route.RESTORE,
    "B": Route.REBUILD,
    "P": Route.REPLACE,
}
COLUMNS: Final = (Hosting.ON_PREMISES, Hosting.HOSTED, Hosting.SAAS)
WAYS: Final = [
    (hosting, LETTERS[letter])
    for hosting, letters in zip(COLUMNS, ("KRBP", "KRBP", "KP"), strict=True)
    for letter in letters
]


def asked(table: str, hosting: Hosting, route: Route) -> set[str]:
    """Return the rows of a table that hold this hosting and route."""
    return set(_asked(table, hosting, route))


def _asked(table: str, hosting: Hosting, route: Route) -> Iterator[str]:
    for line in table.strip().splitlines():
        code, *columns = (part.strip() for part in line.split("|"))
        if any(LETTERS.get(letter) is route for letter in columns[COLUMNS.index(hosting)].split()):
            yield code


def an_isolated_desk(hosting: Hosting = Hosting.ON_PREMISES, *, kind: str = "server") -> Desk:
    """Return a desk whose ledger, past its support, and the core that it needs are off."""
    desk = an_incident(
        a_system(hosting=hosting, kind=kind, support_ends="2020-01-14"),
        a_system("sys-core"),
        an_edge(LEDGER, CORE),
    )
    desk.do(Isolate((LEDGER, CORE)))
    return desk


def checks_asked(desk: Desk) -> set[str]:
    """Return the names of the checks that the ledger still needs."""
    return {b.need.split()[4] for b in desk.blockers() if b.code == "checks"}


@pytest.mark.parametrize(("hosting", "route"), WAYS)
def test_a_route_is_held_by_exactly_the_rows_of_the_table(hosting: Hosting, route: Route) -> None:
    desk = an_isolated_desk(hosting)
    record(desk, a_route(route))
    wanted = asked(TABLE, hosting, route) - {"route-chosen"}
    assert desk.codes() == wanted | {"not-clean"}
    assert codes(desk.refused(Reconnect(LEDGER))) == desk.codes()


@pytest.mark.parametrize(("hosting", "route"), WAYS)
def test_a_route_asks_for_exactly_its_checks(hosting: Hosting, route: Route) -> None:
    desk = an_isolated_desk(hosting)
    record(desk, a_route(route))
    assert checks_asked(desk) == asked(CHECKS, hosting, route)


@pytest.mark.parametrize("hosting", Hosting)
def test_before_a_route_is_chosen_only_what_all_routes_share_is_asked(hosting: Hosting) -> None:
    desk = an_isolated_desk(hosting)
    ways = [route for one, route in WAYS if one is hosting]
    common = set.intersection(*(asked(TABLE, hosting, route) for route in ways))
    assert desk.codes() == common - {"route-chosen"} | {"no-route", "not-clean"}


@pytest.mark.parametrize(("hosting", "route"), WAYS)
def test_lifting_every_row_opens_the_gate(hosting: Hosting, route: Route) -> None:
    desk = an_isolated_desk(hosting)
    lift(desk, LEDGER, Hands(route=route))
    assert desk.blockers() == ()
    desk.do(Reconnect(LEDGER))
    assert desk.subject().is_connected


@pytest.mark.parametrize(
    ("hosting", "route"), [(Hosting.SAAS, Route.RESTORE), (Hosting.SAAS, Route.REBUILD)]
)
def test_what_we_do_not_run_is_never_restored_or_rebuilt_by_us(
    hosting: Hosting, route: Route
) -> None:
    desk = an_isolated_desk(hosting)
    with pytest.raises(Exception, match="comes back by one of: keep, replace"):
        record(desk, a_route(route))


def test_retiring_is_a_route_that_never_leads_back() -> None:
    desk = an_isolated_desk()
    record(desk, a_route(Route.RETIRE))
    assert "retired" in desk.codes()
    with pytest.raises(AssertionError, match="Nothing lifts retired"):
        lift(desk, LEDGER)


@pytest.mark.parametrize("kind", ["network", "appliance", "printer"])
def test_gear_without_logs_of_its_own_shows_configuration_and_firmware(kind: str) -> None:
    desk = an_isolated_desk(kind=kind)
    record(desk, a_route(Route.KEEP))
    assert checks_asked(desk) == {"configuration-review", "firmware-digest", "accounts"}


def test_what_has_no_row_on_the_register_is_held_by_that_alone() -> None:
    desk = an_incident()
    assert desk.codes("system:sys-nowhere") == {"not-on-register"}


def test_before_anything_is_known_a_subject_is_not_connected() -> None:
    assert an_incident().codes() == {"zone-unknown"}


KINDS: Final[list[tuple[AnyRow, Ref, set[str]]]] = [
    (
        a_link(),
        "link:internet",
        {"attestation", "credentials-reset", "accepted", "two-clearances"},
    ),
    (
        a_wave(reach=(CORE,)),
        "wave:staff",
        {"needs-connected", "accepted", "two-clearances"},
    ),
    (
        a_device_group(),
        "devices:laptops",
        {"devices-done", "not-clean", "checks", "two-clearances"},
    ),
]


@pytest.mark.parametrize(("row", "subject", "wanted"), KINDS)
def test_links_waves_and_devices_have_rows_of_their_own(
    row: AnyRow, subject: Ref, wanted: set[str]
) -> None:
    desk = an_incident(a_system("sys-core"), row)
    desk.do(Isolate((subject, CORE)))
    assert desk.codes(subject) == wanted
    lift(desk, subject)
    desk.do(Reconnect(subject))
    assert desk.subject(subject).is_connected


def test_a_wave_waits_for_every_device_group_and_link_in_its_reach() -> None:
    desk = an_incident(
        a_device_group(), a_link(), a_wave(reach=("link:internet", "devices:laptops"))
    )
    desk.do(Isolate(("wave:staff", "link:internet", "devices:laptops")))
    needs = [b.need for b in desk.blockers("wave:staff") if b.code == "needs-connected"]
    assert sorted(need.split()[-1] for need in needs) == ["devices:laptops", "link:internet"]


def test_a_service_is_no_subject_of_the_table() -> None:
    desk = an_incident(a_service())
    assert desk.codes("service:svc-care") == {"zone-unknown"}


def test_every_blocker_says_what_lifts_it_in_a_whole_command() -> None:
    desk = an_isolated_desk(Hosting.HOSTED)
    record(desk, a_route(Route.RESTORE), evidence())
    needs = [blocker.need for blocker in desk.blockers()]
    assert all(need.startswith("reinstate ") for need in needs)
    assert all(LEDGER in need or CORE in need for need in needs)
