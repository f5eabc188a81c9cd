"""Finding entries: what is asked for is found, whatever else is there, and pages leave no gap."""

import shutil
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reinstate.core.journal.entry import Via
from reinstate.core.journal.event import Event
from reinstate.core.journal.events.facts import EvidenceTaken, FindingConfirmed, Patched
from reinstate.core.journal.events.register import RowAdded
from reinstate.core.journal.events.service import BacklogCounted, ServiceOpened
from reinstate.core.journal.events.union import EVENT_TYPES, EntryCorrected
from reinstate.core.journal.events.zones import ClearanceLapsed
from reinstate.core.journal.rows import BacklogRow
from reinstate.core.terms.reference import ref, service_of
from reinstate.operations import (
    chronicle,
    correcting,
    identity,
    journal_index,
    journal_search,
    reading,
)
from reinstate.operations.act import Acting
from reinstate.operations.journal_search import KINDS, Wanted
from tests.desk.conftest import fresh, fresh_template, played, played_template  # noqa: F401 - fixtures

E = TypeVar("E", bound=Event)
VIA = Via("passkey", "desk")

pytestmark = pytest.mark.usefixtures("played")


def found(wanted: Wanted, size: int = 100_000) -> list[int]:
    """Return the numbers of all entries that fit."""
    page = journal_search.page(reading.council(), wanted, size=size)
    return [one.entry.seq for one in page.entries]


def of_type(type_: type[E]) -> list[tuple[int, E]]:
    """Return the events of a type with the numbers of their entries."""
    return [(e.seq, e.event) for e in reading.entries() if isinstance(e.event, type_)]


def test_every_type_of_event_is_of_one_kind() -> None:
    kinds = [type_ for types in KINDS.values() for type_ in types]
    assert sorted(kinds, key=repr) == sorted(EVENT_TYPES, key=repr)


def test_what_answers_an_entry_is_about_what_that_entry_is_about() -> None:
    findings = reading.council().findings
    confirmed = of_type(FindingConfirmed)
    assert confirmed
    for seq, event in confirmed:
        finding = findings[event.finding]
        assert {seq, finding.seq} <= set(found(Wanted(about=finding.subjects[0])))


def test_a_service_means_its_cells_and_backlogs_too() -> None:
    rows = reading.council().register.rows
    counted, opened = of_type(BacklogCounted), of_type(ServiceOpened)
    assert counted
    assert opened
    for seq, count in counted:
        backlog = rows[ref("backlog", count.backlog)]
        assert isinstance(backlog, BacklogRow)
        assert seq in found(Wanted(about=ref("service", service_of(backlog.cell))))
    for seq, opening in opened:
        assert seq in found(Wanted(about=ref("service", service_of(opening.cell))))


def test_an_entry_that_was_withdrawn_is_told_with_what_it_was_about() -> None:
    """Else nobody who looks at the subject would see that it no longer counts."""
    council = reading.council()
    fola = identity.person_id(council, "fola")
    seq, patched = of_type(Patched)[-1]
    acted = correcting.withdraw(Acting(fola, VIA), seq, "It was another system")
    (entry,) = acted.by_command[:1]
    assert isinstance(entry.event, EntryCorrected)
    assert {seq, entry.seq} <= set(found(Wanted(about=patched.subject)))


def test_of_an_import_one_entry_is_what_a_person_did() -> None:
    rows = of_type(RowAdded)
    commands = {entry.command_id for entry in reading.entries() if entry.via.surface == "import"}
    acts = set(found(Wanted(is_by_people=True)))
    of_imports = [
        entry.command_id
        for entry in reading.entries()
        if entry.via.surface == "import" and entry.seq in acts
    ]
    assert len(rows) > len(commands)
    assert sorted(of_imports) == sorted(commands)


def test_words_are_found_in_texts_in_names_and_in_entries() -> None:
    council = reading.council()
    assert council.incident is not None
    told = chronicle.one_as_known(council, council.incident.story[-1])
    word = max(told.notes[0].text.split(), key=len)
    assert told.entry.seq in found(Wanted(words=word.upper()))
    assert told.entry.seq in found(Wanted(words=told.who.lower()))
    seq, kept = of_type(EvidenceTaken)[0]
    assert seq in found(Wanted(words=kept.files[0]))
    assert found(Wanted(words="no entry says this")) == []


def test_what_followed_by_itself_is_no_act_of_a_person() -> None:
    acts, every = found(Wanted(is_by_people=True)), found(Wanted())
    lapsed = [seq for seq, _ in of_type(ClearanceLapsed)]
    assert lapsed
    assert not set(lapsed) & set(acts)
    assert set(acts) < set(every)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    size=st.integers(1, 400),
    kind=st.sampled_from(["", *KINDS]),
    acts=st.booleans(),
)
def test_going_back_page_by_page_meets_each_entry_once_and_forward_again(
    size: int,
    kind: str,
    acts: bool,  # noqa: FBT001 - hypothesis gives it by name
) -> None:
    council = reading.council()
    wanted = Wanted(kind=kind, is_by_people=acts)
    seen: list[int] = []
    before, newer = 0, list[int]()
    while True:
        page = journal_search.page(council, wanted, before, size)
        assert page.first == len(seen) + 1
        seen += [one.entry.seq for one in page.entries]
        assert page.has_newer is bool(newer)
        if newer:
            assert page.newer == newer[-1]
        if not page.older:
            break
        newer.append(before)
        before = page.older
    assert len(seen) == page.count
    assert seen == sorted(set(seen), reverse=True)


def test_another_home_has_an_index_of_its_own(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    size = len(journal_index.marked(100_000))
    shutil.move(tmp_path / "home", tmp_path / "played")
    request.getfixturevalue("fresh")
    marked = journal_index.marked(100_000)
    assert len(marked) == reading.council().seq < size
    assert [one.command_id for one in marked] == [one.command_id for one in reading.entries()]
