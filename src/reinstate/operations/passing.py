"""Passing files: put by for a job, or made by one to be fetched, and gone after some days."""

from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import IO, Final

from reinstate.core.terms.trouble import BadInput
from reinstate.store import connect, passing
from reinstate.store.trouble import told_of_disk

KEPT_DAYS: Final = 7


def put_by(stream: IO[bytes], size_max_bytes: int) -> str:
    """Put by what `stream` holds, and return its digest.

    Raises:
        BadInput: If it is longer than `size_max_bytes`.
    """
    return passing.put_by(connect.current_home(), stream, size_max_bytes=size_max_bytes).sha256


def put_by_content(content: bytes, shelf: str = "") -> str:
    """Put by what a job made, or what we write about what was sent, and return its digest."""
    return passing.put_by(connect.current_home(), BytesIO(content), shelf=shelf).sha256


def path_of(digest: str, shelf: str = "") -> Path:
    """Return where a passing file is.

    Raises:
        BadInput: If it is there no longer, or never was.
    """
    path = passing.passing_path(connect.current_home(), digest, shelf)
    if not path.is_file():
        raise BadInput(
            "passing-gone",
            f"This file was put by for {KEPT_DAYS} days, and is there no longer.",
            next="Ask for it again.",
        )
    return path


def content_of(digest: str, shelf: str = "") -> bytes:
    """Return what a passing file holds.

    Raises:
        BadInput: If it is there no longer, or never was.
    """
    with told_of_disk("reading a passing file"):
        return path_of(digest, shelf).read_bytes()


def clear(now: datetime) -> None:
    """Remove the passing files that are old."""
    passing.clear_passing(connect.current_home(), now - timedelta(days=KEPT_DAYS))
