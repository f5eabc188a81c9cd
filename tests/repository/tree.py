"""The repository as its own tests see it: its files, its Python, its contracts."""

import subprocess
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "reinstate"


@cache
def files() -> tuple[Path, ...]:
    """Return every file that is, or is about to be, under version control."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    paths = (ROOT / name for name in sorted(set(listed.split("\0"))) if name)
    return tuple(path for path in paths if path.is_file())


def python_files() -> tuple[Path, ...]:
    """Return every Python file of the repository."""
    return tuple(path for path in files() if path.suffix == ".py")


def name_of(path: Path) -> str:
    """Return the path as a person would name it."""
    return path.relative_to(ROOT).as_posix()


@cache
def settings() -> dict[str, Any]:
    """Return what pyproject.toml says."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def contracts() -> dict[str, dict[str, Any]]:
    """Return the contracts between rooms by their id."""
    return {each["id"]: each for each in settings()["tool"]["importlinter"]["contracts"]}
