"""The desk in a practice home just attacked, made once and copied; people at their browsers."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reinstate.demo import keeping
from reinstate.operations import accounts, homes, reading
from reinstate.operations.opening import Founder, Opening, open_new
from reinstate.store.connect import disconnect
from tests.desk.staff import Staff

SETTINGS = ("REINSTATE_AS", "REINSTATE_PASSPHRASE_FILE", "DATABASE_URL")

At = Callable[[str], Staff]
"""Signs somebody in by handle."""


@pytest.fixture(scope="session")
def fresh_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the demo's council where the attack is just declared, with tables to sign in."""
    return _made(tmp_path_factory.mktemp("fresh") / "home", is_fresh=True)


@pytest.fixture(scope="session")
def played_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the demo's council as its story leaves it, with tables to sign in."""
    return _made(tmp_path_factory.mktemp("played") / "home", is_fresh=False)


def _made(home: Path, *, is_fresh: bool) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        point(home, patch)
        keeping.keep(is_fresh=is_fresh)
        accounts.make_ready()
        let_go()
    return home


@pytest.fixture
def fresh(fresh_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Yield a copy of the council just attacked, opened."""
    yield from copied(fresh_template, tmp_path / "home", monkeypatch)


@pytest.fixture
def played(
    played_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """Yield a copy of the council after its first weeks, opened."""
    yield from copied(played_template, tmp_path / "home", monkeypatch)


@pytest.fixture
def at(fresh: Path) -> At:  # noqa: ARG001 - it is open while the test runs
    """Return what signs somebody in at the council just attacked."""
    return Staff


@pytest.fixture
def later(played: Path) -> At:  # noqa: ARG001 - likewise
    """Return what signs somebody in at the council after its first weeks."""
    return Staff


@pytest.fixture
def newborn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Staff]:
    """Yield the owner of a practice home in which nothing is yet."""
    home = tmp_path / "home"
    point(home, monkeypatch)
    open_new(Opening(owner=Founder("Asha Rahman", handle="asha")), home)
    accounts.make_ready()
    yield Staff("asha")
    let_go()


def copied(template: Path, home: Path, patch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Yield a copy of a home, opened."""
    shutil.copytree(template, home)
    point(home, patch)
    homes.open_home()
    yield home
    let_go()


def point(home: Path, patch: pytest.MonkeyPatch) -> None:
    """Let everything work with this home, whatever was open before."""
    for name in SETTINGS:
        patch.delenv(name, raising=False)
    patch.setenv(homes.HOME_SETTING, str(home))
    let_go()


def let_go() -> None:
    """Forget the home that was open."""
    disconnect()
    reading.forget()
