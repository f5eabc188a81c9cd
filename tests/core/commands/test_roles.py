"""The role table, cell by cell, against one written by hand."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, find, settings

from reinstate.core.access.enrol import Enrol
from reinstate.core.access.grant_role import GrantRole
from reinstate.core.access.reset_factor import ResetFactor
from reinstate.core.commands.decide import decide
from reinstate.core.commands.rules import FACT_ROLES
from reinstate.core.commands.table import RULES
from reinstate.core.gates.record import Record
from reinstate.core.journal.events.facts import SubjectAccepted
from reinstate.core.terms.role import Role
from reinstate.core.terms.trouble import Refused
from tests.builders import (
    DAY,
    ELI,
    LEDGER,
    Desk,
    a_service,
    a_system,
    an_incident,
    codes,
)
from tests.core.commands.printed import page, words
from tests.core.gates.facts import accepted
from tests.strategies import COMMANDS
from tests.strategies_of_facts import FACTS, Known

QUIET: Final = settings(database=None, suppress_health_check=list(HealthCheck))
PAGE: Final = Path(__file__).parents[3] / "docs" / "roles.md"
LETTERS: Final = {
    "M": Role.RECOVERY_MANAGER,
    "F": Role.FORENSIC_LEAD,
    "T": Role.TECHNICAL_OWNER,
    "C": Role.CLEARER,
    "S": Role.SERVICE_OWNER,
    "P": Role.PRESS_OFFICER,
    "m": Role.FINANCE_MAKER,
    "k": Role.FINANCE_CHECKER,
    "I": Role.INFORMATION_GOVERNANCE,
    "R": Role.SENIOR_RISK_OWNER,
    "D": Role.DUTY_DIRECTOR,
    "t": Role.TRAINER,
    "A": Role.AUDITOR,
    "E": Role.EXTERNAL_ADVISER,
    "X": Role.ADMINISTRATOR,
}
BY_HAND: Final = """
    isolate              MFTCSPmkIRDtAEX
    see                  M F T
    raise finding        M F T C E
    confirm finding      F
    remediate finding    F
    change detection     F
    clean                F T
    clear                C
    reconnect            M T D
    break glass          D
    declare never cut    T
    correct              M F T C S P R D
    propose              M F T C S P R D
    complete             M F T C S P R D
    drop                 M F T C S P R D
    note heartbeats      M T
    import               M
    declare              M F R D
    enter phase          M D
    meet condition       M D
    bound first entry    F
    record milestone     M D
    take decision        M R D
    record awareness     M I
    tell authority       I
    set next update      M P
    remediate root cause F
    close incident       M D
    open                 S
    lower                M S P
    lift                 M S
    start workaround     M S
    end workaround       M S
    reconcile workaround M S
    count backlog        M S
    draft notice         M P S
    approve notice       M P D
    withdraw notice      M P D
    end promise          M P
    enrol                X
    leave                X
    grant role           X
    end grant            X
    reset factor         X
    confirm              M F T C S P R D X
    report compromised   MFTCSPmkIRDtEX
    set council          M P
    set clock            MDt
    tighten limit        M R D
    require check        F
    redact note          I
    erase person         I
    keep longer          I
    trust key            X
"""
FACTS_BY_HAND: Final = """
    route chosen            M T
    evidence taken          F T
    evidence unobtainable   F
    restore point recorded  F T
    rebuilt                 F T
    restored                F T
    attestation received    M F T
    tokens revoked          F T
    credentials reset       F T
    patched                 F T
    configuration recorded  F T
    support accepted        R
    monitoring attached     F T
    degraded accepted       T S R
    devices done            F T
    check recorded          F T
