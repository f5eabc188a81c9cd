"""Runs the program in this process, and holds each JSON answer against its documented shape."""

import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import msgspec

from reinstate.cli.__main__ import main
from tests.cli.schemas import faults

ASHA_SECRET = "plum kettle orbit"
BEN_SECRET = "lamp granite swift"


@dataclass(frozen=True)
class Ran:
    """How a run ended and what it said."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Home:
    """A home, and a place for the files that people hand in or take away."""

    path: Path
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

    def answer(self, *words: str, code: int = 0) -> Any:
        """Return the JSON answer of a command that ends so, in its documented shape."""
        ran = self.run(*words, "--json")
        assert ran.code == code, f"{' '.join(words)}\n{ran.out}{ran.err}"
        answer = msgspec.json.decode(ran.out)
        assert faults(answer) == []
        return answer

    def refused(self, *words: str) -> list[str]:
        """Return the codes of every reason why a command is refused."""
        return [each["code"] for each in self.answer(*words, code=1)["blockers"]]

    def misused(self, *words: str) -> str:
        """Return the code of a command that cannot be understood."""
        return str(self.answer(*words, code=2)["code"])

    def process(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run one command as a process of its own."""
        return subprocess.run(
            [sys.executable, "-m", "reinstate", *words], capture_output=True, text=True, check=False
        )

    def file(self, name: str, content: str) -> str:
        """Return the path of a file with this content."""
        path = self.files / name
        path.write_text(content, encoding="utf-8")
        return str(path)

    def place(self, name: str) -> str:
        """Return a path where nothing is yet."""
        return str(self.files / name)

    def size(self) -> int:
        """Return how many entries the journal has."""
        return int(self.answer("journal", "show", "--limit", "1")["size"])


def _stream() -> TextIOWrapper:
    return TextIOWrapper(BytesIO(), encoding="utf-8", write_through=True)


def _text(stream: TextIOWrapper) -> str:
    buffer = stream.buffer
    assert isinstance(buffer, BytesIO)
    return buffer.getvalue().decode()
