"""The incident at the desk: declared, its phases held and entered, its clocks, story and end."""

from datetime import timedelta
from http import HTTPStatus

from django.core.files.uploadedfile import SimpleUploadedFile

from reinstate.core.incident.controllers import controllers
from reinstate.core.journal.events.incident import DecisionTaken, IncidentDeclared
from reinstate.desk.incident.views import ALL_BLOCKERS_MAX
from reinstate.operations import incident_story, reading, situation
from reinstate.operations.days import ZONE
from tests.desk.conftest import At

INCIDENT = "/incident/"


def local(hours_ago: float) -> str:
    """Return a moment as a browser sends it."""
    _, now = situation.now()
    return f"{(now - timedelta(hours=hours_ago)).astimezone(ZONE):%Y-%m-%dT%H:%M}"


def test_the_page_says_the_phase_and_everything_that_holds_it(at: At) -> None:
    page = at("asha").page(INCIDENT)
    council, now = situation.now()
    held = incident_story.story(council, now).conditions
    assert 'app-phases__one--now" aria-current="step">Contain' in page
    assert f"All {len(held[0].blockers)}" in page
    whole = at("asha").page("/incident/exit/")
    shown = min(len(held[0].blockers), ALL_BLOCKERS_MAX)
    assert whole.count("Nobody knows how") == shown
    assert f"The first {shown} of {len(held[0].blockers)}." in whole


def test_a_phase_that_is_held_is_refused_with_every_reason(at: At) -> None:
    asha, size = at("asha"), reading.council().seq
    answer = asha.send("/incident/phase/", {"phase": "investigate"})
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "Nobody knows how" in answer.content.decode()
    assert reading.council().seq == size


def test_an_earlier_phase_is_entered_again_with_a_reason_only(later: At) -> None:
    asha = later("asha")
    answer = asha.send("/incident/phase/", {"phase": "clean"})
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "takes a reason" in answer.content.decode()
    page = asha.sent("/incident/phase/", {"phase": "clean", "why": "A finding on three systems"})
    assert "The phase is now: Clean." in page
    assert "A finding on three systems" in page


def test_a_second_incident_is_not_declared_beside_the_first_and_the_words_are_kept(
    at: At,
) -> None:
    answer = at("asha").send("/incident/declare/", {"why": "It happens again"})
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "It happens again" in answer.content.decode()


def test_a_condition_that_only_a_person_can_judge_is_met_by_one(at: At) -> None:
    asha = at("asha")
    assert "/incident/met/authority-told/" in asha.page(INCIDENT)
    asha.sent("/incident/met/authority-told/", {"why": "No personal data is hit"})
    assert "/incident/met/authority-told/" not in asha.page(INCIDENT)


def test_what_is_missing_leads_to_the_form_that_lifts_it_or_says_who_can(at: At) -> None:
    missing = at("asha").page(INCIDENT).partition("Everything that can be cut off has a zone")[2]
    assert "/isolate/" in missing
    assert 'href="/incident/aware/">Start its 72 hours' in missing
    others = at("fola").page(INCIDENT)
    assert 'href="/incident/aware/"' not in others
    assert "Jamal" in others


def test_the_menu_leads_nobody_where_they_may_not_go(at: At) -> None:
    assert 'href="/import/"' in at("asha").page(INCIDENT)
    assert 'href="/import/"' not in at("cai").page(INCIDENT)


def test_a_condition_that_follows_from_facts_has_no_form(at: At) -> None:
    assert at("asha").get("/incident/met/zones-known/").status_code == HTTPStatus.NOT_FOUND


def test_the_72_hours_run_from_the_earliest_moment_and_end_when_the_authority_is_told(
    at: At,
) -> None:
    asha = at("asha")
    known = controllers(reading.council())[0]
    asha.sent("/incident/aware/", {"controller": known, "first": local(2), "last": local(1)})
    assert "Due by" in asha.page(INCIDENT)
    council = reading.council()
    assert council.incident is not None
    assert council.incident.authority[known].aware.latest is not None
    at("jamal").sent(
        "/incident/told/", {"controller": known, "first": local(0.5), "why": "Receipt 4711"}
    )
    assert "In time" in asha.page(INCIDENT)


def test_nobodys_72_hours_start_because_they_are_first_in_the_list(at: At) -> None:
    asha, size = at("asha"), reading.council().seq
    assert asha.form("/incident/aware/")["controller"] == ""
    answer = asha.send("/incident/aware/", {"first": local(2)})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Choose the organisation that it is about." in answer.content.decode()
    assert reading.council().seq == size


def test_what_lies_in_the_future_cannot_have_happened(at: At) -> None:
    answer = at("asha").send("/incident/milestone/", {"what": "Payroll", "first": local(-5)})
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "cannot lie in the future" in answer.content.decode()


