"""A journal for all of these tests, and the two programs that check it."""

from pathlib import Path

import pytest

from tests.outsiders.a_journal import Journal, made_journal
from tests.outsiders.checkers import HANDED_OUT, Checker, built, need_tool


@pytest.fixture(scope="session")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Journal:
    """Give one journal of a thousand entries."""
    return made_journal(tmp_path_factory.mktemp("journal") / "home")


@pytest.fixture(scope="session")
def go_program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Compile the Go program once."""
    return built(tmp_path_factory.mktemp("go"))


@pytest.fixture
def with_go(journal: Journal, go_program: Path, tmp_path: Path) -> Checker:
    """Give the program that stands on Go's own packages."""
    (tmp_path / "keys.txt").write_text(journal.keys)
    return Checker((str(go_program), "keys.txt"), tmp_path)


@pytest.fixture
def with_python(tmp_path: Path) -> Checker:
    """Give the program that only hashes."""
    need_tool("python3", "python3")
    return Checker(("python3", str(HANDED_OUT / "check.py")), tmp_path)


@pytest.fixture(params=["with_go", "with_python"])
def checker(request: pytest.FixtureRequest) -> Checker:
    """Give either program: both must say the same of every tree."""
    made = request.getfixturevalue(request.param)
    assert isinstance(made, Checker)
    return made
