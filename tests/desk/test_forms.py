"""What is typed is never lost: by a mistake, by a refusal, or by what others did meanwhile."""

from http import HTTPStatus

import pytest
from django import forms
from django.test import Client, RequestFactory

from reinstate.desk.forms import DeskForm, command_of, fresh
from reinstate.operations import contain, reading
from reinstate.store.models import Note
from tests.desk.conftest import At
from tests.desk.staff import fields_of

NETWORK = "system:sys-core-network"
ISOLATE = f"/subjects/{NETWORK}/isolate/"


def test_a_wrong_field_brings_the_form_back_with_every_word(at: At) -> None:
    fola, size = at("fola"), reading.council().seq
    answer = fola.send(ISOLATE, {"measure": "hammer", "why": "Beacons £5"})
    page = answer.content.decode()
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert fields_of(page)["why"].strip() == "Beacons £5"
    assert reading.council().seq == size


class _Three(DeskForm):
    why = forms.CharField(label="Why")
    how = forms.ChoiceField(label="How it is cut", choices=[("off", "Off")])
    own = forms.CharField(label="Own", error_messages={"required": "Say it."})


def test_what_is_missing_is_told_by_its_name() -> None:
    errors = _Three({**fresh(0), "why": ""}).errors
    assert errors == {
        "why": ["Fill this in: Why."],
        "how": ["Choose: How it is cut."],
        "own": ["Say it."],
    }


def test_words_that_are_too_long_are_counted_and_kept_and_no_browser_cuts_them(at: At) -> None:
    asha, size, why = at("asha"), reading.council().seq, "a long log " * 400
    box = asha.page("/incident/milestone/").partition("<textarea")[2].partition(">")[0]
    assert "maxlength" not in box
    answer = asha.send("/incident/milestone/", {"what": f"x{why}y"})
    page = answer.content.decode()
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "4,000 characters at most; this has 4,402." in page
    assert fields_of(page)["what"] == f"x{why}y"
    assert reading.council().seq == size


def test_what_was_typed_where_nothing_was_new_is_kept_nowhere(at: At) -> None:
    """No entry refers to it: nobody would ever find it to erase it."""
    fola = at("fola")
    fola.sent(ISOLATE, {"why": "Beacons"})
    texts = Note.objects.count()
    assert "Nothing was new" in fola.sent(ISOLATE, {"why": "Beacons of Zoe Quill"})
    assert Note.objects.count() == texts


def test_a_secret_leaves_no_mark_on_the_number_of_its_command() -> None:
    """The number stands in the journal for good: passphrases could be tried against it."""
    given = fresh(0)["command_id"]

    def number(secret: str, name: str = "Zoe") -> str:
        typed = {"name": name, "passphrase": secret}
        return command_of(RequestFactory().post("/people/enrol/", typed), given)

    assert number("a first passphrase") == number("another passphrase")
    assert number("a first passphrase") != number("a first passphrase", name="Kim")


@pytest.mark.parametrize("number", ["", "12", "0123456789AB", "0123456789ab.1", "' or 1=1"])
def test_a_form_without_a_number_of_ours_does_nothing(at: At, number: str) -> None:
    fola, size = at("fola"), reading.council().seq
    answer = fola.send(ISOLATE, {"command_id": number})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert reading.council().seq == size


def test_isolating_is_never_held_up_by_what_others_did(at: At) -> None:
    fola, gwen = at("fola"), at("gwen")
    fields = fola.form(ISOLATE)
    contain.isolate(gwen.acting(), (NETWORK,), why="Me first")
    assert fola.send(ISOLATE, {}, fields).status_code == HTTPStatus.SEE_OTHER


def test_what_was_found_is_written_down_whatever_others_did_meanwhile(at: At) -> None:
    fola, gwen = at("fola"), at("gwen")
    address = f"/subjects/{NETWORK}/finding-add/"
    fields = fola.form(address)
    contain.isolate(gwen.acting(), (NETWORK,), why="Me first")
    answer = fola.send(address, {"why": "A web shell"}, fields)
    assert answer.status_code == HTTPStatus.SEE_OTHER


def test_a_form_that_was_shown_again_because_of_others_is_taken_then(at: At) -> None:
    fola, gwen = at("fola"), at("gwen")
    address = f"/subjects/{NETWORK}/seen/"
    fields = {**fola.form(address), "state": "live"}
    contain.isolate(gwen.acting(), (NETWORK,), why="Me first")
    again = fola.send(address, {}, fields)
    assert again.status_code == HTTPStatus.CONFLICT
    read = {**fields_of(again.content.decode()), "state": "live"}
    assert fola.send(address, {}, read).status_code == HTTPStatus.SEE_OTHER


def test_a_form_from_elsewhere_is_refused_with_a_page_that_says_so(at: At) -> None:
    fola, size = at("fola"), reading.council().seq
    fields = fola.form(ISOLATE)
    del fields["csrfmiddlewaretoken"]
    answer = fola.client.post(ISOLATE, fields)
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert "nothing was done" in answer.content.decode()
    assert reading.council().seq == size


@pytest.mark.usefixtures("fresh")
def test_another_host_is_not_answered_but_told_the_desks_name() -> None:
    answer = Client(SERVER_NAME="evil.example").get("/")
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert "The desk has another name" in answer.content.decode()
    assert "Go to 127.0.0.1 instead" in answer.content.decode()


def test_a_page_of_the_past_shows_what_was_known_and_says_so(later: At) -> None:
    asha = later("asha")
    page = asha.page("/", **{"as-of": "-7d"})
    assert "This page shows what was known on" in page
    assert "as-of=-7d" in page


@pytest.mark.parametrize("moment", ["tomorrow", "+3d", "9999-99-99", "-999999d", "\0"])
def test_a_moment_that_is_none_or_has_not_come_is_a_sentence(later: At, moment: str) -> None:
    answer = later("asha").get("/", **{"as-of": moment})
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert "That moment cannot be shown" in answer.content.decode()
