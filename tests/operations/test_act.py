"""One command is done once, however often it comes, and all of it or nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reinstate.core.access.enrol import Enrol
from reinstate.core.access.set_council import SetCouncil
from reinstate.core.journal.events.home import CouncilNames
from reinstate.core.state.council import Council
from reinstate.core.terms.trouble import Refused
from reinstate.operations import identity, reading
from reinstate.operations.act import Acting, act
from reinstate.operations.opening import Founder, Opening, open_new
from reinstate.operations.writing import Writing
from reinstate.store.connect import disconnect
from reinstate.store.notes import notes
from reinstate.store.personal import all_details


@pytest.fixture(params=["sqlite", "postgresql"])
def asha(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Iterator[Acting]:
    """Open a practice home on either engine and yield its owner."""
    for setting in ("DATABASE_URL", "REINSTATE_AS"):
        monkeypatch.delenv(setting, raising=False)
    if request.param == "postgresql":
        monkeypatch.setenv("DATABASE_URL", request.getfixturevalue("empty_url"))
    open_new(Opening(owner=Founder("Asha Rahman")), tmp_path / "home")
    yield identity.acting(reading.council())
    disconnect()
    reading.forget()


def called(name: str) -> SetCouncil:
    """Return the command that gives the council a name."""
    return SetCouncil(CouncilNames(name, "status.example"))


def test_a_repeated_command_appends_once_and_answers_the_same(asha: Acting) -> None:
    first = act(lambda _, __: called("Thornmere"), asha, "double-click")
    again = act(lambda _, __: called("Thornmere"), asha, "double-click")
    assert first.entries == again.entries
    assert reading.council().seq == first.entries[-1].seq


def test_what_was_to_be_written_beside_a_refused_command_is_not(asha: Acting) -> None:
    written: list[str] = []

    def make(writing: Writing, _council: Council) -> Enrol:
        written.append(writing.note("she said so").id)
        return Enrol(writing.person("dee", "Dee Okafor"), "org-nowhere")

    with pytest.raises(Refused):
        act(make, asha)
    assert notes(written) == {}
    assert [details.handle for details in all_details().values()] == ["asha"]


def test_a_mistake_of_ours_in_the_middle_leaves_nothing_behind(asha: Acting) -> None:
    before = reading.council().seq

    def make(writing: Writing, _council: Council) -> Enrol:
        writing.person("dee", "Dee Okafor")
        raise AssertionError("negative pence")

    with pytest.raises(AssertionError):
        act(make, asha)
    assert reading.council().seq == before
    assert act(lambda _, __: called("Thornmere"), asha).entries


def test_each_process_knows_what_another_appended(asha: Acting) -> None:
    act(lambda _, __: called("Thornmere"), asha)
    known = reading.council()
    reading.forget()
    assert reading.council() == known
