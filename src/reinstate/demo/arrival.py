"""Before the attack: the home is opened, the sheets are taken, and people vouch for each other."""

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Final

from reinstate.core.access.confirm import unconfirmed
from reinstate.core.access.roles import holds
from reinstate.core.terms.role import Role
from reinstate.demo.cast import ASHA, BEN, COUNCIL, ELI, FOLA, OWNER, SECOND
from reinstate.demo.stage import Stage
from reinstate.operations import importing, people
from reinstate.operations.opening import Opening, open_new
from reinstate.operations.people import RoleWanted

SHEETS: Final = Path(str(files("reinstate.demo") / "council"))


def open_home(home: Path) -> None:
    """Make the practice home of the invented council."""
    opening = Opening(council=COUNCIL, owner=OWNER, second=SECOND, surface="demo")
    open_new(opening, home)


def take(stage: Stage, sheets: Mapping[str, bytes]) -> None:
    """Import sheets; the invented ones hold no bad row."""
    found, _ = importing.take(importing.opened([*sheets.items()]), stage.by(ASHA))
    if found.problems:
        raise AssertionError(f"A sheet of the demo is bad: {found.problems[0]}")


def _adviser(stage: Stage) -> None:
    """Let the adviser stay for the story, should the end in the sheet be past by then."""
    until = stage.before_today(-60, "00:00")
    if not holds(stage.council, stage.id(ELI), Role.EXTERNAL_ADVISER, None, until):
        people.grant(stage.by(ASHA), stage.id(ELI), RoleWanted(Role.EXTERNAL_ADVISER, until=until))


def play(stage: Stage) -> None:
    """Fill the register in quiet times, and confirm who is who."""
    stage.day(-21, "10:00")
    take(stage, {path.name: path.read_bytes() for path in sorted(SHEETS.glob("*.csv"))})
    stage.day(-21, "11:00")
    _adviser(stage)
    for person in sorted(stage.council.people.values(), key=lambda one: one.enrolled.seq):
        by = BEN if person.id == stage.id(FOLA) else FOLA
        if unconfirmed(stage.council, person):
            people.confirm(stage.by(by), person.id)
