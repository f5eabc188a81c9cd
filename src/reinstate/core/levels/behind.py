"""Looking behind a subject or cell, over needs and through accepted gaps."""

from collections.abc import Sequence

from reinstate.core.gates.degraded import current_acceptance
from reinstate.core.levels.outlook import NO_EDGES, Outlook
from reinstate.core.levels.view import View
from reinstate.core.state.register import NO_REFS
from reinstate.core.state.step import subject_of
from reinstate.core.terms.reference import Ref, is_subject, sources_of
from reinstate.core.terms.zone import Declared
from reinstate.core.zones.reach import needs_of


def behind_cell(view: View, cell: Ref) -> Outlook:
    """Return what stands behind a cell; no acceptance holds for its own edges."""
    needs = [behind(view, need) for need in needs_of(view.council, cell)]
    uses = view.council.register.uses
    used = (one for source in sources_of(cell) for one in uses.get(source, NO_REFS))
    return _joined(Outlook(used=view.bits(used)), needs)


def behind(view: View, reference: Ref) -> Outlook:
    """Return what stands behind a subject, itself included; `view` remembers it.

    Without recursion: a register may be deeper than the stack of Python.
    """
    known, stack, entered = view.outlooks, [reference], set[Ref]()
    while stack:
        one = stack[-1]
        if one in known:
            stack.pop()
        elif one in entered:
            known[one] = _outlook_here(view, one)
            stack.pop()
        else:
            entered.add(one)
            needs = needs_of(view.council, one)
            stack.extend(need for need in needs if need not in known and need not in entered)
    return known[reference]


def _outlook_here(view: View, one: Ref) -> Outlook:
    """Return the outlook of a subject whose needs are worked out; one that is not is a loop."""
    here = _own(view, one)
    if here.missing:
        return here
    needs: list[Outlook] = []
    for need in needs_of(view.council, one):
        beyond = view.outlooks.get(need) or Outlook(missing=view.bits((need,)))
        if not beyond.is_sound and _is_accepted(view, one, need):
            beyond = Outlook(accepted=frozenset({(one, need)}))
        needs.append(beyond)
    return _joined(here, needs)


def _own(view: View, one: Ref) -> Outlook:
    """Return the outlook of a subject alone; outside incidents zones are not looked at."""
    council, itself = view.council, view.bits((one,))
    if not is_subject(one) or one not in council.register.rows:
        return Outlook(missing=itself)
    if council.incident is None:
        return Outlook()
    subject, used = subject_of(council, one), view.bits(council.register.uses.get(one, NO_REFS))
    if subject.is_connected:
        return Outlook(used=used)
    if subject.declared in (Declared.ISOLATED, Declared.CLEAN):
        return Outlook(down=itself, used=used)
    return Outlook(doubtful=itself, used=used)


def _is_accepted(view: View, one: Ref, need: Ref) -> bool:
    """Return whether somebody accepts, at this moment, that `one` runs without `need`."""
    if view.council.incident is None:
        return False
    return current_acceptance(view.council, one, need, view.at) is not None


def _joined(here: Outlook, needs: Sequence[Outlook]) -> Outlook:
    down, doubtful, missing = here.down, here.doubtful, here.missing
    used, accepted = here.used, here.accepted
    for need in needs:
        down |= need.down
        doubtful |= need.doubtful
        missing |= need.missing
        used |= need.used
        accepted = accepted | need.accepted if need.accepted else accepted
    return Outlook(down, doubtful, missing, used, accepted or NO_EDGES)
