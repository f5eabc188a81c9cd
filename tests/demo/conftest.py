"""The demo, played once for all these tests; those that change it get a copy."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from msgspec import Struct

from reinstate.core.journal.entry import Entry
from reinstate.core.state.council import Council
from reinstate.demo import keeping
from reinstate.operations import homes, reading, situation
from reinstate.store.connect import disconnect


class Played(Struct, frozen=True):
    """What stands in a home after the story: as known on its last day, and every entry."""

    home: Path
    council: Council
    at: datetime
    entries: tuple[Entry, ...]


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """Return the home in which the whole story was played."""
    home = tmp_path_factory.mktemp("demo") / "home"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(homes.HOME_SETTING, str(home))
        patch.delenv("DATABASE_URL", raising=False)
        assert keeping.keep(is_fresh=False)
        found = Played(home, *situation.now(), tuple(reading.entries()))
        _let_go()
    return found


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Yield where a home of a demo may be made: nothing is there yet."""
    monkeypatch.setenv(homes.HOME_SETTING, str(tmp_path / "home"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("REINSTATE_AS", raising=False)
    monkeypatch.chdir(tmp_path)
    _let_go()
    yield tmp_path / "home"
    _let_go()


@pytest.fixture
def copy(played: Played, place: Path) -> Path:
    """Return a copy of the played home, to change."""
    shutil.copytree(played.home, place)
    return place


def _let_go() -> None:
    disconnect()
    reading.forget()
