"""Eight and seven days ago: rented systems come back as one list; a signature loses its hand."""

from typing import Final

from reinstate.core.terms.reference import Ref
from reinstate.core.terms.role import Role
from reinstate.core.terms.system import Route
from reinstate.demo.back import (
    bring_back,
    choose,
    cleanse,
    clear,
    make_ready,
    reconnect,
    sign_and_reconnect,
    systems,
)
from reinstate.demo.cast import ASHA, BEN, CAI, GWEN, NOOR, RUTH
from reinstate.demo.outside import open_as_far, publish
from reinstate.demo.stage import Stage
from reinstate.operations import incidents, people, serving
from reinstate.operations.telling import Words

LIST: Final[tuple[Ref, ...]] = systems(
    "registrars",
    "booking",
    "homelessness",
    "crisis-payments",
    "committee",
    "waste",
    "highways",
    "home-safety",
    "service-desk",
    "parking-permits",
)
DROPPED: Final = systems("markets")[0]
"""Its supplier answers nobody: on the list, it drops out, and the rest stands."""

LIBRARY: Final = systems("library")[0]


def play(stage: Stage) -> None:
    """Sign once for ten, and find that another is not ready."""
    stage.ago(8, "13:00")
    cleanse(stage, Route.KEEP, *LIST)
    make_ready(stage, *LIST)
    choose(stage, Route.KEEP, DROPPED)
    for person, hour in ((BEN, "15:00"), (CAI, "15:40")):
        stage.ago(8, hour)
        clear(stage, person, *LIST, DROPPED)
    stage.ago(8, "16:00")
    reconnect(stage, *LIST)
    stage.ago(8, "16:30")
    bring_back(stage, Route.REPLACE, *systems("web-filter"))
    _opened(stage)
    _library(stage)


def _opened(stage: Stage) -> None:
    """Owners open what works again."""
    stage.ago(8, "17:00")
    open_as_far(
        stage,
        *("svc-births", "svc-deaths", "svc-crisis-payments", "svc-council-meetings"),
        *("svc-bins", "svc-roads", "svc-home-safety", "svc-parking-permits"),
    )
    publish(
        stage,
        Words(
            audience="residents",
            title="Some services are back, others still work by hand or are off",
            text="Services return one by one, once two people have checked that what they need is"
            " safe. The page of each service says how it works now. In an emergency call 999.",
        ),
    )
    publish(
        stage,
        Words(
            audience="residents",
            title="Registering a birth or a death",
            text="You can book again by phone. Copies of certificates wait for card payments.",
            about="service:svc-deaths",
        ),
    )


def _paper_entered(stage: Stage) -> None:
    """The first pile of paper is in the system, every sheet of it."""
    stage.ago(7, "11:30")
    (paper,) = stage.council.cells["cell:svc-deaths/all/all"].workarounds
    serving.end_workaround(stage.by(NOOR), paper.id)
    serving.reconcile_workaround(stage.by(NOOR), paper.id, 38)


def _library(stage: Stage) -> None:
    """The neighbour takes its clearer back, so her signature no longer counts."""
    stage.ago(8, "17:15")
    cleanse(stage, Route.KEEP, LIBRARY)
    make_ready(stage, LIBRARY)
    clear(stage, RUTH, LIBRARY)
    stage.ago(7, "09:00")
    grants = people.grants_called(
        stage.council, stage.id(RUTH), Role.CLEARER, "organisation:org-eastwold"
    )
    people.end(stage.by(ASHA), grants)
    stage.ago(7, "10:00")
    sign_and_reconnect(stage, LIBRARY)
    open_as_far(stage, "svc-libraries")
    stage.ago(7, "11:00")
    choose(stage, Route.RETIRE, *systems("domain-housing", "archives"))
    incidents.take_decision(
        stage.by(ASHA),
        "The old housing domain",
        ("Restore it", "Retire it, and move housing to the main directory"),
        1,
        "Its support ended in 2023, and the attacker's account lived there.",
    )
    _paper_entered(stage)
    stage.ago(7, "12:00")
    incidents.set_next_update(stage.by(GWEN), stage.before_today(1, "17:00"))
