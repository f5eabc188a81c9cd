"""An open home on each engine, for jobs to be asked for and done in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reinstate.core.journal.entry import Via
from reinstate.core.journal.events.home import CouncilNames
from reinstate.operations import identity, reading
from reinstate.operations.act import Acting
from reinstate.operations.opening import Founder, Opening, open_new
from reinstate.store.connect import disconnect

SETTING = "DATABASE_URL"


@pytest.fixture(params=["sqlite", "postgresql"])
def home(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """Give a new home on this engine, with this process and its children pointed at it."""
    monkeypatch.delenv(SETTING, raising=False)
    if request.param == "postgresql":
        monkeypatch.setenv(SETTING, request.getfixturevalue("empty_url"))
    monkeypatch.setenv("REINSTATE_HOME", str(tmp_path / "home"))
    names = CouncilNames("Oakbridge", "status.oakbridge.example")
    open_new(Opening(council=names, owner=Founder("Asha Rahman", "asha")), tmp_path / "home")
    yield tmp_path / "home"
    disconnect()
    reading.forget()


@pytest.fixture
def acting(home: Path) -> Acting:
    """Give the recovery manager, acting from the desk."""
    assert home.is_dir()
    return Acting(identity.owner(reading.council()), Via("password", "desk"))