"""


def by_hand(table: str) -> dict[str, set[Role]]:
    """Return who may, by what, from a table of letters."""
    found: dict[str, set[Role]] = {}
    for line in table.strip().splitlines():
        what = [word for word in line.split() if word.islower()]
        letters = [word for word in line.split() if not word.islower()]
        found[" ".join(what)] = {LETTERS[letter] for letter in "".join(letters)}
    return found


def holder(role: Role) -> str:
    """Return the person who holds this role alone."""
    return f"only-{role.value}"


@pytest.fixture(scope="module")
def desk() -> Desk:
    """Return the desk of a council in which each role is held by one person, alone."""
    desk = an_incident(a_system(), a_service())
    for role in Role:
        desk.enrol(holder(role), role)
    desk.enrol("nobody")
    return desk


def sample(make: Any, desk: Desk) -> Any:
    """Return the simplest command of a kind."""
    return find(make(Known(desk.council, desk.at)), lambda _: True, settings=QUIET)


@pytest.fixture(scope="module")
def samples(desk: Desk) -> dict[str, Any]:
    """Return a command of every kind, by its name."""
    return {name: sample(make, desk) for name, make, _ in (*cells(), *fact_cells())}


def may(desk: Desk, command: Any, person: str) -> bool:
    """Return whether the role table lets a person give a command; other rules may not."""
    try:
        decide(desk.council, command, desk.asking(by=person))
    except Refused as refusal:
        return not any(blocker.gate == "role" for blocker in refusal.blockers)
    return True


def cells() -> Iterator[tuple[str, Any, set[Role]]]:
    """Yield each command and fact with who may give it."""
    wanted = by_hand(BY_HAND)
    for command in sorted(RULES, key=words):
        if command is not Record:
            yield words(command), COMMANDS[command], wanted[words(command)]


def fact_cells() -> Iterator[tuple[str, Any, set[Role]]]:
    """Yield each fact but acceptance, with who may record it."""
    wanted = by_hand(FACTS_BY_HAND)
    for fact in sorted(set(FACTS) - {SubjectAccepted}, key=words):
        yield (
            words(fact),
            lambda known, fact=fact: FACTS[fact](known).map(Record),
            wanted[words(fact)],
        )


@pytest.mark.parametrize(
    ("name", "wanted"), [(name, wanted) for name, _, wanted in (*cells(), *fact_cells())]
)
def test_each_cell_of_the_role_table(
    desk: Desk, samples: dict[str, Any], name: str, wanted: set[Role]
) -> None:
    allowed = {role for role in Role if may(desk, samples[name], holder(role))}
    assert allowed == wanted


def test_the_tables_by_hand_name_everything_and_nothing_else() -> None:
    assert set(by_hand(BY_HAND)) == {words(command) for command in RULES} - {"record"}
    assert set(by_hand(FACTS_BY_HAND)) == {words(fact) for fact in FACT_ROLES}
    assert set(FACT_ROLES) == set(FACTS) - {SubjectAccepted}


@pytest.mark.parametrize("role", Role)
def test_only_the_accepting_role_of_a_system_accepts_it(role: Role) -> None:
    desk = an_incident(a_system(accepting_role=role))
    for other in Role:
        desk.enrol(holder(other), other)
    allowed = {one for one in Role if may(desk, Record(accepted()), holder(one))}
    assert allowed == {role}


def test_without_a_role_a_person_only_isolates_and_sets_their_own_passphrase(
    desk: Desk, samples: dict[str, Any]
) -> None:
    free = {name for name, command in samples.items() if may(desk, command, "nobody")}
    assert free == {"isolate"}
    assert may(desk, ResetFactor("nobody"), "nobody")


def test_who_is_not_enrolled_does_nothing(desk: Desk, samples: dict[str, Any]) -> None:
    free = {name for name, command in samples.items() if may(desk, command, ELI)}
    assert free == set()


def test_a_program_satisfies_no_row_and_only_counts_heartbeats(
    desk: Desk, samples: dict[str, Any]
) -> None:
    for machine in ("machine:watch", "machine:init", "machine:import"):
        free = {name for name, command in samples.items() if may(desk, command, machine)}
        assert free == ({"note heartbeats"} if machine == "machine:watch" else set())


def test_a_role_over_one_system_reaches_no_other() -> None:
    desk = an_incident(a_system(), a_system("sys-other"))
    desk.do(Enrol("fay"))
    desk.do(GrantRole("fay", Role.TECHNICAL_OWNER, scope=LEDGER))
    assert may(desk, Record(accepted()), "fay")
    assert not may(desk, Record(accepted(of="system:sys-other")), "fay")


def test_a_role_ends_with_its_date() -> None:
    desk = an_incident()
    desk.do(Enrol("fay"))
    desk.do(GrantRole("fay", Role.TECHNICAL_OWNER, until=desk.at + DAY))
    assert may(desk, Record(accepted()), "fay")
    desk.wait(DAY)
    assert not may(desk, Record(accepted()), "fay")


def test_a_refusal_says_which_role_it_takes(desk: Desk) -> None:
    (blocker,) = desk.refused(Record(accepted()), by=holder(Role.CLEARER))
    assert codes((blocker,)) == {"role"}
    assert "It takes the role technical-owner" in blocker.sentence


def test_the_page_of_roles_is_the_table_as_it_is(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-golden"):
        PAGE.write_text(page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page(), "docs/roles.md differs: `make golden`."
