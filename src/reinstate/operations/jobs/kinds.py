"""Every kind of job there is, by name."""

from typing import Final

from reinstate.operations.jobs.export import NAME as EXPORT_NAME
from reinstate.operations.jobs.export import export
from reinstate.operations.jobs.kind import Kind
from reinstate.operations.jobs.sheets import SheetsSent, preview, take
from reinstate.operations.jobs.verify import Nothing, verify

KINDS: Final[dict[str, Kind]] = {
    "verify": Kind("Verifying the journal", Nothing, verify, "proof.json"),
    "export": Kind("Exporting the journal", Nothing, export, EXPORT_NAME, "application/zip"),
    "import-preview": Kind("Looking at sheets", SheetsSent, preview, "preview.json"),
    "import-apply": Kind("Taking sheets", SheetsSent, take, "taken.json"),
}
