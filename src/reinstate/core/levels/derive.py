"""The level that a cell derives from zones, needs, backlogs and workarounds."""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from typing import Final

from reinstate.core.levels.behind import behind, behind_cell
from reinstate.core.levels.leftovers import backlog_reasons, workaround_reasons
from reinstate.core.levels.names import name_of
from reinstate.core.levels.outlook import Outlook
from reinstate.core.levels.reason import Derived, Reason
from reinstate.core.levels.view import View
from reinstate.core.state.council import Council
from reinstate.core.state.step import cell_of, is_on_register, subject_of
from reinstate.core.terms.level import Level
from reinstate.core.terms.reference import Ref
from reinstate.core.terms.zone import Declared
from reinstate.core.zones.reach import needs_of

REGISTER: Final = "reinstate import FILE --yes"
Judged = tuple[Level, Iterator[Reason]]
"""A level, and its reasons for whoever asks: most only want the level."""


def derived(council: Council, cell: Ref, at: datetime) -> Derived:
    """Return the level of a cell that follows from what is known, with every reason."""
    return derived_in(View(council, at), cell)


def derived_in(view: View, cell: Ref) -> Derived:
    """Return the derived level of a cell with every reason, sharing what `view` knows."""
    level, reasons = _judged(view, cell)
    return Derived(level, tuple(reasons))


def level_in(view: View, cell: Ref) -> Level:
    """Return the derived level of a cell alone."""
    return _judged(view, cell)[0]


def _judged(view: View, cell: Ref) -> Judged:
    """Return the level and why.

    The *order* to isolate lowers it, not the sighting. Needing what the register lacks is
    worse than needing what is down: then nobody can say how it stands.
    """
    council = view.council
    if not is_on_register(council, cell):
        reason = Reason("cell-unregistered", "It is not on the register.", cell, REGISTER)
        return Level.UNKNOWN, iter((reason,))
    if not needs_of(council, cell):
        sentence = "Nobody has recorded what it needs."
        return Level.UNKNOWN, iter((Reason("needs-unrecorded", sentence, cell, REGISTER),))
    outlook = behind_cell(view, cell)
    if outlook.missing:
        return Level.UNKNOWN, _missing(view, outlook)
    if outlook.down:
        return _down_level(council, cell), _down(view, outlook)
    if outlook.doubtful:
        return Level.UNKNOWN, _doubtful(view, outlook)
    return _up(view, cell, outlook)


def _up(view: View, cell: Ref, outlook: Outlook) -> Judged:
    reasons = chain(
        _accepted(view, outlook),
        _unused(view, outlook),
        backlog_reasons(view, cell),
        workaround_reasons(view.council, cell),
    )
    first = next(reasons, None)
    if first is None:
        return Level.NORMAL, iter(())
    return Level.PARTLY_WORKING, chain((first,), reasons)


def _down_level(council: Council, cell: Ref) -> Level:
    is_by_hand = any(one.is_running for one in cell_of(council, cell).workarounds)
    return Level.BY_HAND if is_by_hand else Level.STOPPED


def _down(view: View, outlook: Outlook) -> Iterator[Reason]:
    for one in view.refs(outlook.down):
        name = name_of(view.council, one)
        if subject_of(view.council, one).declared is Declared.ISOLATED:
            yield _gate("need-isolated", f"{name} is isolated.", one)
        else:
            sentence = f"{name} is in the clean zone, not yet connected."
            yield _gate("need-clean", sentence, one)


def _missing(view: View, outlook: Outlook) -> Iterator[Reason]:
    """Yield what the register lacks, or has in a loop."""
    for one in view.refs(outlook.missing):
        if one in view.council.register.rows:
            sentence = f"What {name_of(view.council, one)} needs runs in a loop."
            yield Reason("need-in-a-loop", sentence, one, REGISTER)
        else:
            sentence = f"The register lacks {name_of(view.council, one)} ({one})."
            yield Reason("need-unregistered", sentence, one, REGISTER)


def _doubtful(view: View, outlook: Outlook) -> Iterator[Reason]:
    for one in view.refs(outlook.doubtful):
        sentence = f"Nobody has said how {name_of(view.council, one)} stands."
        yield _gate("need-unknown", sentence, one)


def _accepted(view: View, outlook: Outlook) -> Iterator[Reason]:
    for one, without in sorted(outlook.accepted):
        names = name_of(view.council, one), name_of(view.council, without)
        yield _gate("need-accepted", f"{names[0]} runs without {names[1]} for now.", without)


def _unused(view: View, outlook: Outlook) -> Iterator[Reason]:
    """Yield what the cell, or anything it needs, uses and cannot use now."""
    if view.council.incident is None:
        return
    for one in view.refs(outlook.used):
        if not behind(view, one).is_sound:
            name = name_of(view.council, one)
            yield _gate("use-not-connected", f"{name} cannot be used for now.", one)


def _gate(code: str, sentence: str, about: Ref) -> Reason:
    return Reason(code, sentence, about, f"reinstate reconnect {about}")
