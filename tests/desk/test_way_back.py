"""One system from isolated to the network by forms alone, as five people, each led by the gate."""

import re
from collections.abc import Mapping
from datetime import timedelta
from html import unescape
from http import HTTPStatus
from typing import Any

from reinstate.core.state.step import subject_of
from reinstate.operations import reading, situation
from tests.desk.conftest import At
from tests.desk.papers import a_file, a_report
from tests.desk.staff import Staff

SUBJECT = "system:sys-core-network"
GATE = f"/subjects/{SUBJECT}/"
LIFT = re.compile(r'class="govuk-link app-lift" href="([^"]+)"')
BUTTON = re.compile(r'href="([^"]+)" role="button"')


def lifts(person: Staff) -> list[str]:
    """Return the forms that the gate leads this person to."""
    page = person.page(GATE)
    return [unescape(one) for one in (*LIFT.findall(page), *BUTTON.findall(page))]


def lift(person: Staff, form: str, said: Mapping[str, Any]) -> str:
    """Do what the gate leads to; return the page after it."""
    address = f"{GATE}{form}" if not form.startswith("/") else form
    assert address in lifts(person), (form, lifts(person))
    return person.sent(address, said)


def test_five_people_bring_a_system_back_by_forms_alone(at: At) -> None:
    eli, fola, ben, cai, asha = (at(one) for one in ("eli", "fola", "ben", "cai", "asha"))
    eli.sent(f"{GATE}isolate/", {"why": "Beacons"})
    fola.sent(f"{GATE}seen/", {"state": "cut"})
    by_fola = {"done_by": [fola.person]}
    lift(fola, "route/", {"route": "restore"})
    lift(fola, "evidence/", {"what": "disk", "copies": [a_file("image"), a_file("memory")]})
    made = situation.now()[1] - timedelta(days=60)
    point = {
        "made_0": made.strftime("%Y-%m-%dT%H:%M"),
        "manifest": a_file("manifest"),
        "report": a_report(),
        "is_verified": "on",
    }
    lift(fola, "restore-point/", point)
    lift(fola, "rebuilt/", {"method": "wiped", **by_fola})
    fola.sent(f"{GATE}restored/", {"contents": "data-only", **by_fola})
    lift(fola, "clean/", {})
    lift(fola, "credentials/", {"is_checked": "on", **by_fola})
    lift(fola, "patched/", {"level": "2026-11", **by_fola})
    lift(fola, "monitored/", {"where": "local"})
    for form in [one for one in lifts(ben) if "/check/" in one]:
        lift(ben, form, {"report": a_report()})
    lift(fola, "accept/", {"note": "Every floor reached"})
    refused = asha.send(f"{GATE}reconnect/", {})
    assert refused.status_code == HTTPStatus.CONFLICT
    assert "Two people must clear it" in refused.content.decode()
    for clearer in (ben, cai):
        lift(clearer, f"/clearances/sign/?subject={SUBJECT.replace(':', '%3A')}", {})
    page = lift(asha, "reconnect/", {})
    assert "is connected, and on watch" in page
    assert subject_of(reading.council(), SUBJECT).is_connected


def test_a_clearer_may_not_reconnect_and_reads_who_can(at: At) -> None:
    fola, cai = at("fola"), at("cai")
    fola.sent(f"{GATE}isolate/", {})
    page = cai.page(GATE)
    assert "Folasade Adeyemi" in page
    assert f"{GATE}route/" not in lifts(cai)
    assert cai.get(f"{GATE}reconnect/").status_code == HTTPStatus.FORBIDDEN


def test_evidence_leads_back_to_where_it_was_asked_for(at: At) -> None:
    fola = at("fola")
    fola.sent(f"{GATE}isolate/", {})
    page = lift(fola, "evidence/", {"what": "disk", "copies": [a_file("image")]})
    assert 'id="step-clean"' in page
    proofs = fola.page(f"{GATE}evidence-and-checks/")
    asked = f"{GATE}evidence/?back=evidence"
    assert asked in [unescape(one) for one in BUTTON.findall(proofs)]
    page = fola.sent(asked, {"what": "memory", "copies": [a_file("memory")]})
    assert 'id="kept"' in page
    assert f'href="{GATE}evidence-and-checks/" class="govuk-back-link"' in fola.page(asked)


def test_what_is_to_do_is_counted_once_where_it_stands(later: At) -> None:
    """The step to the clean zone is no row of it: a sum over both steps would be one more."""
    page = later("asha").page("/subjects/devices:devices-desktops/")
    assert re.findall(r">([^<]*) to do<", page) == ["1", "3"]
    assert "Way back</a>" in page
