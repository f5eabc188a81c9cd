"""A home of each kind, made once and copied for each test that publishes it."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from shutil import copytree

import pytest

from reinstate.core.journal.events.home import CouncilNames, HomeKind
from reinstate.operations import homes, reading
from reinstate.operations.opening import Founder, Opening, open_new
from reinstate.store.connect import disconnect
from tests.public.homes import PASSPHRASE, MakeHome


@pytest.fixture(scope="session")
def made_homes(tmp_path_factory: pytest.TempPathFactory) -> MakeHome:
    """Give what makes one home of each kind, ever."""

    @cache
    def made(kind: HomeKind) -> Path:
        home = tmp_path_factory.mktemp("homes") / kind
        open_new(
            Opening(
                kind=kind,
                council=CouncilNames("Oakbridge", "status.oakbridge.example"),
                owner=Founder("Asha Rahman", "asha", PASSPHRASE if kind == "real" else ""),
                second=Founder("Ben Hughes", "ben", "eight red herons at a gate"),
            ),
            home,
        )
        disconnect()
        reading.forget()
        return home

    return made


@pytest.fixture
def make_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made_homes: MakeHome
) -> Iterator[MakeHome]:
    """Give what points this process at a home of a kind, of this test's own."""

    def make(kind: HomeKind) -> Path:
        home = Path(copytree(made_homes(kind), tmp_path / f"home-{kind}"))
        monkeypatch.setenv("REINSTATE_HOME", str(home))
        return homes.open_home()

    yield make
    disconnect()
    reading.forget()
