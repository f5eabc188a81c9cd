"""The secret that the desk signs its cookies and forms with: made once, for its owner alone.

It stays on this machine: no export carries it, and on another everybody signs in anew.
"""

import os
import secrets
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from reinstate.core.terms.trouble import WorldFailed
from reinstate.store import connect, durable
from reinstate.store.trouble import told_of_disk

FOLDER: Final = "desk"
NAME: Final = "secret"
SIZE_BYTES: Final = 48
SIZE_MIN: Final = 50
"""Characters; Django's own check asks for as many."""


def desk_secret() -> str:
    """Return the desk's secret, made now if there is none.

    Two processes that make it at once come to the same one.

    Raises:
        HomeReadOnly: If there is none and the home cannot be written.
        WorldFailed: If somebody cut it short.
    """
    path = connect.current_home() / FOLDER / NAME
    if not path.is_file():
        connect.refuse_read_only("making the desk's secret")
        _make(path)
    with told_of_disk("reading the desk's secret"):
        secret = path.read_text(encoding="ascii", errors="replace").strip()
    if len(secret) < SIZE_MIN:
        raise WorldFailed(
            "desk-secret-short",
            "The desk's secret is too short to be one.",
            place=str(path),
            next="Remove the file: a new one is made, and everybody signs in anew.",
        )
    return secret


def _make(path: Path) -> None:
    """Write a secret under its name, unless somebody else has just done so."""
    with told_of_disk("making the desk's secret"):
        durable.make_folder(path.parent)
        with NamedTemporaryFile(
            dir=path.parent, prefix=durable.HALF
        ) as file:  # 0600 from the start
            file.write(secrets.token_urlsafe(SIZE_BYTES).encode())
            file.flush()
            os.fsync(file.fileno())
            try:
                os.link(file.name, path)
            except FileExistsError:
                return
        durable.sync_folder(path.parent)
