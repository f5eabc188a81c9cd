"""The page of one subject: what is missing and who lifts it, what is done, and what is red."""

import re
from http import HTTPStatus

import pytest

from reinstate.core.journal.rows import SystemRow
from reinstate.core.terms.reference import is_subject
from reinstate.core.zones.reach import dependants
from reinstate.core.zones.subjects import all_subjects
from reinstate.desk.subjects.around import FIRST_MAX
from reinstate.desk.subjects.gate import NAMES
from reinstate.operations import reading
from tests.desk.conftest import At

PARTS = ("", "evidence-and-checks/", "needs/", "timeline/")
KINDS = (
    "system:sys-portal",
    "link:link-bank",
    "wave:wave-finance",
    "devices:devices-laptops",
    "system:sys-business-permits",
    "system:sys-childrens",
)
PORTAL = "/subjects/system:sys-portal/"
CHILDREN = "/subjects/system:sys-childrens/"
TRANSFER = "/subjects/system:sys-file-transfer/"
DATABASE = "/subjects/system:sys-db-main/"


@pytest.mark.parametrize("subject", KINDS)
def test_each_kind_of_subject_has_all_its_pages_for_anybody(later: At, subject: str) -> None:
    dee = later("dee")
    for part in PARTS:
        page = dee.page(f"/subjects/{subject}/{part}")
        assert subject in page
        assert "reinstate " not in page.lower().replace("reinstate - ", "").replace(
            ">reinstate<", ""
        ), part


def test_a_subject_that_nobody_knows_has_no_page(later: At) -> None:
    dee = later("dee")
    for subject in ("system:sys-nothing", "service:svc-rent", "nonsense"):
        assert dee.get(f"/subjects/{subject}/").status_code == HTTPStatus.NOT_FOUND


def test_the_gate_shows_what_is_done_with_its_fact_and_what_is_missing_with_its_form(
    later: At,
) -> None:
    page = later("fola").page(PORTAL)
    assert "app-row--met" in page
    assert "Sessions and keys are revoked by Folasade Adeyemi" in page
    assert "It needs Online forms, which is isolated." in page
    assert "Not asked of it" in page
    assert f"{PORTAL}check/?check=accounts" in page


def test_a_clearance_that_died_says_why_and_by_which_entry(later: At) -> None:
    page = later("dee").page(PORTAL)
    assert "Counts no longer: something it needs was isolated (entry " in page


def test_what_is_not_asked_of_it_is_a_list_of_whole_items(later: At) -> None:
    page = later("fola").page(PORTAL)
    [items] = re.findall(r"Not asked of it, [^:]*: ([^<]*)\.", page)
    assert set(items.split("; ")) <= {name.lower() for name in NAMES.values()}


def test_a_system_whose_sheet_says_nothing_of_how_critical_it_is_shows_nothing_of_it(
    later: At,
) -> None:
    rows = reading.council().register.rows.items()
    systems = {key: row.criticality for key, row in rows if isinstance(row, SystemRow)}
    dee = later("dee")
    for critical in ("medium", "critical"):
        subject = next(key for key, one in systems.items() if one == critical)
        assert ("Criticality" in dee.page(f"/subjects/{subject}/")) == (critical == "critical")


def test_a_demand_is_told_first_with_its_end(later: At) -> None:
    page = later("dee").page(TRANSFER)
    assert "Isolate it, or clear it anew by" in page
    assert "Because rules or indicators changed" in page
    assert "To stay on the network" in page


def test_break_glass_is_told_with_when_the_second_signature_was_due(later: At) -> None:
    page = later("cai").page(CHILDREN)
    assert "Connected on one signature" in page
    assert "The second signature was due" in page
    assert "/clearances/sign/?subject=system%3Asys-childrens" in page


def test_accepted_gaps_stand_on_the_page_of_what_came_back_with_them(later: At) -> None:
    assert "Accepted gaps in its checks" in later("dee").page(DATABASE)


def test_a_mark_says_that_lives_hang_on_it(later: At) -> None:
    assert "Lives hang on it: Child protection" in later("dee").page(CHILDREN)


def test_what_it_needs_and_what_waits_for_it_have_zones_and_levels(later: At) -> None:
    page = later("dee").page(f"{PORTAL}needs/")
    assert "Online forms" in page
    assert "Waits for it (" in page
    assert "app-level--" in page


def test_nothing_is_offered_in_the_past(later: At) -> None:
    fola = later("fola")
    then = reading.council().last_at.isoformat()
    page = fola.page(PORTAL, **{"as-of": then})
    assert "check/?check=" not in page
    assert 'role="button"' not in page


def test_a_sighting_seen_again_is_fresh_though_it_is_no_new_entry(later: At) -> None:
    fola = later("fola")
    address = "/subjects/system:sys-estate-cctv/"
    assert "too long ago, look again" in fola.page(address)
    fola.sent(f"{address}seen/", {"state": "cut"})
    assert "too long ago, look again" not in fola.page(address)


def test_what_was_seen_before_it_came_back_is_not_told_as_if_it_stood(later: At) -> None:
    fola = later("fola")
    address = "/subjects/system:sys-core-network/"
    assert re.search(r"Seen cut off,.*it came back since", fola.page(address))
    fola.sent(f"{address}seen/", {"state": "live"})
    assert "it came back since" not in fola.page(address)


def test_a_never_cut_system_shows_its_checklist_with_dates(at: At) -> None:
    asha = at("asha")
    address = "/subjects/system:sys-telephony/"
    asha.sent(f"{address}never-cut/", {"why": "Emergency calls run over it"})
    page = asha.page(address)
    assert "It was never cut off: what it still has to show" in page
    assert f"{address}evidence/" in page


def test_what_a_form_rests_on_changed_meanwhile_is_shown_and_the_words_kept(at: At) -> None:
    fola, asha = at("fola"), at("asha")
    address = "/subjects/system:sys-core-network/"
    at("eli").sent(f"{address}isolate/", {})
    fields = fola.form(f"{address}patched/")
    asha.sent(f"{address}route/", {"route": "keep"})
    said = {"level": "2026-11", "done_by": [fola.person]}
    answer = fola.send(f"{address}patched/", said, fields)
    assert answer.status_code == HTTPStatus.CONFLICT
    assert 'value="2026-11"' in answer.content.decode()


def test_a_foundation_lists_the_nearest_and_folds_the_rest(later: At) -> None:
    council = reading.council()
    most = max(all_subjects(council), key=lambda one: len(dependants(council, (one,))))
    waiting = [one for one in dependants(council, (most,)) if is_subject(one)]
    assert len(waiting) > 2 * FIRST_MAX
    page = later("dee").page(f"/subjects/{most}/needs/")
    section = page.partition('aria-labelledby="waiting"')[2].partition("</section>")[0]
    first, _, rest = section.partition("<details")
    assert f"Waits for it ({len(waiting)})" in first
    assert first.count("<li>") == FIRST_MAX
    assert f"And {len(waiting) - FIRST_MAX} more" in rest
    assert rest.count("<li>") == len(waiting) - FIRST_MAX
