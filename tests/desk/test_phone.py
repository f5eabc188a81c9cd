"""The phone script says what the residents' page says, from the same approved words."""

import re
from html import unescape

import pytest

from reinstate.operations import erasing, kept_texts, reading, residents_read, situation
from reinstate.operations.kept_texts import Named
from reinstate.public.pages import pages
from reinstate.public.preview import HEADINGS, WHEN
from tests.desk.conftest import At
from tests.repository.tree import PACKAGE

LONG = 40
"""By so much of its beginning a text is known."""

SERVICES = ("svc-rent", "svc-certificates", "svc-parking-permits", "svc-births")


def words_of(html: str) -> str:
    """Return what is read on a page, with single spaces."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))


@pytest.mark.parametrize("service", SERVICES)
def test_every_approved_word_of_the_page_is_in_the_script(service: str, later: At) -> None:
    record = residents_read.record(*situation.now())
    public = words_of(pages(record, has_proof=False)[f"services/{service}/index.html"].decode())
    script = words_of(later("gwen").page("/messages/phone/", service=service))
    one = residents_read.service_of(record, service)
    assert one is not None
    notices = (*one.do_now, *one.money, *one.other_ways)
    for notice in notices:
        for line in filter(None, (notice.now.title, *notice.now.text.splitlines())):
            said = re.sub(r"\s+", " ", line.removeprefix("- ")).strip()
            assert said in public.replace(" .", ".").replace(" ,", ",")
            assert said in script.replace(" .", ".").replace(" ,", ",")


def test_what_we_never_ask_stands_before_all_else(later: At) -> None:
    script = words_of(later("gwen").page("/messages/phone/"))
    assert "We never ask for your bank details" in script


def test_words_that_are_not_approved_are_not_in_the_script(later: At) -> None:
    assert "Permits for businesses" in later("gwen").page("/messages/")
    assert "Permits for businesses" not in later("gwen").page(
        "/messages/phone/", service="svc-parking-permits"
    )


def test_words_that_were_erased_are_in_no_script_of_the_past_either(later: At) -> None:
    gwen, jamal = later("gwen"), later("jamal")
    then = {"all": "1", "as-of": reading.council().last_at.isoformat()}
    before = words_of(gwen.page("/messages/phone/", **then))
    kept = kept_texts.texts_about(reading.council(), tuple(reading.council().people), ())
    said = next(t for t in (one.text[:LONG] for one in kept) if len(t) == LONG and t in before)
    named = Named(tuple(one.note for one in kept if said in one.text), ())
    erasing.erase(jamal.acting(), named, erasing.doomed(jamal.acting(), named).digest)
    assert said not in words_of(gwen.page("/messages/phone/", **then))


def test_services_of_staff_are_not_in_the_script(later: At) -> None:
    script = later("gwen").page("/messages/phone/", all="1")
    assert "svc-rent" in script
    assert "svc-payroll" not in script


def test_headings_are_those_of_the_residents_page() -> None:
    template = (PACKAGE / "public/templates/service.html").read_text(encoding="utf-8")
    for heading in (*(HEADINGS[one] for one in ("do-now", "money", "other-ways", "update")), WHEN):
        assert f">{heading}</h2>" in template


def test_an_empty_council_is_told_what_is_missing(later: At) -> None:
    page = later("gwen").page("/messages/phone/", q="zzzz")
    assert "No service is called like that" in page
