"""The two programs that an export hands out, run as an auditor would: with nothing of ours."""

import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import pytest

BARE_PATH = "/usr/bin:/bin"
HANDED_OUT = Path(str(files("reinstate.store.handed_out")))
GO_PACKAGES = Path("/usr/share/gocode/src/golang.org/x/mod/sumdb")


@dataclass(frozen=True)
class Checked:
    """Whether a check went well, and what was said."""

    is_right: bool
    said: str


def bare(command: Sequence[str], folder: Path, home: Path) -> Checked:
    """Run a command with a bare environment: no path to anything of ours."""
    done = subprocess.run(
        command,
        cwd=folder,
        env={"PATH": BARE_PATH, "HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    return Checked(done.returncode == 0, done.stdout + done.stderr)


def need_tool(name: str, package: str) -> None:
    """Skip with the reason where a tool is missing."""
    if shutil.which(name, path=BARE_PATH) is None:
        pytest.skip(f"{name} is missing (Debian: {package})")


def need_go() -> None:
    """Skip with the reason where Go or its packages are missing."""
    need_tool("go", "golang-go")
    if not GO_PACKAGES.is_dir():
        pytest.skip("Go's sumdb packages are missing (Debian: golang-golang-x-mod-dev)")


def built(folder: Path) -> Path:
    """Compile the Go program that exports hand out, without fetching anything."""
    need_go()
    made = folder / "check_go"
    go = ("go", "build", "-o", str(made), str(HANDED_OUT / "check.go"))
    environment = {
        "PATH": BARE_PATH,
        "HOME": str(folder),
        "GO111MODULE": "off",
        "GOPATH": "/usr/share/gocode",
        "GOFLAGS": "",
    }
    subprocess.run(go, env=environment, check=True)
    return made


@dataclass(frozen=True)
class Checker:
    """One of the two programs, and the folder its files are put in."""

    command: tuple[str, ...]
    folder: Path

    def __call__(self, what: str, *contents: str | bytes | Mapping[str, object]) -> Checked:
        """Put each content into a file and run a check over them, in their order."""
        names = []
        for place, content in enumerate(contents):
            names.append(f"file-{place}")
            (self.folder / names[-1]).write_bytes(_as_bytes(content))
        checked = bare((*self.command, what, *names), self.folder, self.folder)
        _agrees(checked)
        return checked


def _as_bytes(content: str | bytes | Mapping[str, object]) -> bytes:
    if isinstance(content, bytes):
        return content
    return (content if isinstance(content, str) else json.dumps(content) + "\n").encode()


def _agrees(checked: Checked) -> None:
    """Hold the words against the exit code: neither program may just break."""
    first = "right: " if checked.is_right else "WRONG: "
    assert any(line.startswith(first) for line in checked.said.splitlines()), checked.said
