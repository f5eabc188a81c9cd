"""The map: one neighbourhood dark, every box a link, the same facts as lists, nothing run."""

import re
from collections.abc import Iterable
from http import HTTPStatus
from xml.etree import ElementTree as ET

import pytest
from django.template.loader import render_to_string

from reinstate.core.terms.reference import kind_of
from reinstate.core.zones.reach import closure, dependants
from reinstate.desk.map.around import BESIDE_MAX, BOXES_MAX, Estate, whole
from reinstate.desk.map.drawing import Drawing, Label, draw
from reinstate.desk.map.layout import layout
from reinstate.operations import reading
from tests.desk.conftest import At

MAP = "/map/"
REVENUES = "system:sys-revenues"
HOSTILE = "<script>alert('&\"')</script>"


def drawing(needs: dict[str, frozenset[str]], chosen: str, near: Iterable[str]) -> Drawing:
    """Return a drawing of everything in `needs`, each called something hostile."""
    things = frozenset(needs).union(*needs.values())

    def label(one: str) -> Label:
        return Label(f"{HOSTILE} {one}", HOSTILE, "zone-clean", f"/map/?subject={one}&a='\"")

    return draw(layout(things, needs, frozenset()), label, chosen, frozenset(near))


def drawn(found: Drawing) -> ET.Element:
    """Return the drawing as a browser reads it; hostile words are words."""
    text = render_to_string("map/drawing.html", {"drawing": found})
    assert "<script" not in text
    return ET.fromstring(text)  # noqa: S314 - our own


def test_hostile_names_are_words_in_the_drawing() -> None:
    root = drawn(drawing({"system:a": frozenset({"system:b"})}, "system:a", ["system:b"]))
    titles = [one.text for one in root.iter("title")]
    assert titles == [f"{HOSTILE} system:{id_}: {HOSTILE}" for id_ in "ba"]


def test_what_must_come_back_together_is_one_box_that_says_so_with_a_link_for_each() -> None:
    ring = {"system:a": frozenset({"system:b"}), "system:b": frozenset({"system:a"})}
    root = drawn(drawing(ring, "system:a", ["system:a"]))
    assert "Must come back together" in [one.text for one in root.iter("text")]
    assert len(list(root.iter("a"))) == 2
    assert list(root.iter("path")) == []


def test_the_neighbourhood_stands_out_and_the_rest_is_pale() -> None:
    needs = {
        "system:b": frozenset({"system:a"}),
        "system:c": frozenset({"system:b"}),
        "system:d": frozenset({"system:a"}),
    }
    found = drawing(needs, "system:b", ["system:a", "system:b", "system:c"])
    weights = {shape.box.members[0]: shape.weight for shape in found.shapes}
    assert weights == {
        "system:a": "near",
        "system:b": "chosen",
        "system:c": "near",
        "system:d": "far",
    }
    assert [stroke.weight for stroke in found.strokes] == ["far", "near", "near"]


@pytest.mark.usefixtures("played")
def test_a_neighbourhood_is_all_that_it_needs_and_all_that_waits() -> None:
    council = reading.council()
    estate = Estate(council)
    for one in estate.things:
        around = estate.around(one)
        if kind_of(one) == "system":
            assert set(around.needs) == closure(council, one)
        assert set(around.waits) == {whole(other) for other in dependants(council, (one,))} - {one}
        assert one in around.drawn
        assert len(around.drawn) <= BOXES_MAX
        assert len(around.drawn - around.near) <= BESIDE_MAX


def test_every_box_and_every_row_leads_to_its_own_map(later: At) -> None:
    asha = later("asha")
    page = asha.page(MAP, subject=REVENUES)
    links = frozenset(re.findall(r'href="(/map/\?subject=[^"]+)"', page))
    assert "/map/?subject=system%3Asys-address" in page.replace("sys-gazetteer", "sys-address")
    assert len(links) > 15
    for link in links:
        assert asha.get(link).status_code == HTTPStatus.OK, link


def test_the_state_is_a_word_in_the_box_and_not_a_colour_alone(later: At) -> None:
    page = later("asha").page(MAP, subject=REVENUES)
    states = re.findall(r'class="app-map__state"[^>]*>([^<]+)<', page)
    assert {"Connected", "Isolated"} <= set(states)
    assert len(states) == page.count("<title>") - 1  # the page has a title too


def test_a_search_that_finds_one_thing_shows_its_map(later: At) -> None:
    page = later("asha").page(MAP, q="core network switches")
    assert '<h1 class="govuk-heading-l"><span class="govuk-caption-l">Map</span>' in page
    assert "Core network switches</h1>" in page


def test_a_search_that_finds_several_lists_them_and_one_that_finds_none_says_so(
    later: At,
) -> None:
    asha = later("asha")
    page = asha.page(MAP, q="council tax")
    assert page.count("/map/?subject=") > 3
    assert "Nothing on the register is called that" in asha.page(MAP, q=HOSTILE)


def test_what_is_not_known_has_no_map(later: At) -> None:
    asha = later("asha")
    for strange in ("system:nobody", "nonsense", HOSTILE, "service:../../etc"):
        assert asha.get(MAP, subject=strange).status_code == HTTPStatus.NOT_FOUND, strange


def test_the_past_stays_the_past_from_box_to_box(later: At) -> None:
    asha = later("asha")
    then = reading.council().incidents[-1].declared_at.isoformat()
    page = asha.page(MAP, subject=REVENUES, **{"as-of": then})
    boxes = re.findall(r'<a href="([^"]+)"><title>', page)
    assert boxes
    assert all("as-of=" in box for box in boxes)
    assert "app-state--zone-unknown" in page
