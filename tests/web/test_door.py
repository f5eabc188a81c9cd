"""The door turns away what is too large, and lets everything else through untouched."""

from collections.abc import Iterable
from typing import Any

import pytest

from reinstate.operations import staging
from reinstate.operations.kept import UPLOAD_SIZE_MAX_BYTES
from reinstate.web.door import BODY_BYTES_MAX, Begin, behind_door

INSIDE = b"inside"


def asked(**environment: str) -> tuple[str, bytes]:
    """Return the status and content that a request is answered with."""
    begun: list[str] = []

    def inside(_environment: dict[str, Any], begin: Begin) -> Iterable[bytes]:
        begin("200 OK", [])
        return [INSIDE]

    def begin(status: str, _headers: list[tuple[str, str]]) -> None:
        begun.append(status)

    content = b"".join(behind_door(inside)({"REQUEST_METHOD": "POST", **environment}, begin))
    return begun[0], content


@pytest.mark.parametrize(
    "environment",
    [
        {"CONTENT_LENGTH": "0"},
        {"CONTENT_LENGTH": str(BODY_BYTES_MAX)},
        {"REQUEST_METHOD": "GET"},
        {"REQUEST_METHOD": "HEAD", "CONTENT_LENGTH": ""},
        {"REQUEST_METHOD": "GET", "CONTENT_LENGTH": "5"},
    ],
)
def test_what_says_that_it_is_small_comes_in(environment: dict[str, str]) -> None:
    assert asked(**environment) == ("200 OK", INSIDE)


@pytest.mark.parametrize(
    ("environment", "status"),
    [
        ({"CONTENT_LENGTH": str(BODY_BYTES_MAX + 1)}, "413 Request Entity Too Large"),
        ({"REQUEST_METHOD": "GET", "CONTENT_LENGTH": "9" * 30}, "413 Request Entity Too Large"),
        ({}, "411 Length Required"),
        ({"CONTENT_LENGTH": ""}, "411 Length Required"),
        ({"CONTENT_LENGTH": "-1"}, "411 Length Required"),
        ({"CONTENT_LENGTH": "²"}, "411 Length Required"),
        ({"REQUEST_METHOD": "GET", "HTTP_TRANSFER_ENCODING": "chunked"}, "411 Length Required"),
    ],
)
def test_what_is_too_large_or_does_not_say_stays_outside(
    environment: dict[str, str], status: str
) -> None:
    found, content = asked(**environment)
    assert found == status
    assert b"Nothing was read or kept" in content


def test_what_forms_say_may_be_sent_gets_through() -> None:
    assert max(UPLOAD_SIZE_MAX_BYTES, staging.BYTES_MAX) < BODY_BYTES_MAX
