"""Atlassian's own widget from npm, installed once by the Node that a wheel brings."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from subprocess import run
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
FOLDER: Final = ROOT / "tests" / "widget"
MODULES: Final = FOLDER / "node_modules"
SCRIPT: Final = MODULES / "@statuspage" / "status-widget" / "dist" / "index.js"
STAMP: Final = MODULES / ".reinstate-stamp"


def installed() -> Path:
    """Return the script of the widget; what the lock file does not name is never installed."""
    stamp = sha256((FOLDER / "package-lock.json").read_bytes()).hexdigest()
    with _alone():
        if not (STAMP.is_file() and STAMP.read_text() == stamp):
            _install()
            STAMP.write_text(stamp)
    return SCRIPT


def _install() -> None:
    words = [str(ROOT / "script" / "npm"), str(FOLDER.relative_to(ROOT))]
    done = run(words, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.skip(f"npm could not install the widget: {done.stderr.strip()[-300:]}")


@contextmanager
def _alone() -> Iterator[None]:
    """Wait until no other test process installs."""
    folder = os.open(FOLDER, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)