def test_a_moment_that_is_none_is_told_and_the_words_are_kept(at: At) -> None:
    answer = at("asha").send("/incident/milestone/", {"what": "Payroll ran", "first": "soonish"})
    page = answer.content.decode()
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "is no moment" in page
    assert "Payroll ran" in page


def test_a_decision_is_told_with_what_else_could_have_been_done(at: At) -> None:
    asha = at("asha")
    said = {
        "subject": "Council tax bills",
        "option0": "Send them",
        "option1": "",
        "option2": "Hold them",
        "choice": "2",
        "why": "<b>Addresses</b> are not checked",
    }
    refused = asha.send("/incident/decision/", said)
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    page = asha.sent("/incident/decision/", {**said, "option1": "Print them", "choice": "2"})
    assert "<strong>Hold them</strong>" in page
    assert "&lt;b&gt;Addresses&lt;/b&gt; are not checked" in page
    event = list(reading.entries())[-1].event
    assert isinstance(event, DecisionTaken)
    assert (event.choice, len(event.options)) == (2, 3)


def test_a_choice_that_was_not_written_is_no_choice(at: At) -> None:
    said = {"subject": "Bills", "option0": "Send", "option1": "Hold", "choice": "4", "why": "x"}
    answer = at("asha").send("/incident/decision/", said)
    assert "Choose one of the options that you wrote." in answer.content.decode()


def test_the_story_is_ordered_by_when_it_was_told_or_by_when_it_was_true(at: At) -> None:
    asha = at("asha")
    asha.sent("/incident/milestone/", {"what": "Told first, happened last", "first": local(1)})
    asha.sent("/incident/milestone/", {"what": "Told last, happened first", "first": local(9)})
    told, true = asha.page(INCIDENT), asha.page(INCIDENT, order="true")
    assert told.index("Told last") < told.index("Told first")
    assert true.index("Told first") < true.index("Told last")


def test_a_stale_form_shows_what_changed_and_keeps_its_words(at: At) -> None:
    asha, ben = at("asha"), at("ben")
    address = "/incident/first-entry/"
    fields = asha.form(address)
    ben.sent(address, {"first": local(100), "last": local(90)})
    size = reading.council().seq
    answer = asha.send(address, {"last": local(80)}, fields)
    assert answer.status_code == HTTPStatus.CONFLICT
    page = answer.content.decode()
    assert "The attacker came in" in page
    assert f'value="{local(80)}"' in page
    assert reading.council().seq == size


def test_what_others_wrote_down_meanwhile_does_not_hold_up_a_milestone(at: At) -> None:
    asha, lev = at("asha"), at("lev")
    fields = asha.form("/incident/milestone/")
    lev.sent("/incident/milestone/", {"what": "Somebody was faster"})
    answer = asha.send("/incident/milestone/", {"what": "My words"}, fields)
    assert answer.status_code == HTTPStatus.SEE_OTHER


def test_it_is_not_closed_while_a_criterion_is_not_met_and_the_page_lists_them_all(
    at: At,
) -> None:
    asha, size = at("asha"), reading.council().seq
    report = SimpleUploadedFile("report.pdf", b"%PDF-1.7 what we learned")
    assert "An incident ends from the phase learn" in asha.page("/incident/close/")
    answer = asha.send("/incident/close/", {"report": report})
    assert answer.status_code == HTTPStatus.CONFLICT
    assert reading.council().seq == size


def test_a_report_that_is_empty_or_missing_is_refused_at_the_form(at: At) -> None:
    asha = at("asha")
    empty = asha.send("/incident/close/", {"report": SimpleUploadedFile("report.pdf", b"")})
    assert "The report is empty." in empty.content.decode()
    assert "Choose the report." in asha.send("/incident/close/", {}).content.decode()


def test_before_any_incident_the_page_says_how_to_declare_one(later: At) -> None:
    asha = later("asha")
    declared = next(e for e in reading.entries() if isinstance(e.event, IncidentDeclared))
    before = declared.recorded_at - timedelta(minutes=1)
    page = asha.page(INCIDENT, **{"as-of": before.isoformat()})
    assert "No incident" in page
    assert "/incident/declare/" not in page


def test_an_incident_of_the_list_has_a_page_and_another_has_none(later: At) -> None:
    asha = later("asha")
    (incident, *_) = reading.council().incidents
    assert "It goes on" in asha.page(f"/incident/over/{incident.id}/")
    assert asha.get("/incident/over/0123456789ab.0/").status_code == HTTPStatus.NOT_FOUND


def test_the_limits_of_the_home_are_told_in_words(at: At) -> None:
    page = at("asha").page(INCIDENT)
    assert "A check counts" in page
    assert "7 days" in page
