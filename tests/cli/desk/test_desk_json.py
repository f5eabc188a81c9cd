"""Each JSON answer of the desk is as `docs/json-desk.md` says: same keys, same kinds of value."""

import re
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.cli.desk.running import Desk

DOCS = Path(__file__).parents[3] / "docs" / "json-desk.md"
BLOCK = re.compile(r"```json\n(.*?)```", re.DOTALL)
EXAMPLES = {
    example["schema"]: example
    for example in map(msgspec.json.decode, BLOCK.findall(DOCS.read_text(encoding="utf-8")))
}
QUERIES = {
    "gate/1": ("gate", "sys-ledger"),
    "status/1": ("status",),
    "incident/1": ("incident", "show"),
    "checks/1": ("check", "list", "sys-ledger"),
    "findings/1": ("finding", "list"),
    "proposals/1": ("proposal", "list"),
    "levels/1": ("level", "show", "svc-rent"),
    "backlogs/1": ("backlog", "list"),
    "notice/1": ("notice", "show", "NOTICE"),
    "notices/1": ("notice", "list"),
    "promises/1": ("promise", "list"),
}


def differences(place: str, documented: Any, answered: Any) -> list[str]:
    """Return where an answer has other keys than its documentation."""
    if isinstance(documented, dict) and isinstance(answered, dict):
        wrong = [f"{place}.{key}" for key in sorted(documented.keys() ^ answered.keys())]
        both = documented.keys() & answered.keys()
        return wrong + [
            one
            for key in sorted(both)
            for one in differences(f"{place}.{key}", documented[key], answered[key])
        ]
    if isinstance(documented, list) and isinstance(answered, list):
        return [
            one
            for item in answered
            for one in (differences(f"{place}[]", documented[0], item) if documented else [])
        ]
    has_kind = None in (documented, answered) or type(documented) is type(answered)
    return [] if has_kind else [f"{place} is {answered!r}"]


@pytest.fixture
def told(desk: Desk) -> tuple[Desk, str]:
    """Return a desk that has something of everything to answer, and the id of a notice."""
    desk.ok("incident", "declare", "--why", "files encrypted")
    desk.ok("isolate", "--all")
    desk.ok("seen", "sys-ledger", "--state", "cut")
    desk.ok("incident", "milestone", "all is off")
    desk.ok("incident", "next-update", "+1d")
    for check in ("event-logs", "files", "accounts"):
        desk.ok("check", "record", "sys-ledger", check, "--report", desk.report())
    found = desk.json("finding", "add", "sys-ledger", "--why", "web shell", "--as", "ben")
    desk.ok("finding", "dismiss", found["id"], "--why", "our own agent", "--as", "ben")
    desk.ok("backlog", "count", "backlog-care-referrals", "212")
    notice = desk.json(
        "notice", "draft", "--title", "Rent", "--text", "Set it aside.", "--place", "money"
    )
    proposed = desk.json("promise", "make", "--about", "svc-rent", "--from", "+9d", "--to", "+12d")
    desk.ok("promise", "sign", proposed["id"], "--as", "lev")
    return desk, notice["id"]


def test_every_answer_is_as_documented(told: tuple[Desk, str]) -> None:
    desk, notice = told
    for schema, words in QUERIES.items():
        answer = desk.json(*(notice if word == "NOTICE" else word for word in words))
        assert answer["schema"] == schema
        assert differences(schema, EXAMPLES[schema], answer) == []


def test_every_act_answers_alike(desk: Desk) -> None:
    answer = desk.json("incident", "declare", "--why", "files encrypted")
    assert differences("acted/1", EXAMPLES["acted/1"], answer) == []
    assert answer["entries"][0]["tag"] == "incident-declared/1"


def test_a_key_too_many_or_too_few_is_noticed() -> None:
    example = EXAMPLES["gate/1"]
    assert differences("gate/1", example, {**example, "more": 1}) == ["gate/1.more"]
    less = {**example, "blockers": [{"gate": "clean"}]}
    assert "gate/1.blockers[].need" in differences("gate/1", example, less)


def test_the_status_holds_every_service_and_system_and_nothing_else(desk: Desk) -> None:
    answer = desk.json("status")
    assert list(answer) == [
        *("schema", "as_of", "incident", "phase"),
        *("zones", "levels", "services", "systems", "journal_whole", "reviews_due"),
    ]
    assert (len(answer["services"]), len(answer["systems"])) == (60, 159)
    assert sum(answer["zones"].values()) == 188
    assert sum(answer["levels"].values()) == 60


def test_a_ready_council_reads_working_and_has_no_incident(desk: Desk) -> None:
    answer = desk.json("status")
    assert (answer["incident"], answer["phase"]) == (None, "ready")
    assert answer["levels"]["normal"] == 60


def test_a_query_ends_well_whatever_it_shows(desk: Desk) -> None:
    assert desk.run("gate", "sys-ledger").code == 0
    assert desk.run("status").code == 0
