"""Each contract between rooms is broken once on purpose, to see that it holds."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.repository.tree import PACKAGE, ROOT, contracts

LINT = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command()"

# Rooms that design leaves for later. Once built, each must stand in the contract named here:
# import-linter refuses to be told of a module that does not exist.
ROOMS_TO_COME = {
    "desk": ("shells", "source_modules", "reinstate.desk"),
    "core/payments": ("public", "forbidden_modules", "reinstate.core.payments"),
}


class Break(NamedTuple):
    """One way to break a contract: files to lay into the package, and what must be said."""

    contract: str
    files: dict[str, str]
    said: tuple[str, ...]


def _forbidden_in_core() -> tuple[str, ...]:
    return tuple(contracts()["core-pure"]["forbidden_modules"])


BREAKS = {
    "the core asks a shell": Break(
        "rooms", {"core/terms/broken.py": "import reinstate.cli"}, ("reinstate.core.terms.broken",)
    ),
    "the store uses an engine": Break(
        "rooms", {"store/broken.py": "import reinstate.engines"}, ("reinstate.store.broken",)
    ),
    "a room without a place": Break("rooms", {"attic/__init__.py": ""}, ("attic",)),
    "terms build on the journal": Break(
        "core-rooms",
        {"core/terms/broken.py": "import reinstate.core.journal"},
        ("reinstate.core.terms.broken",),
    ),
    "zones lean on checks": Break(
        "core-rooms",
        {"core/zones/broken.py": "import reinstate.core.checks"},
        ("reinstate.core.zones.broken",),
    ),
    "a core room without a place": Break("core-rooms", {"core/attic/__init__.py": ""}, ("attic",)),
    "the core touches the world": Break(
        "core-pure",
        {"core/terms/broken.py": "\n".join(f"import {name}" for name in _forbidden_in_core())},
        tuple(f"reinstate.core.terms.broken -> {name} (" for name in _forbidden_in_core()),
    ),
    "a page reads the store": Break(
        "shells", {"public/broken.py": "import reinstate.store"}, ("reinstate.public.broken",)
    ),
    "the command line reads the store": Break(
        "shells", {"cli/broken.py": "import reinstate.store"}, ("reinstate.cli.broken",)
    ),
    "the demo appends": Break(
        "append", {"demo/broken.py": "import reinstate.store.append"}, ("reinstate.demo.broken",)
    ),
    "the public site asks a gate": Break(
        "public", {"public/broken.py": "import reinstate.core.gates"}, ("reinstate.public.broken",)
    ),
    "the public site asks the checks": Break(
        "public", {"public/broken.py": "import reinstate.core.checks"}, ("reinstate.public.broken",)
    ),
    "an engine reads the state": Break(
        "engines",
        {"engines/broken.py": "import reinstate.core.state"},
        ("reinstate.engines.broken",),
    ),
    "two files need each other": Break(
        "no-cycles",
        {
            "core/terms/broken.py": "import reinstate.core.terms.mended",
            "core/terms/mended.py": "import reinstate.core.terms.broken",
        },
        ("reinstate.core.terms",),
    ),
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return the `src` folder of a copy of the package and its contracts."""
    shutil.copytree(
        PACKAGE, tmp_path / "src" / "reinstate", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copy2(ROOT / "pyproject.toml", tmp_path)
    return tmp_path / "src"


def lint(source: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run import-linter over the copy, not over the package that is installed."""
    return subprocess.run(
        [
            sys.executable,
            "-c",
            LINT,
            "--config",
            "../pyproject.toml",
            "--no-cache",
            "--no-logo",
            *options,
        ],
        cwd=source,
        env={**os.environ, "PYTHONPATH": str(source), "COLUMNS": "200"},
        capture_output=True,
        check=False,
        text=True,
    )


def test_the_tree_as_it_stands_keeps_every_contract(copy: Path) -> None:
    ran = lint(copy)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert f"{len(contracts())} kept, 0 broken" in ran.stdout


@pytest.mark.parametrize("how", BREAKS)
def test_a_broken_contract_is_reported(copy: Path, how: str) -> None:
    broken = BREAKS[how]
    for name, text in broken.files.items():
        path = copy / "reinstate" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text + "\n", encoding="utf-8")
    ran = lint(copy, "--contract", broken.contract)
    assert ran.returncode == 1, ran.stdout + ran.stderr
    assert f"{contracts()[broken.contract]['name']} BROKEN" in ran.stdout
    report = ran.stdout.partition("Broken contracts")[2]
    assert [words for words in broken.said if words not in report] == []


def test_every_contract_is_broken_somewhere_here() -> None:
    assert {each.contract for each in BREAKS.values()} == set(contracts())


def test_a_room_that_was_to_come_joins_its_contract() -> None:
    absent = [
        room
        for room, (contract, key, module) in ROOMS_TO_COME.items()
        if (PACKAGE / room).exists() and module not in contracts()[contract][key]
    ]
    assert absent == []
