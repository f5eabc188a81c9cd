"""Every rule of a council's recovery has its tests on docs/rules.md, or says "not yet"."""

import re
from collections import defaultdict
from pathlib import Path
from typing import Final

import pytest

TESTS: Final = Path(__file__).parents[1]
PAGE: Final = TESTS.parent / "docs" / "rules.md"
NAME: Final = re.compile(r"^\s*def (test_r(\d\d)_\w+)", re.MULTILINE)
NOT_YET: Final = {
    "R13",
    "R14",
    "R15",
    "R18",
    "R19",
    "R21",
    "R22",
    "R23",
    "R24",
    "R25",
    "R26",
    "R27",
    "R29",
}
"""Rules of rooms that are not built; a rule leaves this list with its first test."""
RULES: Final = {
    "R01": "Nothing is connected until every required check has passed since its last change.",
    "R02": "Two different people clear it, and neither of them restored it.",
    "R03": "A backup is used only when it was scanned clean, and onto a clean target.",
    "R04": "A restore point is older than the first entry; else it is suspect and gives data only.",
    "R05": "The integrity of backups is verified before use.",
    "R06": "What is rebuilt is wiped, updated and scanned before it joins.",
    "R07": "Credentials are reset before reconnection, after recovery accounts were seen to work.",
    "R08": "After reconnection it is on watch; a finding sends it back and flags dependants.",
    "R09": "It waits for all that it needs, or a named person accepts the degraded mode.",
    "R10": "The root cause is closed, or blocked, before the end is declared.",
    "R11": "A named person declares the end on written criteria, with the report.",
    "R12": "The authority is told within 72 hours of awareness, weekends too; late with reasons.",
    "R13": "Lost availability is a breach too; every breach is logged.",
    "R14": "People at high risk are told without undue delay.",
    "R15": "The report holds nature, numbers, contact, consequences and measures.",
    "R16": "Evidence is taken before anything is wiped.",
    "R17": "Isolate by disconnecting; power off only where that is impossible.",
    "R18": "The order of return comes from a list of critical assets and what they depend on.",
    "R19": "Response messages use a channel that the attacker cannot read.",
    "R20": "Public words are approved text from known senders.",
    "R21": "No fee or enforcement for a payment that could not be taken.",
    "R22": "A missed Direct Debit is collected once, and announced.",
    "R23": "Re-profiling instalments is a choice of its own, never mixed with catching up.",
    "R24": "Payments out by repeating the last file are provisional until reconciled.",
    "R25": "New bank details need a call-back on a number known before, by two people.",
    "R26": "Statutory dates stand in the plan; a miss in the forecast raises an alert.",
    "R27": "Log data is analysed on copies; the master stays unaltered.",
    "R28": "Plan and contacts can be read with everything off.",
    "R29": "No ransom is paid.",
    "R30": "Working is never shown while a backlog or a workaround remains.",
}
HEAD: Final = """# The rules, and the tests that hold them

The rules come from published recoveries and guidance. A test that holds a rule begins with its
number. `make golden` writes this page anew; `tests/core/test_rules_page.py` fails when a rule
loses its tests or a test has no rule.

| rule | what it says | tests |
| --- | --- | --- |
"""


def names_by_rule() -> dict[str, list[str]]:
    """Return the tests named after each rule, with the file they are in."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(TESTS.rglob("test_*.py")):
        where = path.relative_to(TESTS.parent).as_posix()
        for name, number in NAME.findall(path.read_text(encoding="utf-8")):
            found[f"R{number}"].append(f"{where}: `{name}`")
    return found


def page() -> str:
    """Return docs/rules.md."""
    found = names_by_rule()
    rows = (
        f"| {rule} | {words} | {'<br>'.join(found.get(rule, ['not yet']))} |\n"
        for rule, words in RULES.items()
    )
    return HEAD + "".join(rows)


def test_the_page_of_rules_names_every_rule_and_its_tests(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-golden"):
        PAGE.write_text(page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page(), "docs/rules.md differs: `make golden`."


def test_every_test_named_after_a_rule_has_its_rule() -> None:
    assert set(names_by_rule()) <= set(RULES)


def test_only_rules_of_rooms_not_built_are_without_tests() -> None:
    assert set(RULES) - set(names_by_rule()) == NOT_YET


def test_there_are_thirty_rules() -> None:
    assert list(RULES) == [f"R{number:02}" for number in range(1, 31)]
