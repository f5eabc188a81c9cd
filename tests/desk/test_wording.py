"""Sentences of the rules on a page: names and plain words, no codes and no commands."""

import pytest

from reinstate.core.journal.rows import EdgeRow
from reinstate.core.levels.names import name_of
from reinstate.desk.seen import Desk
from reinstate.desk.wording import counted, either, said
from reinstate.operations import identity, situation
from reinstate.operations.plain_words import by_kind
from tests.desk.conftest import At

UNKNOWN = "Nobody knows whether it is connected: isolate it, or its owner says so"


@pytest.fixture
def desk(at: At) -> Desk:
    at("asha")
    council, now = situation.now()
    return Desk(council, now, council, now)


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        (
            f"{UNKNOWN}: reinstate never-cut system:sys-portal --why TEXT.",
            f"{UNKNOWN}.",
        ),
        ("Its technical-owner has not accepted it.", "Its technical owner has not accepted it."),
        ("It does not need system:sys-portal directly.", "It does not need {portal} directly."),
        ("The check event-logs has not been made.", "The check event logs has not been made."),
        (
            "no clearance stands (that of Cai lapsed: need-finding).",
            "no clearance stands (that of Cai lapsed: something it needs has a finding).",
        ),
        ("On the register: {portal} (system:sys-portal).", "On the register: {portal}."),
        ("It needs another (system:sys-portal).", "It needs another ({portal})."),
        ("Its words in the place do-now end.", "Its words on what to do now end."),
        (
            "Evidence of it is kept: access-logs, 1 file.",
            "Evidence of it is kept: access logs, 1 file.",
        ),
        ("It is restored (data-only) from #7.", "It is restored (data only) from #7."),
        (
            "No route is chosen: keep, rebuild.",
            "No way back is chosen: keep it as it is or rebuild it from clean media.",
        ),
        ("That point is not swept (R03, R05).", "That point is not swept."),
        (
            "Resident account portal (sys-portal) is cleared (text 1db00f380cd4).",
            "{portal} is cleared.",
        ),
        (
            "It is ordered off, by port (round 2): “so (sys-portal) says”.",
            "It is ordered off, by port, for the 2nd time: “so (sys-portal) says”.",
        ),
        ("Rent (council tenants) stays (as it is).", "Rent (council tenants) stays (as it is)."),
        ("The route of it is keep.", "The way back of it is to keep it as it is."),
        (
            "no clearance stands (that of Cai lapsed: finding).",
            "no clearance stands (that of Cai lapsed: a finding touches it).",
        ),
        (
            "It was wiped by a technical-owners' friend.",
            "It was wiped by a technical-owners' friend.",
        ),
    ],
)
def test_a_sentence_stands_as_people_say_it(desk: Desk, sentence: str, words: str) -> None:
    portal = "Resident account portal"
    assert said(desk, sentence.format(portal=portal)) == words.format(portal=portal)


def test_what_needs_something_that_would_go_is_told_by_names(desk: Desk) -> None:
    rows = desk.council.register.rows
    edge = next(one for one in rows.values() if isinstance(one, EdgeRow) and one.kind == "uses")
    words = said(desk, f"edge:{edge.id} refers to Bank lines, which would go.")
    assert words == f"{name_of(desk.council, edge.from_)} uses Bank lines, which would go."


def test_several_are_counted_by_kind() -> None:
    named = ("system:a", "system:b", "link:c", "wave:d")
    assert by_kind(named) == "2 systems, 1 link and 1 wave of people"
    assert by_kind(("devices:e",)) == "1 device group"


def test_who_confirms_whom_is_named(desk: Desk) -> None:
    ben = identity.person_id(desk.council, "ben")
    sentence = f"They count as one: somebody else runs `reinstate user confirm {ben}`."
    assert said(desk, sentence) == "They count as one: somebody else vouches for Ben Hughes."


def test_a_choice_is_told_as_one() -> None:
    assert [either(one) for one in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a or b",
        "a, b or c",
    ]


def test_many_are_counted_as_people_write_it() -> None:
    said = [counted(2, one) for one in ("dependency", "key", "entry", "device group")]
    assert said == ["2 dependencies", "2 keys", "2 entries", "2 device groups"]
    assert counted(1, "dependency") == "1 dependency"
