"""The scripts say clearly what they lack, and a strict run forgives nothing."""

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repository.tree import ROOT

TOOLS = ("bash", "env", "dirname", "cat", "grep", "rm", "mv", "uname")
WORLD_FAILED = 3
COLLECTION_FAILED = 2


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a checkout that has the scripts and nothing made by them."""
    shutil.copytree(ROOT / "script", tmp_path / "script")
    for name in ("pyproject.toml", "requirements.lock"):
        shutil.copy2(ROOT / name, tmp_path)
    return tmp_path


def bootstrap(checkout: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run script/bootstrap with only the few tools it needs on the path."""
    tools = checkout / "tools"
    tools.mkdir(exist_ok=True)
    for name in TOOLS:
        found = shutil.which(name)
        if found and not (tools / name).exists():
            (tools / name).symlink_to(found)
    return subprocess.run(
        [str(checkout / "script" / "bootstrap")],
        env={"PATH": str(tools), "HOME": str(checkout), **environment},
        capture_output=True,
        check=False,
        text=True,
    )


def a_python_that(checkout: Path, *, runs: str) -> str:
    """Return a stand-in for Python that runs the shell line `runs`."""
    path = checkout / "a-python"
    path.write_text(f"#!/usr/bin/env bash\n{runs}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_without_python_the_set_up_says_what_to_install(checkout: Path) -> None:
    ran = bootstrap(checkout)
    assert ran.returncode == WORLD_FAILED
    assert "Python 3.11 or newer" in ran.stderr
    assert "apt-get install python3" in ran.stderr
    assert not (checkout / ".venv").exists()


def test_an_old_python_is_named_and_not_used(checkout: Path) -> None:
    old = a_python_that(checkout, runs="exit 1")
    ran = bootstrap(checkout, PYTHON=old)
    assert ran.returncode == WORLD_FAILED
    assert f"'{old}', which is no Python 3.11 or newer" in ran.stderr
    assert not (checkout / ".venv").exists()


def test_a_python_without_venv_is_told_from_an_old_one(checkout: Path) -> None:
    bare = a_python_that(
        checkout,
        runs='case "$*" in *ensurepip*) exit 1;; *version_info*) exit 0;; esac; echo Python 3.12',
    )
    ran = bootstrap(checkout, PYTHON=bare)
    assert ran.returncode == WORLD_FAILED
    assert "Python 3.12 has no venv module" in ran.stderr
    assert "apt-get install python3-venv" in ran.stderr


def strict_run(folder: Path, source: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Run one test file under the suite's own conftest."""
    shutil.copy2(ROOT / "tests" / "conftest.py", folder)
    (folder / "test_one.py").write_text(source, encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *options, str(folder)],
        cwd=folder,
        env={key: value for key, value in os.environ.items() if not key.startswith("PYTEST")},
        capture_output=True,
        check=False,
        text=True,
    )


MANY = """
import pytest

@pytest.mark.skip(reason="Chromium is not on the path.")
def test_marked(): pass

def test_called(): pytest.skip("No PostgreSQL is here.")

@pytest.fixture
def cluster(): pytest.skip("Nobody is root.")

def test_with_fixture(cluster): pass

def test_forgiven(): pytest.skip("REINSTATE_SHARED is not there.")

@pytest.mark.xfail
def test_expected_to_fail(): raise AssertionError

def test_good(): pass
"""
WHOLE_FILE = 'import pytest\npytest.skip("Java is not here.", allow_module_level=True)\n'


def test_an_ordinary_run_leaves_out_what_cannot_run(tmp_path: Path) -> None:
    ran = strict_run(tmp_path, MANY)
    assert ran.returncode == 0
    assert "1 passed, 4 skipped, 1 xfailed" in ran.stdout


def test_a_strict_run_fails_on_every_skip_but_the_shared_folder(tmp_path: Path) -> None:
    ran = strict_run(tmp_path, MANY, "--strict-skips")
    assert ran.returncode == 1
    assert "1 failed, 1 passed, 1 skipped, 1 xfailed, 2 errors" in ran.stdout
    for reason in ("Chromium is not on the path.", "No PostgreSQL is here.", "Nobody is root."):
        assert f"may leave nothing out, but this was skipped: {reason}" in ran.stdout


def test_a_strict_run_fails_on_a_file_that_skips_itself(tmp_path: Path) -> None:
    ran = strict_run(tmp_path, WHOLE_FILE, "--strict-skips")
    assert ran.returncode == COLLECTION_FAILED
    assert "may leave nothing out, but this was skipped: Java is not here." in ran.stdout
