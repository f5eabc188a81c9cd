"""A practice home with the example council and a few people, made once and copied."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.desk.running import Desk, copies, made


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home in which the example council stands ready."""
    with pytest.MonkeyPatch.context() as patch:
        return made(tmp_path_factory.mktemp("template"), patch)


@pytest.fixture
def desk(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """Yield a desk on its own copy of that home."""
    monkeypatch.setenv("REINSTATE_HOME", str(tmp_path / "home"))
    yield from copies(template, tmp_path)
