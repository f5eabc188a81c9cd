"""The guided tour that the demo prints: commands to type, and what each shows."""

from typing import Final

from msgspec import Struct


class Stop(Struct, frozen=True):
    """One command of the tour, why to type it, and the exit code it ends with."""

    command: str
    why: str
    exit_code: int = 0


WHOLE: Final = (
    Stop("status", "Where the council stands this morning: zones, levels, and every clock."),
    Stop(
        "gate sys-portal",
        "A blocked system: everything in its way at once, each with the command that lifts it.",
    ),
    Stop(
        "clear sys-cemeteries --as ben",
        "Refused: Ben patched it, and who restores may not clear.",
        exit_code=1,
    ),
    Stop("clear sys-cemeteries --as cai", "Cai may. Cai reads the exact text, and signs it."),
    Stop(
        "gate sys-childrens",
        "Children's records came back by break-glass: since 09:10 a second signature is overdue.",
    ),
    Stop(
        "clear sys-childrens --as cai",
        "That second signature. Without it, somebody would have to isolate them again.",
    ),
    Stop(
        "level show svc-parking-permits",
        "Three parts of one service, three truths: what is known, and what nobody has checked.",
    ),
    Stop(
        'isolate sys-file-transfer --as eli --why "Not before it is examined again"',
        "It has to be isolated or cleared again. Anybody may isolate; see what it does to others.",
    ),
    Stop(
        "notice approve --as lev",
        "Words to residents wait for a second person, who stands for exactly those.",
    ),
    Stop(
        'level lower svc-libraries by_hand --review +2d --why "The paper lists are lost"',
        "A person may only lower a level; the advice that was for the other one ends with it.",
    ),
    Stop("journal show --limit 12", "What you just did, and what it caused, entry by entry."),
    Stop("status --as-of -7d", "What was known a week ago, as it was known then."),
    Stop("journal verify", "Every entry is as it was written, and none is missing."),
    Stop("publish", "Residents read it now; only pages that changed are written."),
)

FRESH: Final = (
    Stop("status", "An attack is declared, and nobody knows yet how anything stands."),
    Stop(
        'isolate --all --yes --as fola --why "Everything off"',
        "Everything off the network: anybody may, and it is never refused.",
    ),
    Stop("gate sys-core-network", "What it takes to bring the first system back."),
    Stop("reconnect sys-core-network", "Refused, with every reason at once.", exit_code=1),
    Stop("journal show --limit 12", "What happened, entry by entry."),
    Stop("publish", "What residents read."),
)
"""The tour of a council that was attacked a moment ago."""
