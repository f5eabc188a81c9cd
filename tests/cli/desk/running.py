"""Running the program as a person would, in a practice home with the example council."""

import shutil
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import msgspec
import pytest

import reinstate.demo
from reinstate.cli.__main__ import main

COUNCIL = Path(next(iter(reinstate.demo.__path__))) / "council"
MONDAY = "2026-11-16T09:00:00+00:00"


@dataclass(frozen=True)
class Ran:
    """How a run ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Return the one object on standard output."""
        return msgspec.json.decode(self.out)


@dataclass(frozen=True)
class Desk:
    """A home, and a place for the files that people hand in."""

    home: Path
    files: Path

    def run(self, *words: str) -> Ran:
        """Run one command and return how it ended."""
        out, err = _stream(), _stream()
        with redirect_stdout(out), redirect_stderr(err):
            code = main(words)
        return Ran(code, _text(out), _text(err))

    def ok(self, *words: str) -> Ran:
        """Run one command that has to succeed."""
        ran = self.run(*words)
        assert ran.code == 0, f"{' '.join(words)}\n{ran.out}{ran.err}"
        return ran

    def json(self, *words: str) -> Any:
        """Run one command and return its JSON answer."""
        return self.ok(*words, "--json").json

    def blockers(self, subject: str) -> list[dict[str, str]]:
        """Return what `gate` says stands in the way."""
        found: list[dict[str, str]] = self.json("gate", subject)["blockers"]
        return found

    def clock(self, at: str) -> None:
        """Set the clock of the practice home."""
        self.ok("clock", "set", at)

    def file(self, name: str, content: str = "words") -> str:
        """Return the path of a file with this content."""
        path = self.files / name
        path.write_text(content, encoding="utf-8")
        return str(path)

    def report(self, verdict: str = "none_full", **more: Any) -> str:
        """Return the path of a report of an examination."""
        said = {"verdict": verdict, "files": 1200, "rules": 80, **more}
        return self.file(f"report-{verdict}.json", msgspec.json.encode(said).decode())


def _stream() -> TextIOWrapper:
    return TextIOWrapper(BytesIO(), encoding="utf-8", write_through=True)


def _text(stream: TextIOWrapper) -> str:
    buffer = stream.buffer
    assert isinstance(buffer, BytesIO)
    return buffer.getvalue().decode()


def copies(template: Path, place: Path) -> Iterator[Desk]:
    """Yield a desk on a copy of a home that was made once."""
    home, files = place / "home", place / "files"
    shutil.copytree(template, home)
    files.mkdir()
    yield Desk(home, files)


def made(place: Path, patch: pytest.MonkeyPatch) -> Path:
    """Make a home with the example council and the people of its sheets."""
    home, files = place / "home", place / "files"
    files.mkdir()
    patch.setenv("REINSTATE_HOME", str(home))
    for setting in ("REINSTATE_AS", "REINSTATE_PASSPHRASE_FILE"):
        patch.delenv(setting, raising=False)
    desk = Desk(home, files)
    desk.ok("init", "--owner", "Asha Rahman", "--council", "Thornmere")
    desk.clock(MONDAY)
    desk.ok("import", str(COUNCIL), "--yes")
    return home
