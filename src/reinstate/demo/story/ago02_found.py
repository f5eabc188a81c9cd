"""Two days ago and yesterday: systems that nobody had listed, and children's records come back."""

from typing import Final

from reinstate.core.journal.events.notices import PromiseMade
from reinstate.core.terms.moment import Moment
from reinstate.core.terms.system import Route
from reinstate.core.zones.heartbeat import watched
from reinstate.demo.arrival import take
from reinstate.demo.back import bring_back, cleanse, clear, make_ready, reconnect, systems
from reinstate.demo.cast import ASHA, BEN, FOLA, GWEN, JAMAL, LEV, MEI
from reinstate.demo.outside import open_as_far, promise, publish
from reinstate.demo.stage import Stage
from reinstate.operations import contain, examining, incidents, returning, serving, telling
from reinstate.operations.telling import Words

FOUND: Final = {
    "found-systems.csv": (
        "id,name,kind,hosting,owner_team,criticality\n"
        "sys-business-permits,Permits for firms (bought by parking),web,SaaS,team-web,low\n"
        "sys-care-alerts,Falls sensors in 40 homes (a trial),care,hosted,team-apps-social,high\n"
    ),
    "found-needs.csv": (
        "from,to,kind\n"
        "svc-parking-permits/web/businesses,sys-business-permits,needs\n"
        "svc-telecare,sys-care-alerts,uses\n"
    ),
}
"""What a walk through the departments brought to light."""

CHILDREN: Final = systems("childrens")[0]
TRANSFER: Final = systems("file-transfer")[0]

BACKLOGS: Final = {
    "backlog-care-referrals": 610,
    "backlog-child-contacts": 190,
    "backlog-benefit-council": 4_150,
    "backlog-rent-payments": 9_800,
    "backlog-repairs": 84,
    "backlog-planning": 505,
    "backlog-land-charges": 171,
    "backlog-invoices": 6_900,
}
"""What was counted; the others wait for somebody to count."""


def play(stage: Stage) -> None:
    """Learn what was forgotten, and bring back what could not wait."""
    _found(stage)
    _counted(stage)
    _children(stage)
    _yesterday(stage)


def _found(stage: Stage) -> None:
    """One was never cut, as its owner says; of the other nobody knows anything."""
    stage.ago(2, "11:00")
    take(stage, {name: text.encode() for name, text in FOUND.items()})
    stage.ago(2, "14:00")
    contain.declare_never_cut(
        stage.by(FOLA),
        systems("care-alerts")[0],
        "It rings the carers over mobile lines and never touched our network.",
    )


def _counted(stage: Stage) -> None:
    stage.ago(2, "16:00")
    for backlog, count in BACKLOGS.items():
        serving.count_backlog(stage.by(ASHA), backlog, count)
    bring_back(stage, Route.KEEP, *systems("safeguarding-hub"))
    stage.ago(2, "18:00")
    contain.hear(stage.by(FOLA), watched(stage.council, stage.now))


def _children(stage: Stage) -> None:
    """Only one clearer is there, and a child cannot wait: the director stands in for a day."""
    stage.ago(1, "08:00")
    cleanse(stage, Route.RESTORE, CHILDREN)
    make_ready(stage, CHILDREN, but="accepted")
    stage.ago(1, "09:00")
    clear(stage, BEN, CHILDREN)
    stage.ago(1, "09:10")
    returning.break_glass(
        stage.by(LEV),
        CHILDREN,
        "svc-child-protection",
        "A protection hearing today needs the file, and Cai is ill. Second signature tomorrow.",
    )
    reconnect(stage, CHILDREN)
    open_as_far(stage, "svc-child-protection", "svc-children-in-care")
    publish(
        stage,
        Words(
            audience="partners",
            title="Children's records are back",
            text="Send referrals to the usual address again. What came on paper is being entered.",
            about="service:svc-child-protection",
        ),
    )
    stage.ago(1, "12:00")
    (paper,) = stage.council.cells["cell:svc-child-protection/all/all"].workarounds
    serving.end_workaround(stage.by(MEI), paper.id)


def _yesterday(stage: Stage) -> None:
    """New indicators touch something that is connected: a demand, and nothing cut by itself."""
    stage.ago(1, "15:00")
    examining.change_detection(
        stage.by(BEN), stage.paper("indicators of yesterday"), 3, (TRANSFER,)
    )
    stage.ago(1, "16:00")
    aware = Moment(earliest=stage.before_today(1, "13:30"), latest=stage.before_today(1, "15:30"))
    incidents.record_awareness(stage.by(JAMAL), "org-eastwold", aware)
    stage.ago(1, "16:30")
    promise(
        stage,
        PromiseMade(
            audience="partners",
            about="service:svc-care-assessment",
            say_more_by=stage.before_today(-3, "17:00"),
        ),
    )
    incidents.set_next_update(stage.by(GWEN), stage.before_today(-1, "12:00"))
    telling.draft(
        stage.by(GWEN),
        Words(
            audience="residents",
            title="Permits for businesses",
            text="We are finding out whether the permit site for firms is safe to use. Until then"
            " nobody is fined for a permit that ran out.",
            about="service:svc-parking-permits",
        ),
    )
