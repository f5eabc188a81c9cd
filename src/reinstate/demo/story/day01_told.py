"""Days 1 to 3: people are told, work goes on by hand, and home care comes back by break-glass."""

from typing import Final

from reinstate.core.gates.checklist import ITEMS
from reinstate.core.journal.events.incident import Phase
from reinstate.core.journal.events.notices import PromiseMade
from reinstate.core.journal.rows import ServiceRow
from reinstate.core.terms.moment import Moment
from reinstate.core.terms.system import Route
from reinstate.demo.back import cleanse, clear, make_ready, reconnect, systems
from reinstate.demo.cast import ASHA, BEN, CAI, CARE, ELI, GWEN, JAMAL, LEV
from reinstate.demo.lifting import LIFTS
from reinstate.demo.outside import all_services, by_hand, open_as_far, promise, publish
from reinstate.demo.stage import Stage
from reinstate.demo.story.day00_off import NEVER_CUT
from reinstate.operations import examining, incidents, proposals, returning, telling
from reinstate.operations.telling import Words

ROSTER: Final = systems("care-rostering")[0]
RELIEF_MIN_PER_MILLE: Final = 500
"""What relieves less than half of the harm is not worth the hands, unless a life hangs on it."""


def play(stage: Stage) -> None:
    """Tell who must be told, and help where lives hang on it."""
    stage.day(0, "17:30")
    _by_hand(stage, only_care=True)
    _day_1(stage)
    _day_2(stage)
    _day_3(stage)


def _by_hand(stage: Stage, *, only_care: bool) -> None:
    for service in all_services(stage):
        row = stage.council.register.rows[f"service:{service}"]
        if not isinstance(row, ServiceRow) or (service in CARE) != only_care:
            continue
        if row.workaround_relief_per_mille >= RELIEF_MIN_PER_MILLE or row.is_threat_to_life:
            by_hand(stage, service, row.workaround, makes_records=row.is_statutory)


def _day_1(stage: Stage) -> None:
    stage.day(1, "09:00")
    _by_hand(stage, only_care=False)
    stage.day(1, "10:00")
    aware = Moment(earliest=stage.moment(0, "14:00"), latest=stage.moment(1, "09:30"))
    incidents.record_awareness(stage.by(JAMAL), "org-thornmere-homes", aware)
    stage.day(1, "16:30")
    publish(
        stage,
        Words(
            audience="residents",
            title="Rent, council tax and Direct Debit",
            text="We cannot take Direct Debits now. Keep the money aside and do not cancel your"
            " Direct Debit. Nobody will be charged a late fee for a payment we could not take.",
            place="money",
        ),
    )
    more = PromiseMade(audience="residents", say_more_by=stage.moment(3, "18:00"))
    told = promise(stage, more)
    _prepare_roster(stage)
    stage.born["promise-say-more"] = told


def _prepare_roster(stage: Stage) -> None:
    stage.day(1, "18:00")
    cleanse(stage, Route.KEEP, ROSTER)
    make_ready(stage, ROSTER, but="accepted")


def _day_2(stage: Stage) -> None:
    stage.day(2, "09:30")
    incidents.tell_authority(stage.by(JAMAL), "org-thornmere", stage.just_now)
    stage.day(2, "10:40")
    clear(stage, BEN, ROSTER)
    returning.break_glass(
        stage.by(LEV),
        ROSTER,
        "svc-home-care",
        "Two carers went to the wrong homes this morning; Cai is at the second data hall.",
    )
    reconnect(stage, ROSTER)
    open_as_far(stage, "svc-home-care")
    stage.day(2, "15:00")
    for subject in NEVER_CUT:
        for code, lift in LIFTS.items():
            if code in ITEMS:
                lift(stage, subject)
    stage.day(2, "16:00")
    incidents.tell_authority(stage.by(JAMAL), "org-thornmere-homes", stage.just_now)
    incidents.enter_phase(stage.by(ASHA), Phase.INVESTIGATE)


def _day_3(stage: Stage) -> None:
    stage.day(3, "09:05")
    clear(stage, CAI, ROSTER)
    stage.day(3, "10:00")
    came_in = Moment(earliest=stage.moment(-26, "00:00"), latest=stage.moment(-24, "12:00"))
    incidents.bound_first_entry(stage.by(BEN), came_in)
    incidents.meet_condition(
        stage.by(ASHA),
        "entry-point-known",
        "The remote access gateway, two updates behind, with the account of a supplier.",
    )
    stage.day(3, "12:00")
    telling.end_promise(stage.by(GWEN), stage.born["promise-say-more"], "kept")
    publish(
        stage,
        Words(
            audience="residents",
            title="Most council services are still off, and some work by hand",
            text="We check each system before we use it again, which takes weeks. What cannot wait"
            " is done by phone and on paper. In an emergency call 999.",
        ),
    )
    publish(
        stage,
        Words(
            audience="staff",
            title="Use paper, and your own phone only for calls",
            text="Keep every paper record: each is entered later. Do not send residents' details"
            " from a personal phone or computer.",
        ),
    )
    _findings(stage)


def _findings(stage: Stage) -> None:
    """One that is real, and one that is none."""
    stage.day(3, "14:00")
    rule = examining.raise_finding(
        stage.by(ELI), systems("email"), "A hidden rule sends finance mail to an address outside."
    )
    script = examining.raise_finding(
        stage.by(ELI), systems("website"), "A script on the home page that nobody remembers."
    )
    stage.day(3, "14:40")
    examining.confirm_finding(stage.by(BEN), rule.id)
    stage.born["finding-email"] = rule.id
    proposed = examining.propose_dismissal(
        stage.by(BEN), script.id, "The visitor count of the web team, bought in 2024; same digest."
    )
    stage.day(3, "15:20")
    proposals.sign(stage.by(ASHA), proposed.id)
