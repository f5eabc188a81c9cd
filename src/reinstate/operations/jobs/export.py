"""The job that writes the journal with its proof into a file to be fetched."""

from typing import Final

from reinstate.operations.exporting import PACKED_NAME, packed
from reinstate.operations.jobs.kind import Doing
from reinstate.operations.jobs.verify import Nothing

NAME: Final = PACKED_NAME


def export(_arguments: Nothing, doing: Doing) -> bytes:
    """Return the journal as a `.zip`, with a new checkpoint and how to check both."""
    doing.progress("Writing the journal", 0, 1)
    content = packed(doing.key_passphrase)
    doing.progress("Writing the journal", 1, 1)
    return content
