"""Each form about one subject: what it writes, what it refuses and how, and files that are none."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from reinstate.core.gates.break_glass import is_needed, vital_services
from reinstate.core.journal.event import Event
from reinstate.core.journal.events import facts, zones
from reinstate.core.journal.events.decisions import ActProposed
from reinstate.core.journal.rows import ServiceRow
from reinstate.core.terms.reference import Ref
from reinstate.core.zones.subjects import all_subjects
from reinstate.desk import fields
from reinstate.operations import examining, kept, reading, texts
from tests.desk.conftest import At
from tests.desk.papers import a_file, a_report
from tests.desk.staff import Staff

OURS: Final = "system:sys-core-network"
SAAS: Final = "system:sys-registrars"
LINK: Final = "link:link-bank"
LAPTOPS: Final = "devices:devices-laptops"
OLD: Final = "system:sys-debtors"
NEEDY: Final = "system:sys-committee"
HOSTILE: Final = "<script>alert('x')</script> \u202e \"quoted\" & more"


def form_of(subject: Ref, form: str) -> str:
    """Return the address of a form about a subject."""
    return f"/subjects/{subject}/{form}/"


def isolated(at: At, *subjects: Ref) -> None:
    """Let somebody isolate these."""
    for subject in subjects:
        at("eli").sent(form_of(subject, "isolate"), {})


def last(type_: type[Event]) -> Any:
    """Return the newest event of a type."""
    return [one.event for one in reading.entries() if isinstance(one.event, type_)][-1]


def size() -> int:
    """Return how long the journal is."""
    return reading.council().seq


def refused(person: Staff, address: str, said: Mapping[str, Any], why: str) -> None:
    """Send a form that the rules refuse: the page says why, and nothing is written."""
    before = size()
    answer = person.send(address, said)
    assert answer.status_code == HTTPStatus.CONFLICT, answer.content.decode()
    assert why in answer.content.decode()
    assert size() == before


def unreadable(person: Staff, address: str, said: Mapping[str, Any], why: str) -> None:
    """Send a form that cannot be read: the page says what is wrong, and nothing is written."""
    before = size()
    answer = person.send(address, said)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY, answer.content.decode()
    assert why in answer.content.decode()
    assert size() == before


DONE: Final[list[tuple[str, Ref, str, dict[str, Any], type[Event]]]] = [
    ("fola", OURS, "seen", {"state": "cut"}, zones.SubjectSeen),
    ("fola", OURS, "route", {"route": "keep"}, facts.RouteChosen),
    ("ben", SAAS, "unobtainable", {"why": "They keep none"}, facts.EvidenceUnobtainable),
    ("fola", OURS, "patched", {"level": "2026-11", "done_by": "me"}, facts.Patched),
    ("fola", SAAS, "tokens-revoked", {"done_by": "me"}, facts.TokensRevoked),
    ("fola", OURS, "monitored", {"where": "central"}, facts.MonitoringAttached),
    ("fola", LAPTOPS, "devices-done", {"rebuilt": "3", "done_by": "me"}, facts.DevicesDone),
    ("fola", OURS, "finding-add", {"why": "Web shell"}, facts.FindingRaised),
    ("fola", OURS, "accept", {"note": "Works"}, facts.SubjectAccepted),
]


@pytest.mark.parametrize("row", DONE, ids=[one[2] for one in DONE])
def test_a_form_writes_its_fact_in_the_name_of_who_sent_it(
    at: At, row: tuple[str, Ref, str, dict[str, Any], type[Event]]
) -> None:
    who, subject, form, said, type_ = row
    isolated(at, subject)
    person = at(who)
    mine = {**said, "done_by": [person.person]} if "done_by" in said else said
    person.sent(form_of(subject, form), mine)
    entry = [one for one in reading.entries() if isinstance(one.event, type_)][-1]
    assert (entry.actor, entry.via.surface) == (person.person, "desk")
    about = getattr(entry.event, "subject", None) or getattr(entry.event, "subjects", None)
    assert about in (subject, (subject,))


REFUSED: Final[list[tuple[str, Ref, str, dict[str, Any], str]]] = [
    ("fola", OURS, "rebuilt", {"method": "wiped", "done_by": "me"}, "No evidence has been taken"),
    ("fola", OURS, "credentials", {"done_by": "me"}, "First check that recovery accounts work"),
    ("ben", OURS, "unobtainable", {"why": "No"}, "Evidence of our own systems can be obtained"),
    ("fola", OURS, "clean", {}, "No way back is chosen"),
    ("asha", OURS, "reconnect", {}, "It is still isolated"),
    ("fola", OURS, "never-cut", {"why": "It must run"}, "It was isolated in this incident"),
    ("fola", LAPTOPS, "devices-done", {"rebuilt": "9999", "done_by": "me"}, "cannot be done"),
    ("fola", SAAS, "monitored", {"where": "local"}, "Only foundation systems may log locally"),
]


@pytest.mark.parametrize("row", REFUSED, ids=[one[2] for one in REFUSED])
def test_what_the_rules_refuse_is_shown_with_the_reason(
    at: At, row: tuple[str, Ref, str, dict[str, Any], str]
) -> None:
    who, subject, form, said, why = row
    isolated(at, subject)
    person = at(who)
    mine = {**said, "done_by": [person.person]} if "done_by" in said else said
    refused(person, form_of(subject, form), mine, why)


def test_every_reason_against_a_reconnection_leads_to_its_form(at: At) -> None:
    isolated(at, OURS)
    page = at("asha").send(form_of(OURS, "reconnect"), {}).content.decode()
    for form in ("route", "evidence", "clean", "credentials", "patched", "monitored", "accept"):
        assert form_of(OURS, form) in page, form
    assert f"{form_of(OURS, 'check')}?check=" in page


def test_evidence_is_kept_under_the_digests_that_the_entry_names(at: At) -> None:
    isolated(at, OURS)
    copies = [a_file("image"), a_file("memory")]
    at("fola").sent(form_of(OURS, "evidence"), {"what": "disk", "copies": copies})
    taken = last(facts.EvidenceTaken)
    assert kept.sizes(taken.files) == dict(zip(taken.files, (5, 6), strict=True))
    page = at("dee").page(f"/subjects/{OURS}/evidence-and-checks/")
    assert all(digest in page for digest in taken.files)


def test_what_was_said_of_evidence_stands_beside_its_files(at: At) -> None:
    isolated(at, OURS)
    said = {"what": "other", "copies": [a_file("photo")], "note": "A photo of the ransom note"}
    at("fola").sent(form_of(OURS, "evidence"), said)
    page = at("dee").page(f"/subjects/{OURS}/evidence-and-checks/")
    assert "A photo of the ransom note" in page
    assert last(facts.EvidenceTaken).files[0] in page


def test_an_attestation_holds_until_the_end_of_its_day(at: At) -> None:
    isolated(at, LINK)
    said = {"author": "Kay Ito, CISO", "file": a_file(), "until": "2027-01-31"}
    at("fola").sent(form_of(LINK, "attestation"), said)
    assert last(facts.AttestationReceived).expires_at.isoformat() == "2027-02-01T00:00:00+00:00"


def test_a_configuration_is_kept(at: At) -> None:
    at("fola").sent(form_of(OURS, "configuration"), {"file": a_file("running")})
    assert kept.sizes([last(facts.ConfigurationRecorded).digest])


def test_a_range_says_between_when_it_was_true(at: At) -> None:
    isolated(at, OURS)
    fola = at("fola")
    said = {
        "state": "cut",
        "at_0": "2026-01-02T10:00",
        "at_1": "2026-01-02T11:30",
    }
    fola.sent(form_of(OURS, "seen"), said)
    seen = last(zones.SubjectSeen).at
    assert [edge.isoformat() for edge in (seen.earliest, seen.latest) if edge] == [
        "2026-01-02T10:00:00+00:00",
        "2026-01-02T11:30:00+00:00",
    ]


def test_what_is_no_time_is_asked_for_again_with_the_words_kept(at: At) -> None:
    isolated(at, OURS)
    fola = at("fola")
    said = {"level": "2026-11", "done_by": [fola.person], "at_0": "last week"}
    answer = fola.send(form_of(OURS, "patched"), said).content.decode()
    assert "last week is no time" in answer
    assert 'value="2026-11"' in answer
    assert 'value="last week"' in answer


def test_a_check_of_another_shape_is_recorded_from_what_is_filled_in(at: At) -> None:
    isolated(at, OURS)
    ben = at("ben")
    said = {
        "check": "accounts",
        "report": a_file("%PDF-1.7 whatever", "report.pdf"),
        "verdict": "none_incomplete",
        "looked_at": "12",
        "rules": "4",
        "gaps": "An old disk\n\nA locked folder",
    }
    done = ben.sent(form_of(OURS, "check"), said)
    assert "The check “accounts” of " in done
    assert "is recorded: no findings, incomplete coverage." in done
    made = last(facts.CheckRecorded)
    assert (made.files, made.rules) == (12, 4)
    assert [texts.text(gap) for gap in made.gaps] == ["An old disk", "A locked folder"]


def test_a_report_that_says_nothing_is_asked_for_again(at: At) -> None:
    isolated(at, OURS)
    said = {"check": "accounts", "report": a_file("%PDF-1.7", "report.pdf")}
    unreadable(at("ben"), form_of(OURS, "check"), said, "says nothing that can be recorded")


def test_an_empty_file_shows_nothing(at: At) -> None:
    said = {"what": "disk", "copies": SimpleUploadedFile("image.img", b"")}
    unreadable(at("fola"), form_of(OURS, "evidence"), said, "The file is empty: it shows nothing.")


def test_without_a_file_there_is_no_evidence(at: At) -> None:
    unreadable(at("fola"), form_of(OURS, "evidence"), {"what": "disk"}, "Choose a file.")


def test_a_file_too_long_for_a_browser_is_not_kept(at: At, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fields, "UPLOAD_SIZE_MAX_BYTES", 4)
    said = {"file": a_file("five!")}
    unreadable(at("fola"), form_of(OURS, "configuration"), said, "too long for a browser")


def test_a_restore_point_without_manifest_or_digest_is_none(at: At) -> None:
    isolated(at, OURS)
    fola, address = at("fola"), form_of(OURS, "restore-point")
    said = {"made_0": "2026-01-01T00:00", "report": a_report()}
    unreadable(fola, address, said, "Choose the manifest, or give the digest")
    wrong = {**said, "report": a_report(), "digest": "12"}
    unreadable(fola, address, wrong, "That is no SHA-256")
    fola.sent(address, {**said, "report": a_report(), "digest": "AB" * 32})
    assert last(facts.RestorePointRecorded).digest == "ab" * 32


def test_a_system_past_its_support_is_accepted_until_a_day(at: At) -> None:
    isolated(at, OLD)
    said = {"until": "2027-03-31", "why": "Its successor comes in spring"}
    at("kasia").sent(form_of(OLD, "accept-unsupported"), said)
    assert texts.text(last(facts.SupportAccepted).reason) == "Its successor comes in spring"


def test_coming_back_without_a_need_says_for_whom_and_what_they_lose(at: At) -> None:
    isolated(at, NEEDY)
    kasia, address = at("kasia"), form_of(NEEDY, "accept-without")
    said = {"scope": "everybody", "until": "2027-01-31", "loss": "No single sign-on"}
    kasia.sent(address, said)
    assert last(facts.DegradedAccepted).without == "system:sys-cloud-identity"


def test_what_waits_for_a_second_signature_stands_on_the_page(at: At) -> None:
    isolated(at, OURS)
    asha = at("asha")
    said = {"evidence": a_file("switch log"), "why": "The port stayed up"}
    page = asha.sent(form_of(OURS, "withdraw"), said)
    assert "Waits for a second signature" in page
    assert "/sign/" in page
    assert "Waits for a second signature" not in asha.page(f"/subjects/{SAAS}/")


def test_the_form_says_beforehand_what_would_refuse_it(at: At) -> None:
    isolated(at, OURS)
    page = at("asha").page(form_of(OURS, "reconnect"))
    assert "Sent now, it would be refused" in page
    assert "No way back is chosen" in page


def test_gaps_are_accepted_first_by_one_of_two_roles(at: At) -> None:
    isolated(at, OURS)
    ben = at("ben")
    gaps = a_report("none_incomplete", gaps=("A disk that nobody can read",))
    ben.sent(form_of(OURS, "check"), {"check": "accounts", "report": gaps})
    address = form_of(OURS, "accept-gaps")
    assert "A disk that nobody can read" in ben.page(address)
    ben.sent(address, {"why": "It is empty", "instead": "Watched for twice as long"})
    assert isinstance(last(ActProposed).event, facts.GapsAccepted)


def test_an_isolation_that_was_never_made_is_withdrawn_first_by_one(at: At) -> None:
    isolated(at, OURS)
    said = {"evidence": a_file("switch log"), "why": "The port stayed up"}
    at("asha").sent(form_of(OURS, "withdraw"), said)
    assert isinstance(last(ActProposed).event, zones.IsolationWithdrawn)


def test_a_finding_is_confirmed_put_right_by_a_later_check_and_never_without(at: At) -> None:
    isolated(at, OURS)
    ben = at("ben")
    page = ben.sent(form_of(OURS, "finding-add"), {"why": "Web shell"})
    assert "Web shell" in page
    (found,) = reading.council().findings
    ben.sent(f"/findings/{found}/confirm/", {})
    unreadable(ben, f"/findings/{found}/remediated/", {}, "record it first")
    ben.sent(form_of(OURS, "check"), {"check": "accounts", "report": a_report()})
    check = [one for one in reading.entries() if isinstance(one.event, facts.CheckRecorded)][-1]
    page = ben.sent(f"/findings/{found}/remediated/?back=evidence", {"checks": [check.id]})
    assert "Put right" in page


def test_dismissing_a_finding_waits_for_a_second_person(at: At) -> None:
    fola, ben = at("fola"), at("ben")
    fola.sent(form_of(OURS, "finding-add"), {"why": "Odd log-in"})
    (found,) = reading.council().findings
    page = ben.sent(f"/findings/{found}/dismiss/", {"why": "Our own backup agent"})
    assert "Another person signs second" in page
    assert reading.council().findings[found].holds


@pytest.mark.parametrize("step", ["raised", "confirmed"])
def test_a_form_about_what_something_was_found_on_meanwhile_is_held_up(step: str, at: At) -> None:
    isolated(at, OURS)
    fola, ben = at("fola"), at("ben")
    is_raised_before = step == "confirmed"
    if is_raised_before:
        examining.raise_finding(ben.acting(), (OURS,), "Web shell")
    address = form_of(OURS, "patched")
    form = fola.form(address)
    if is_raised_before:
        (found,) = reading.council().findings
        examining.confirm_finding(ben.acting(), found)
    else:
        examining.raise_finding(ben.acting(), (LINK, OURS), "Web shell")
    answer = fola.send(address, {"level": "2026-11", "done_by": fola.person}, form)
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "Somebody changed this meanwhile" in answer.content.decode()


def test_a_finding_that_nobody_knows_has_no_page(at: At) -> None:
    assert at("ben").get("/findings/0123456789ab.0/confirm/").status_code == HTTPStatus.NOT_FOUND


def test_a_finding_sends_a_connected_system_back(later: At) -> None:
    subject, fola = "system:sys-email", later("fola")
    fola.sent(form_of(subject, "finding-add"), {"why": "Beacons again"})
    fola.sent(form_of(subject, "set-back"), {})
    isolation = last(zones.SubjectIsolated)
    assert (isolation.subject, bool(isolation.setback)) == (subject, True)


def test_the_glass_is_broken_only_for_services_on_which_lives_hang(later: At) -> None:
    lev = later("lev")
    assert (
        lev.form(form_of("system:sys-adults", "break-glass"))["service"] == "svc-adult-safeguarding"
    )
    assert "service" not in lev.form(form_of("system:sys-cemeteries", "break-glass"))
    page = lev.page(form_of("system:sys-cemeteries", "break-glass"))
    assert "No service on which lives hang" in page
    assert "Break the glass" in lev.page("/subjects/system:sys-adults/")
    assert "Break the glass" not in lev.page("/subjects/system:sys-cemeteries/")


def test_what_has_nothing_to_choose_from_says_so_and_what_to_do(later: At) -> None:
    fola, ben = later("fola"), later("ben")
    set_back, gaps = (
        form_of("system:sys-email", "set-back"),
        form_of("system:sys-portal", "accept-gaps"),
    )
    assert "Record it first." in fola.page(form_of("system:sys-portal", "restored"))
    assert "Isolate it: that needs no finding." in fola.page(set_back)
    assert "has gaps. Record the check first" in ben.page(gaps)


@pytest.mark.usefixtures("played")
def test_the_services_of_broken_glass_are_those_that_the_rule_knows() -> None:
    council = reading.council()
    rows = [row for row in council.register.rows.values() if isinstance(row, ServiceRow)]
    vital = [row.id for row in rows if row.is_threat_to_life]
    assert vital
    for subject in all_subjects(council):
        needing = {id_ for id_ in vital if is_needed(council, id_, subject)}
        assert {row.id for row in vital_services(council, subject)} == needing, subject


def test_hostile_words_are_shown_as_words_wherever_they_are_told(at: At) -> None:
    isolated(at, OURS)
    fola = at("fola")
    fola.sent(form_of(OURS, "finding-add"), {"why": HOSTILE})
    fola.sent(form_of(OURS, "patched"), {"level": HOSTILE, "done_by": [fola.person]})
    fola.sent(form_of(OURS, "accept"), {"note": HOSTILE})
    for part in ("", "evidence-and-checks/", "needs/", "timeline/", "set-back/"):
        page = fola.page(f"/subjects/{OURS}/{part}")
        assert "<script>alert" not in page, part
    assert "&lt;script&gt;alert" in fola.page(f"/subjects/{OURS}/timeline/")


def test_who_did_it_is_one_of_us(at: At) -> None:
    isolated(at, OURS)
    said = {"level": "2026-11", "done_by": ["p-0000000000000000"]}
    unreadable(at("fola"), form_of(OURS, "patched"), said, "is not one of the available choices")
