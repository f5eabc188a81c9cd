"""Opening, lowering, serving by hand and counting, by forms alone."""

from datetime import timedelta
from http import HTTPStatus

from reinstate.core.levels.publish import service_level
from reinstate.core.state.step import cell_of
from reinstate.core.terms.level import Level
from reinstate.operations import reading, situation
from tests.desk.conftest import At

LIBRARIES = "/services/svc-libraries/"
ONLINE = "cell:svc-libraries/web/all"
COUNTER = "cell:svc-libraries/in-person/all"


def in_days(count: int) -> str:
    """Return a day from now as a browser sends it."""
    _, now = situation.now()
    return f"{now + timedelta(days=count):%Y-%m-%d}"


def test_a_part_is_lowered_with_a_reason_and_lifted_again(later: At) -> None:
    noor = later("noor")
    fields = {
        "part": COUNTER,
        "level": "by_hand",
        "why": "The lists are lost",
        "review": in_days(2),
    }
    page = noor.sent(f"{LIBRARIES}lower/", fields)
    assert "reads no better than By hand" in page
    assert "The lists are lost" in page
    council = reading.council()
    lowered = cell_of(council, COUNTER).lowered
    assert lowered is not None
    assert (lowered.level, lowered.by) == (Level.BY_HAND, noor.person)
    assert cell_of(council, ONLINE).lowered is None
    noor.sent(f"{LIBRARIES}lift/", {"part": COUNTER})
    assert cell_of(reading.council(), COUNTER).lowered is None


def test_a_day_that_is_past_is_refused_and_the_words_are_kept(later: At) -> None:
    noor, size = later("noor"), reading.council().seq
    fields = {"level": "stopped", "why": "Kept <b>words</b>", "review": in_days(-3)}
    answer = noor.send(f"{LIBRARIES}lower/", fields)
    page = answer.content.decode()
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "must lie ahead" in page
    assert "Kept &lt;b&gt;words&lt;/b&gt;" in page
    assert reading.council().seq == size


def test_a_field_left_empty_is_named_in_a_sentence(later: At) -> None:
    answer = later("noor").send(f"{LIBRARIES}lower/", {"review": "soon"})
    page = answer.content.decode()
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Say why, in a few words." in page
    assert "Write the day as 2026-12-01." in page


def test_nobody_opens_a_service_further_than_it_is_known_to_work(later: At) -> None:
    noor, size = later("noor"), reading.council().seq
    answer = noor.send("/services/svc-rent/open/", {"level": "normal"})
    page = answer.content.decode()
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "can be opened no further than" in page
    assert reading.council().seq == size


def test_the_owner_opens_what_has_become_better(later: At) -> None:
    noor = later("noor")
    noor.sent("/services/svc-planning/by-hand/", {"how": "Paper forms"})
    assert "svc-planning" in noor.page("/services/", mark="opens")
    assert read_of("svc-planning") is Level.STOPPED
    page = noor.sent("/services/svc-planning/open/", {"level": "by_hand"})
    assert "Planning applications is open as far as By hand." in page
    assert read_of("svc-planning") is Level.BY_HAND
    assert "svc-planning" not in noor.page("/services/", mark="opens").split("<tbody")[-1]


def read_of(service: str) -> Level:
    """Return what residents read of a service now."""
    council, at = situation.now()
    return service_level(council, service, at)


def test_another_owner_reads_why_it_is_not_theirs_to_open(later: At) -> None:
    answer = later("mei").send("/services/svc-rent/open/", {"level": "stopped"})
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "It takes the role service owner" in answer.content.decode()


def test_serving_by_hand_is_started_ended_and_accounted_for(later: At) -> None:
    noor = later("noor")
    how = "Paper forms at the counter"
    page = noor.sent("/services/svc-planning/by-hand/", {"how": how})
    assert how in page
    (one,) = [
        each
        for each in cell_of(reading.council(), "cell:svc-planning/all/all").workarounds
        if each.is_running
    ]
    base = f"/services/svc-planning/by-hand/{one.id}/"
    refused = noor.send(f"{base}records/", {"records": "12"})
    assert "still in use" in refused.content.decode()
    assert "still to be put into the system" in noor.sent(f"{base}end/", {})
    assert "1,218 records" in noor.sent(f"{base}records/", {"records": "1218"})
    after = cell_of(reading.council(), "cell:svc-planning/all/all").workarounds[-1]
    assert (after.is_running, after.is_reconciled) == (False, True)


def test_a_backlog_is_counted_once_by_two_clicks(later: At) -> None:
    noor = later("noor")
    address = "/backlogs/backlog-planning/count/"
    fields = noor.form(address)
    noor.send(address, {"count": "77"}, fields)
    size = reading.council().seq
    assert noor.send(address, {"count": "77"}, fields).status_code == HTTPStatus.SEE_OTHER
    council = reading.council()
    assert (council.seq, council.backlogs["backlog-planning"].count) == (size, 77)


def test_two_who_count_at_the_same_time_see_each_other(later: At) -> None:
    noor, asha = later("noor"), later("asha")
    address = "/backlogs/backlog-planning/count/"
    fields = noor.form(address)
    asha.sent(address, {"count": "80"})
    answer = noor.send(address, {"count": "77"}, fields)
    page = answer.content.decode()
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "Somebody changed this meanwhile" in page
    assert 'value="77"' in page
    assert reading.council().backlogs["backlog-planning"].count == 80


def test_a_count_that_is_no_number_is_refused_at_the_form(later: At) -> None:
    for wrong in ("-1", "many", "9" * 30, ""):
        answer = later("noor").send("/backlogs/backlog-planning/count/", {"count": wrong})
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY, wrong
