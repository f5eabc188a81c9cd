"""What an act that two people sign is about, and what it would do, in words."""

from reinstate.core.journal.events.decisions import TwoPersonAct
from reinstate.core.journal.events.facts import FindingDismissed, GapsAccepted
from reinstate.core.journal.events.notices import PromiseMade
from reinstate.core.journal.events.zones import IsolationWithdrawn
from reinstate.core.levels.names import name_of
from reinstate.core.state.council import Council
from reinstate.core.terms.reference import Ref


def about(council: Council, act: TwoPersonAct) -> tuple[Ref, ...]:
    """Return what an act of two people is about; nothing where it is the whole council."""
    match act:
        case GapsAccepted(subject=subject) | IsolationWithdrawn(subject=subject):
            return (subject,)
        case FindingDismissed(finding=finding):
            known = council.findings.get(finding)
            return known.subjects if known else ()
        case PromiseMade(about=about):
            return (about,) if about else ()


def told(council: Council, act: TwoPersonAct) -> str:
    """Return what an act of two people would do, as what follows "to"."""
    names = ", ".join(name_of(council, one) for one in about(council, act))
    match act:
        case GapsAccepted(gaps=gaps):
            what = "1 gap" if len(gaps) == 1 else f"{len(gaps)} gaps"
            return f"accept {what} in a check of {names}"
        case FindingDismissed():
            return f"dismiss what was found on {names}"
        case IsolationWithdrawn():
            return f"withdraw the isolation of {names}, as it was never made"
        case PromiseMade(audience=audience):
            return f"make a promise to {audience}" + (f" about {names}" if names else "")
