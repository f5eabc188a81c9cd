"""The way back, as people go it: read the gate, do what it asks, sign, reconnect."""

from reinstate.core.gates.examine import blockers
from reinstate.core.journal.events import facts
from reinstate.core.terms.reference import Ref, kind_of
from reinstate.core.terms.system import Route
from reinstate.demo.cast import ASHA, BEN, CAI, FOLA
from reinstate.demo.lifting import LIFTS
from reinstate.demo.stage import Stage
from reinstate.operations import clearing, prove, returning

TO_CLEAN = tuple(LIFTS)[: tuple(LIFTS).index("not-clean") + 1]
CLEARERS = (BEN, CAI)


def choose(stage: Stage, route: Route, *subjects: Ref) -> None:
    """Choose the route by which systems come back, or that they do not."""
    for subject in subjects:
        prove.record(stage.by(FOLA), facts.RouteChosen(subject=subject, route=route))


def cleanse(stage: Stage, route: Route, *subjects: Ref) -> None:
    """Take subjects as far as the clean zone."""
    for subject in subjects:
        if kind_of(subject) == "system":
            choose(stage, route, subject)
        _lift(stage, subject, TO_CLEAN)


def make_ready(stage: Stage, *subjects: Ref, but: str = "") -> None:
    """Do everything the gate asks but signatures, needs, and what `but` names."""
    codes = tuple(code for code in LIFTS if code != but)
    for subject in subjects:
        _lift(stage, subject, codes)


def clear(stage: Stage, by: str, *subjects: Ref) -> None:
    """Let one person read the decision texts and sign them."""
    acting = stage.by(by)
    clearing.sign(acting, subjects, clearing.read(acting.person, subjects).digest)


def reconnect(stage: Stage, *subjects: Ref, by: str = ASHA) -> None:
    """Put subjects back on the network."""
    for subject in subjects:
        returning.reconnect(stage.by(by), subject)


def sign_and_reconnect(stage: Stage, *subjects: Ref, clearers: tuple[str, ...] = CLEARERS) -> None:
    """Let two people sign for like subjects, and put those back."""
    for person in clearers:
        clear(stage, person, *subjects)
    reconnect(stage, *subjects)


def bring_back(
    stage: Stage, route: Route, *subjects: Ref, clearers: tuple[str, ...] = CLEARERS
) -> None:
    """Take subjects the whole way, one after the other."""
    for subject in subjects:
        cleanse(stage, route, subject)
        make_ready(stage, subject)
        sign_and_reconnect(stage, subject, clearers=clearers)


def bring_back_list(stage: Stage, route: Route, *subjects: Ref) -> None:
    """Take like subjects the whole way, signed for as one list."""
    cleanse(stage, route, *subjects)
    make_ready(stage, *subjects)
    sign_and_reconnect(stage, *subjects)


def _lift(stage: Stage, subject: Ref, codes: tuple[str, ...]) -> None:
    """Lift, one by one, what stands in the way and can be lifted."""
    for code in codes:
        if code in {blocker.code for blocker in blockers(stage.council, subject, stage.now)}:
            LIFTS[code](stage, subject)


def systems(*ids: str) -> tuple[Ref, ...]:
    """Return references to systems: `core-network` is `system:sys-core-network`."""
    return tuple(f"system:sys-{id_}" for id_ in ids)
