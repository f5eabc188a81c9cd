"""Who plays: the council's names, the two who open its home, and who owns which service."""

from typing import Final

from reinstate.core.journal.events.home import CouncilNames
from reinstate.operations.opening import Founder

COUNCIL: Final = CouncilNames(
    "London Borough of Thornmere", host="status.thornmere.example", colour="#1d5e4f"
)
OWNER: Final = Founder("Asha Rahman", handle="asha")
SECOND: Final = Founder("Ben Hughes", handle="ben")

ASHA: Final = "asha"
"""Recovery manager: runs the desk, and reconnects."""

BEN: Final = "ben"
"""Forensic lead, and the first clearer."""

CAI: Final = "cai"
"""The second clearer."""

FOLA: Final = "fola"
"""Technical owner: takes evidence, rebuilds, resets; so Fola never clears."""

GWEN: Final = "gwen"
"""Press officer: drafts every word that residents read."""

JAMAL: Final = "jamal"
"""Information governance: tells the authority."""

KASIA: Final = "kasia"
"""Senior risk owner: accepts what is not as it should be."""

LEV: Final = "lev"
"""Duty director: decides, approves words, and may break the glass."""

MEI: Final = "mei"
"""Owner of the care services that lives hang on."""

NOOR: Final = "noor"
"""Owner of every other service of the council."""

OMAR: Final = "omar"
"""Owner of the services of the housing company."""

ELI: Final = "eli"
"""An adviser from outside: may find, and may isolate as anybody may."""

RUTH: Final = "ruth"
"""A clearer of the neighbouring council, for the systems that both share."""

TOMAS: Final = "tomas"
"""A clearer from an agency, enrolled in the second week."""

CARE: Final = frozenset(
    {
        "svc-child-protection",
        "svc-adult-safeguarding",
        "svc-out-of-hours-care",
        "svc-home-care",
        "svc-telecare",
    }
)
"""What Mei owns."""
