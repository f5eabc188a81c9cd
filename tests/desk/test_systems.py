"""The list of systems: narrowed as asked, in the order asked for, page by page, and as a table."""

import csv
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from io import StringIO
from typing import Any

import pytest
from django.http import QueryDict
from msgspec import structs

from reinstate.core.gates.examine import examine
from reinstate.core.journal.entry import Via
from reinstate.core.journal.rows import AnyRow, SystemRow
from reinstate.core.state.step import subject_of
from reinstate.core.terms.system import Hosting
from reinstate.core.zones.reach import closure
from reinstate.core.zones.subjects import all_subjects
from reinstate.desk.systems.asked import ONLY, SORTS, STEPS, asked
from reinstate.desk.systems.rows import (
    KEYS,
    SystemSeen,
    is_past_support,
    matching,
    systems,
)
from reinstate.desk.systems.steps import WORDS
from reinstate.desk.systems.table import table
from reinstate.desk.systems.views import ROWS_MAX
from reinstate.operations import identity, reading, situation
from reinstate.operations.act import Acting, act
from reinstate.operations.overview import overview
from tests.builders import a_service, an_edge, an_import
from tests.desk.conftest import At

LIST = "/systems/"
TABLE = "/systems/systems.csv"
HOSTILE = "<script>alert(1)</script>"
PAGE_BYTES_MAX = 90_000


def put(*rows: AnyRow) -> None:
    """Put rows onto the register of the home that is open."""
    asha = identity.person_id(reading.council(), "asha")
    act(lambda _, __: an_import(*rows), Acting(asha, Via("password", "desk")))


def every() -> tuple[SystemSeen, ...]:
    """Return every system as the list has them."""
    return systems(overview(*situation.now()))


def narrowed(**query: Any) -> list[SystemSeen]:
    """Return the systems that an address asks for."""
    given = QueryDict(mutable=True)
    for key, value in query.items():
        given.setlist(key, value if isinstance(value, list) else [value])
    return matching(every(), asked(given))


def names_on(page: str) -> list[str]:
    """Return the systems of a page, in its order."""
    return re.findall(r'name="subject" value="([^"]+)"', page)


@pytest.mark.usefixtures("played")
def test_each_row_says_what_the_gate_says() -> None:
    council, at = situation.now()
    rows = every()
    assert [row.subject for row in rows] == list(all_subjects(council, "system"))
    for row in rows:
        found = examine(council, row.subject, at)
        assert row.blockers == found.blockers
        assert row.zone == situation.zone_of(subject_of(council, row.subject))
        assert (row.step == "open") is found.is_open


@pytest.mark.usefixtures("played")
def test_each_filter_leaves_exactly_what_it_says() -> None:
    rows = every()

    def wanted(test: Any) -> set[str]:
        return {row.subject for row in rows if test(row)}

    def got(**query: Any) -> set[str]:
        return {row.subject for row in narrowed(**query)}

    assert got(zone="clean") == wanted(lambda r: r.zone == "clean") != set()
    assert got(zone=["clean", "unknown"]) == wanted(lambda r: r.zone in ("clean", "unknown"))
    assert got(hosting="SaaS") == wanted(lambda r: r.row.hosting is Hosting.SAAS) != set()
    assert got(team="team-network") == wanted(lambda r: r.row.owner_team == "team-network")
    assert got(only="findings") == wanted(lambda r: r.findings) != set()
    assert got(only="foundation") == wanted(lambda r: r.row.is_foundation) != set()
    assert got(only="demand") == wanted(lambda r: r.demands) != set()
    assert got(only="past-support") == wanted(
        lambda r: any(b.code == "support" for b in r.blockers) or r.is_past_support
    )
    codes = {b.code for row in rows for b in row.blockers}
    for code in codes:
        assert got(code=code) == wanted(lambda r, c=code: any(b.code == c for b in r.blockers))
    parts = [got(step=step) for step in STEPS]
    assert sum(map(len, parts)) == len(rows)
    assert set().union(*parts) == wanted(lambda _: True)
    assert all(parts)


@pytest.mark.usefixtures("played")
def test_lives_hang_on_what_a_threat_to_life_needs() -> None:
    council, _ = situation.now()
    lives = [
        key
        for key, row in council.register.rows.items()
        if getattr(row, "is_threat_to_life", False)
    ]
    cells = [cell for key in lives for cell in council.register.cells.get(key[8:], ())]
    needed = frozenset[str]().union(*(closure(council, one) for one in (*lives, *cells)))
    found = {row.subject for row in narrowed(only="life")}
    assert found == {one for one in needed if one.startswith("system:")} != set()


@pytest.mark.usefixtures("played")
def test_filters_narrow_together_and_words_may_stand_anywhere() -> None:
    both = {row.subject for row in narrowed(zone="isolated", only="past-support")}
    assert both == {r.subject for r in narrowed(zone="isolated")} & {
        r.subject for r in narrowed(only="past-support")
    }
    assert [row.name for row in narrowed(q="switches CORE")] == ["Core network switches"]
    assert narrowed(q=HOSTILE) == []


@pytest.mark.usefixtures("played")
@pytest.mark.parametrize("sort", SORTS)
def test_the_list_is_in_the_order_asked_for_both_ways(sort: str) -> None:
    up, down = narrowed(sort=sort), narrowed(sort=f"-{sort}")
    assert [KEYS[sort](row) for row in up] == sorted(KEYS[sort](row) for row in every())
    assert [KEYS[sort](row) for row in down] == [KEYS[sort](row) for row in reversed(up)]


@pytest.mark.usefixtures("played")
def test_what_nobody_could_ask_for_is_no_error_and_leaves_nothing_out() -> None:
    strange = {
        "zone": "purple",
        "hosting": "moon",
        "step": "x",
        "only": "y",
        "sort": "-",
        "page": "-1",
    }
    assert narrowed(**strange) == narrowed()


