"""One form, one operation: done once, given back with every reason, and never lost."""

from hashlib import sha256
from http import HTTPStatus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from reinstate.desk.forms import SENT_MAX
from reinstate.operations import reading, since
from tests.desk.conftest import At
from tests.desk.staff import fields_of

ISOLATE = "/subjects/system:sys-core-network/isolate/"


def test_an_act_is_done_and_told_where_it_leads(at: At) -> None:
    page = at("fola").sent(ISOLATE, {"why": "Beacons"})
    assert "is isolated." in page
    assert reading.council().subjects["system:sys-core-network"].declared == "isolated"


def test_a_double_click_does_it_once(at: At) -> None:
    fola = at("fola")
    fields = fola.form(ISOLATE)
    first = fola.send(ISOLATE, {}, fields)
    size = reading.council().seq
    again = fola.send(ISOLATE, {}, fields)
    assert first.status_code == again.status_code == HTTPStatus.SEE_OTHER
    assert reading.council().seq == size


def test_a_form_that_somebody_else_sent_is_not_ours(at: At) -> None:
    fola, gwen = at("fola"), at("gwen")
    fields = fola.form(ISOLATE)
    fola.send(ISOLATE, {}, fields)
    answer = gwen.send(ISOLATE, {"command_id": fields["command_id"]})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Somebody else has sent this form already" in answer.content.decode()


def test_who_acts_and_by_which_surface_stands_in_the_entry(at: At) -> None:
    fola = at("fola")
    fola.sent(ISOLATE, {})
    entry = list(reading.entries(reading.council().seq - 1))[-1]
    assert (entry.actor, entry.via.surface) == (fola.person, "desk")


def test_a_form_sent_again_with_something_else_in_it_is_another_act(at: At) -> None:
    """Somebody goes back and changes their mind: what they are told is done must be done."""
    fola = at("fola")
    fields = fola.form(ISOLATE)
    fola.send(ISOLATE, {"measure": "port"}, fields)
    fola.send(ISOLATE, {"measure": "power", "why": "It cannot be reached"}, fields)
    assert reading.council().subjects["system:sys-core-network"].measure == "power"


def test_a_form_that_was_sent_does_not_swallow_another(at: At) -> None:
    fola = at("fola")
    fields = fola.form(ISOLATE)
    fola.send(ISOLATE, {}, fields)
    other = "/subjects/system:sys-firewalls/isolate/"
    fola.send(other, {}, fields)
    assert reading.council().subjects["system:sys-firewalls"].declared == "isolated"


def test_a_file_of_the_same_name_with_other_contents_is_another_act(at: At) -> None:
    fola = at("fola")
    address = "/subjects/system:sys-core-network/evidence/"
    fields = fola.form(address)
    size = reading.council().seq
    for content in (b"one", b"two", b"two", b"two"):
        copies = [SimpleUploadedFile("memory.raw", content)]
        answer = fola.send(address, {"what": "memory", "copies": copies}, fields)
        if answer.status_code == HTTPStatus.CONFLICT:  # it says first that the other was kept
            fields = fields_of(answer.content.decode())
    kept = [getattr(entry.event, "files", ()) for entry in reading.entries(size)]
    assert kept == [(sha256(b"one").hexdigest(),), (sha256(b"two").hexdigest(),)]


def test_who_goes_back_and_changes_what_was_done_reads_first_that_it_was(at: At) -> None:
    """Also of the last of many forms: it is the newest that one goes back to."""
    asha, milestone = at("asha"), "/incident/milestone/"
    for number in range(SENT_MAX):
        asha.sent(milestone, {"what": f"Payroll of month {number} ran"})
    fields = asha.form(milestone)
    asha.send(milestone, {"what": "Payroll ran"}, fields)
    size = reading.council().seq
    answer = asha.send(milestone, {"what": "Payroll ran in full"}, fields)
    page = answer.content.decode()
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "This form was sent before" in page
    assert fields_of(page)["what"] == "Payroll ran in full"
    assert reading.council().seq == size
    again = asha.send(milestone, {}, fields_of(page))
    assert again.status_code == HTTPStatus.SEE_OTHER
    assert reading.council().seq == size + 1


def test_a_page_from_too_long_ago_is_shown_again_whatever_happened(
    later: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(since, "ENTRIES_MAX", 3)
    council, ben = reading.council(), later("ben").person
    assert since.changes(council, council.seq - 4, ("system:none",), ben)
    assert not since.changes(council, council.seq - 3, ("system:none",), ben)


def test_a_double_click_enters_a_phase_once_although_it_is_none_to_choose_any_more(
    later: At,
) -> None:
    asha, address = later("asha"), "/incident/phase/"
    typed = {**asha.form(address), "phase": "investigate", "why": "A second way in"}
    first = asha.client.post(address, typed)
    size = reading.council().seq
    again = asha.client.post(address, typed)
    assert first.status_code == again.status_code == HTTPStatus.SEE_OTHER
    assert reading.council().seq == size
