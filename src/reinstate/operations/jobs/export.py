"""The job that writes the journal with its proof into a file to be fetched."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from reinstate.operations.exporting import export_journal
from reinstate.operations.jobs.kind import Doing
from reinstate.operations.jobs.verify import Nothing
from reinstate.store.trouble import told_of_disk

NAME: Final = "journal.zip"


def export(_arguments: Nothing, doing: Doing) -> bytes:
    """Return the journal as a `.zip`, with a new checkpoint and how to check both."""
    doing.progress("Writing the journal", 0, 1)
    with told_of_disk("exporting the journal"), TemporaryDirectory() as folder:
        made = export_journal(Path(folder) / NAME, doing.key_passphrase)
        content = made.path.read_bytes()
    doing.progress("Writing the journal", 1, 1)
    return content
