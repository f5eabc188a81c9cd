"""New rules to look with, and the file for the grab bag."""

from http import HTTPStatus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from reinstate.operations import grab_bag, reading, situation
from tests.desk.conftest import At
from tests.desk.test_people import CONTACT

DETECT = "/systems/detection/"
CORE = "system:sys-core-network"


def rules() -> SimpleUploadedFile:
    """Return a file of rules."""
    return SimpleUploadedFile("rules.yar", b"rule web_shell { condition: true }")


@pytest.mark.parametrize("subjects", [(), (CORE,)])
def test_new_rules_are_kept_for_what_they_touch(subjects: tuple[str, ...], at: At) -> None:
    ben = at("ben")
    address = DETECT + "".join(f"?subject={one}" for one in subjects)
    assert ("They touch everything" in ben.page(address)) is not bool(subjects)
    page = ben.sent(address, {"file": rules(), "count": "3"})
    assert "Checks made before them count no more" in page
    _, known = reading.council().detections[-1]
    assert (known.count, known.subjects) == (3, subjects)


def test_new_rules_take_a_file_and_a_number(at: At) -> None:
    ben, size = at("ben"), reading.council().seq
    for typed in ({"count": "3"}, {"file": rules(), "count": "0"}):
        answer = ben.send(DETECT, typed)
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert reading.council().seq == size


def test_the_grab_bag_is_the_file_of_the_command_line_for_those_who_read_contacts(
    later: At,
) -> None:
    asha = later("asha")
    asha.sent("/people/enrol/", {"name": "Zoe Quill", "contact": CONTACT})
    answer = asha.get("/incident/grab-bag/")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="grab-bag.txt"'
    council, at_ = situation.now()
    said = answer.content.decode()
    assert said == grab_bag.text(council, situation.situation(council, at_))
    assert CONTACT in said
    assert later("noor").get("/incident/grab-bag/").status_code == HTTPStatus.FORBIDDEN
