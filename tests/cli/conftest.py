"""Homes with nothing imported: a practice one and a real one, made once and copied."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from reinstate.operations import reading
from reinstate.store import personal, sealed
from reinstate.store.connect import disconnect
from tests.cli.answers import ASHA_SECRET, BEN_SECRET, Home

SETTINGS = ("REINSTATE_AS", "REINSTATE_PASSPHRASE_FILE", "DATABASE_URL")


@pytest.fixture(autouse=True)
def quick_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare the tests the slow way from a passphrase to a key."""
    monkeypatch.setattr(personal, "SCRYPT_COST", personal.Cost(16, 8, 1))
    monkeypatch.setattr(sealed, "COST_LOG2", 4)


@pytest.fixture(scope="session")
def practice_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a practice home with Asha, Ben and Cai."""
    with pytest.MonkeyPatch.context() as patch:
        home = _place(tmp_path_factory.mktemp("practice"), patch)
        home.ok("init", "--owner", "Asha Rahman", "--council", "Thornmere")
        home.ok("user", "add", "Ben Hughes", "--role", "clearer")
        home.ok("user", "add", "Cai Morgan", "--role", "clearer", "--role", "press-officer")
        _let_go()
        return home.path


@pytest.fixture(scope="session")
def real_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a real home with two founders, Asha and Ben."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(personal, "SCRYPT_COST", personal.Cost(16, 8, 1))
        home = _place(tmp_path_factory.mktemp("real"), patch)
        home.ok(
            *("init", "--kind", "real", "--owner", "Asha Rahman", "--second", "Ben Hughes"),
            *("--passphrase-file", home.file("asha.txt", ASHA_SECRET)),
            *("--second-passphrase-file", home.file("ben.txt", BEN_SECRET)),
        )
        _let_go()
        return home.path


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    """Yield a place where no home is yet."""
    yield _place(tmp_path, monkeypatch)
    _let_go()


@pytest.fixture
def home(practice_template: Path, nowhere: Home) -> Home:
    """Return a copy of the practice home."""
    shutil.copytree(practice_template, nowhere.path)
    return nowhere


@pytest.fixture
def real_home(real_template: Path, nowhere: Home) -> Home:
    """Return a copy of the real home, and the passphrase files of its founders."""
    shutil.copytree(real_template, nowhere.path)
    nowhere.file("asha.txt", ASHA_SECRET)
    nowhere.file("ben.txt", BEN_SECRET)
    return nowhere


def _place(folder: Path, patch: pytest.MonkeyPatch) -> Home:
    for setting in SETTINGS:
        patch.delenv(setting, raising=False)
    patch.setenv("REINSTATE_HOME", str(folder / "home"))
    (folder / "files").mkdir()
    return Home(folder / "home", folder / "files")


def _let_go() -> None:
    disconnect()
    reading.forget()