def test_the_pages_show_every_system_once(later: At) -> None:
    asha = later("asha")
    count = len(every())
    found = [
        one
        for page in range(1, -(-count // ROWS_MAX) + 1)
        for one in names_on(asha.page(LIST, page=str(page)))
    ]
    assert found == [row.subject for row in narrowed()]
    assert names_on(asha.page(LIST, page="999")) == found[-(count % ROWS_MAX) :]


def test_the_heading_says_which_way_it_is_sorted_and_turns_it_round(later: At) -> None:
    page = later("asha").page(LIST, sort="-harm", zone="isolated")
    heading = re.search(r'aria-sort="descending"><a [^>]*href="([^"]+)"', page)
    assert heading is not None
    assert heading.group(1) == "/systems/?zone=isolated&amp;sort=harm"
    assert page.count("aria-sort=") == 1


def test_what_is_chosen_is_named_with_the_way_back(later: At) -> None:
    page = later("asha").page(LIST, zone="isolated", only="past-support", q="tax")
    tags = re.findall(r'moj-filter__tag" href="([^"]+)"', page)
    assert tags == [
        "/systems/?q=tax&amp;only=past-support",
        "/systems/?q=tax&amp;zone=isolated",
        "/systems/?zone=isolated&amp;only=past-support",
    ]


def test_the_past_keeps_to_the_past_and_offers_no_act(later: At) -> None:
    then = reading.council().incidents[-1].declared_at.isoformat()
    page = later("asha").page(LIST, **{"as-of": then}, zone="unknown")
    assert "Isolate all" not in page
    assert 'type="checkbox" class="app-tick"' not in page
    rows = re.findall(r'href="(/systems/\?[^"]*sort=[^"]*)"', page)
    assert rows
    assert all("as-of=" in one for one in rows)


def test_a_clearer_may_take_those_ticked_to_be_read_and_cleared(later: At) -> None:
    offered = {one: "/clearances/sign/" in later(one).page(LIST) for one in ("cai", "gwen")}
    assert offered == {"cai": True, "gwen": False}


def table_rows(text: str) -> Iterator[dict[str, str]]:
    """Yield the rows of the table for spreadsheets."""
    yield from csv.DictReader(StringIO(text, newline=""))


def test_the_table_has_every_system_that_is_found(later: At) -> None:
    answer = later("asha").get(TABLE, zone="isolated", sort="-harm")
    assert answer.headers["Content-Type"].startswith("text/csv")
    rows = list(table_rows(answer.content.decode()))
    assert [f"system:{row['id']}" for row in rows] == [
        one.subject for one in narrowed(zone="isolated", sort="-harm")
    ]


def test_a_hostile_name_is_a_word_on_the_page_and_no_formula_in_the_table(later: At) -> None:
    put(SystemRow(id="sys-a", name=f"=1+1{HOSTILE}", kind="server", belongs_to="org-thornmere"))
    asha = later("asha")
    page = asha.page(LIST, q="=1+1")
    assert "&lt;script&gt;" in page
    assert HOSTILE not in page
    row = next(table_rows(asha.get(TABLE, q="=1+1").content.decode()))
    assert row["name"] == f"'=1+1{HOSTILE}"


@pytest.mark.usefixtures("played")
@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t=", "\r="])
def test_no_cell_of_the_table_begins_as_a_formula_does(sign: str) -> None:
    one, words = every()[0], f"{sign}1+1"
    named = structs.replace(one, name=words, team=words, row=structs.replace(one.row, kind=words))
    row = next(table_rows(table([named]).decode()))
    assert {row[column] for column in ("name", "team", "kind")} == {f"'{words}"}
    assert row["id"] == one.row.id


@pytest.mark.usefixtures("played")
def test_every_blocker_that_the_story_meets_has_words() -> None:
    assert {b.code for row in every() for b in row.blockers} <= set(WORDS)
    assert set(ONLY) >= {"findings", "life", "past-support"}


def test_with_nothing_on_the_register_the_page_says_what_to_do(later: At) -> None:
    asha = later("asha")
    assert "No system is known yet" in asha.page(LIST, **{"as-of": "2020-01-01"})
    assert "Nothing to draw yet" in asha.page("/map/", **{"as-of": "2020-01-01"})
    assert "None is on the register" in asha.page("/zones/", **{"as-of": "2020-01-01"})


@pytest.mark.slow
def test_two_thousand_systems_stay_small_pages(later: At) -> None:
    rows = [
        SystemRow(id=f"sys-big-{n}", name=f"System number {n} of the council", kind="server")
        for n in range(2_000)
    ]
    edges = [an_edge(f"system:sys-big-{n}", f"system:sys-big-{n // 3}") for n in range(1, 2_000)]
    services = [a_service(f"svc-big-{n}") for n in range(40)]
    more = [an_edge(f"service:svc-big-{n}", f"system:sys-big-{1999 - n}") for n in range(40)]
    put(*rows, *services, *edges, *more)
    asha = later("asha")
    for address in (
        *(LIST, f"{LIST}?sort=-harm", "/zones/", "/map/", "/map/?subject=system:sys-big-0"),
        *("/map/?subject=service:svc-big-7", "/systems/isolate/?all=found"),
        "/map/?q=number",
    ):
        assert len(asha.page(address)) < PAGE_BYTES_MAX, address


def test_the_moment_of_the_page_judges_what_is_past_support() -> None:
    row = SystemRow(id="sys-old", support_ends="2026-03-01")
    assert not is_past_support(row, datetime(2026, 3, 1, 12, tzinfo=UTC))
    assert is_past_support(row, datetime(2026, 3, 2, 1, tzinfo=UTC))
