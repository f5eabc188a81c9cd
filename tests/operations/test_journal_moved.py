"""What a process knows follows the journal it reads, or it says that it cannot."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from reinstate.core.access.set_council import SetCouncil
from reinstate.core.journal.events.home import CouncilNames
from reinstate.core.terms.trouble import JournalCorrupt, Refused, WorldFailed
from reinstate.operations import homes, identity, reading
from reinstate.operations.act import Acted, act
from reinstate.operations.opening import Founder, Opening, open_from, open_new
from reinstate.store import archive, connect, sealed
from reinstate.store.keys import make_key
from tests.postgresql import Cluster

OPENING = Opening(owner=Founder("Asha Rahman"))


@pytest.fixture(autouse=True)
def let_go(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Point nowhere before and after."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("REINSTATE_AS", raising=False)
    monkeypatch.setattr(sealed, "COST_LOG2", 4)
    yield
    connect.disconnect()
    reading.forget()


def named(name: str) -> Acted:
    """Give the council a name: one more entry."""
    acting = identity.acting(reading.council())
    return act(lambda _, __: SetCouncil(CouncilNames(name, "status.example")), acting)


@pytest.mark.parametrize("later_size", ["shorter", "same", "longer"])
def test_another_journal_in_the_place_of_the_known_one_stops_everything(
    tmp_path: Path, later_size: str
) -> None:
    home, other = tmp_path / "home", tmp_path / "other"
    open_new(OPENING, other)
    for number in range({"shorter": 0, "same": 1, "longer": 3}[later_size]):
        named(f"Other {number}")
    connect.disconnect()
    open_new(OPENING, home)
    reading.forget()
    size = named("Thornmere").council.seq
    for side_file in home.glob("*.sqlite3-*"):
        side_file.unlink()
    (other / connect.DATABASE_NAME).replace(home / connect.DATABASE_NAME)
    for _ in range(2):
        with pytest.raises(JournalCorrupt) as caught:
            reading.council()
        assert caught.value.code == "journal-replaced"
        assert f"up to entry {size}" in caught.value.sentence
    with pytest.raises(JournalCorrupt):
        named("Thornmere again")
    reading.forget()
    assert reading.council().home.council.name != "Thornmere"


def test_entries_cut_off_a_database_under_a_running_process_stop_it(
    tmp_path: Path, empty_url: str, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", empty_url)
    open_new(OPENING, tmp_path / "home")
    named("Thornmere")
    database = empty_url.partition("@/")[2].partition("?")[0]
    cluster.say("DELETE FROM journal_entry WHERE seq > 3", database)
    with pytest.raises(JournalCorrupt) as caught:
        reading.council()
    assert caught.value.code == "journal-replaced"


def test_a_long_lived_process_goes_on_by_itself_after_the_server_was_started_again(
    tmp_path: Path, empty_url: str, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", empty_url)
    open_new(OPENING, tmp_path / "home")
    known = reading.council()
    with cluster.stopped(), pytest.raises(WorldFailed) as caught:
        reading.council()
    assert caught.value.code == "database-unreachable"
    assert reading.council() == known
    assert named("Thornmere").council == reading.council()


def test_a_second_home_is_never_made_in_the_database_of_the_first(
    tmp_path: Path, empty_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", empty_url)
    first = open_new(OPENING, tmp_path / "home").council
    with pytest.raises(Refused) as caught:
        open_new(OPENING, tmp_path / "other")
    assert [blocker.code for blocker in caught.value.blockers] == ["database-taken"]
    assert not (tmp_path / "other").exists()
    assert not list(tmp_path.glob(".half-*"))
    connect.connect(tmp_path / "home")
    assert reading.council() == first


def test_an_opening_that_the_rules_refuse_leaves_no_folder_and_no_entry(
    tmp_path: Path, empty_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", empty_url)
    bad = Opening(owner=Founder("Asha Rahman"), council=CouncilNames("Thornmere", "no host"))
    with pytest.raises(Refused):
        open_new(bad, tmp_path / "home")
    assert list(tmp_path.iterdir()) == []
    assert open_new(OPENING, tmp_path / "home").council.home.kind == "practice"


def test_an_opening_cut_short_says_so_and_can_be_repeated(
    tmp_path: Path, empty_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", empty_url)
    connect.migrate(tmp_path / "home")
    make_key(tmp_path / "home", "journal.council.example/reinstate")
    connect.disconnect()
    with pytest.raises(WorldFailed) as caught:
        homes.open_home(tmp_path / "home")
    assert caught.value.code == "home-unfinished"
    assert "remove its folder" in caught.value.next
    shutil.rmtree(tmp_path / "home")
    assert open_new(OPENING, tmp_path / "home").council.seq


def test_a_restored_home_is_known_to_the_process_that_restored_it(
    tmp_path: Path, empty_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    council = open_new(OPENING, tmp_path / "home").council
    archive.export_encrypted(tmp_path / "home.sealed", "plum kettle orbit")
    monkeypatch.setenv("DATABASE_URL", empty_url)
    assert open_from(tmp_path / "home.sealed", "plum kettle orbit", tmp_path / "there") == council
    assert named("Thornmere").council.seq == council.seq + 1
