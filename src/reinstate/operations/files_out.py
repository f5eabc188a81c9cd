"""Writes what somebody takes away into a file: whole, and never over another."""

from pathlib import Path

from reinstate.core.terms.trouble import BadInput
from reinstate.store import durable
from reinstate.store.trouble import told_of_disk


def write_text(path: Path, text: str) -> None:
    """Write a text to a file that is not there yet.

    Raises:
        BadInput: If there is something at `path` already.
        WorldFailed: If it cannot be written.
    """
    if path.exists():
        raise BadInput(
            "target-exists",
            "There is something at this place already; nothing was written.",
            place=str(path),
            next="Name a file that is not there yet.",
        )
    with told_of_disk(f"writing {path}"):
        durable.write(path, text.encode())
