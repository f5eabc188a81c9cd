"""What the people of the story say outside, and how services stand: words, dates, openings."""

from typing import Final

from reinstate.core.journal.events.notices import PromiseMade
from reinstate.core.journal.rows import ServiceRow
from reinstate.core.levels.derive import derived
from reinstate.core.notices.digest import words_digest
from reinstate.core.state.step import cell_of, cells_of
from reinstate.core.terms.level import is_below
from reinstate.core.terms.reference import EntryId
from reinstate.demo.cast import CARE, GWEN, LEV, MEI, NOOR, OMAR
from reinstate.demo.stage import Stage
from reinstate.operations import proposals, serving, telling

HOMES: Final = "org-thornmere-homes"


def publish(stage: Stage, words: telling.Words, *, approver: str = LEV) -> EntryId:
    """Draft words, and let a second person stand for exactly those."""
    drafted = telling.draft(stage.by(GWEN), words)
    notice = drafted.council.notices[drafted.id]
    telling.approve(stage.by(approver), drafted.id, words_digest(notice.drafted))
    return drafted.id


def promise(stage: Stage, made: PromiseMade) -> EntryId:
    """Make a promise that two people stand for, and return its id."""
    proposed = telling.propose_promise(stage.by(GWEN), made)
    told = proposals.sign(stage.by(LEV), proposed.id)
    return next(entry.id for entry in told.entries if isinstance(entry.event, PromiseMade))


def owner_of(stage: Stage, service: str) -> str:
    """Return who owns a service."""
    if service in CARE:
        return MEI
    row = stage.council.register.rows[f"service:{service}"]
    return OMAR if isinstance(row, ServiceRow) and row.organisation == HOMES else NOOR


def open_as_far(stage: Stage, *services: str) -> None:
    """Let the owners open each cell of services as far as it works now."""
    for service in services:
        for cell in cells_of(stage.council, service):
            level = derived(stage.council, cell, stage.now).level
            if is_below(cell_of(stage.council, cell).opened, level):
                serving.open_to(stage.by(owner_of(stage, service)), cell, level)


def all_services(stage: Stage) -> tuple[str, ...]:
    """Return the id of every service."""
    rows = stage.council.register.rows.values()
    return tuple(sorted(row.id for row in rows if isinstance(row, ServiceRow)))


def by_hand(stage: Stage, service: str, how: str, *, makes_records: bool = True) -> EntryId:
    """Serve a service by hand, and open it as far as that."""
    owner = stage.by(owner_of(stage, service))
    started = serving.start_workaround(
        owner, f"service:{service}", how, makes_records=makes_records
    )
    open_as_far(stage, service)
    return started.id
