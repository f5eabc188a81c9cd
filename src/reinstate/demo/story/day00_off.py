"""Day 0, a Monday: the attack is noticed, and everything that can be is switched off."""

from typing import Final

from reinstate.core.terms.moment import Moment
from reinstate.core.terms.reference import Ref
from reinstate.core.terms.system import Hosting
from reinstate.core.terms.zone import Measure, Seen
from reinstate.core.zones.subjects import all_subjects
from reinstate.demo.back import systems
from reinstate.demo.cast import ASHA, ELI, FOLA, GWEN, JAMAL, LEV
from reinstate.demo.lifting import check
from reinstate.demo.outside import all_services, open_as_far, publish
from reinstate.demo.stage import Stage
from reinstate.operations import contain, incidents
from reinstate.operations.telling import Words

NEVER_CUT: Final[dict[Ref, str]] = {
    "system:sys-telecare": "Alarms of 3,900 people run on the supplier's own lines.",
    "system:sys-out-of-hours": "The contractor answers on its own network; ours never reached it.",
    "system:sys-emergency-plans": "Kept apart from our sign-in on purpose, and needed today.",
}


def declare(stage: Stage) -> None:
    """The night shift sees it; the council says that it is under attack."""
    stage.day(0, "05:40")
    noticed = Moment(earliest=stage.moment(0, "05:05"), latest=stage.moment(0, "05:12"))
    incidents.declare(
        stage.by(ASHA),
        "Two file servers write files with a strange ending, and a payroll server calls out.",
        noticed,
    )


def check_kept(stage: Stage) -> None:
    """Check again what was never cut, as happens every week."""
    for subject in NEVER_CUT:
        check(stage, subject)


def play(stage: Stage) -> None:
    """Switch everything off, by the people who were awake."""
    declare(stage)
    _off_ours(stage)
    _never_cut(stage)
    _decided(stage)
    _off_outside(stage, "07:20", Hosting.HOSTED)
    _told(stage)
    _off_outside(stage, "08:05", Hosting.SAAS)
    _seen(stage)
    stage.day(0, "11:30")
    open_as_far(stage, *all_services(stage))
    stage.day(0, "16:00")
    incidents.record_milestone(
        stage.by(ASHA), "Everything but three kept systems is ordered off.", stage.just_now
    )


def _cut(stage: Stage, hour: str, by: str, why: str, *subjects: Ref) -> None:
    stage.day(0, hour)
    contain.isolate(stage.by(by), subjects, why=why)


def _off_ours(stage: Stage) -> None:
    council = stage.council
    _cut(stage, "05:44", ELI, "Stop it calling out.", "link:link-internet")
    _cut(stage, "05:52", FOLA, "Nothing leaves, nothing enters.", *all_subjects(council, "link"))
    ours = all_subjects(council, "system", Hosting.ON_PREMISES)
    _cut(stage, "06:05", FOLA, "All our own systems: we do not know how far it got.", *ours)
    stage.day(0, "06:20")
    contain.isolate(
        stage.by(FOLA),
        systems("building-controls"),
        Measure.POWER,
        "The plant controller has no network port that can be shut by itself.",
    )
    _cut(stage, "06:40", FOLA, "Nobody signs in.", *all_subjects(council, "wave"))
    _cut(stage, "06:41", FOLA, "No device joins.", *all_subjects(council, "devices"))


def _never_cut(stage: Stage) -> None:
    stage.day(0, "06:55")
    for subject, why in NEVER_CUT.items():
        contain.declare_never_cut(stage.by(FOLA), subject, why)


def _decided(stage: Stage) -> None:
    stage.day(0, "07:00")
    incidents.take_decision(
        stage.by(LEV),
        "How much to switch off",
        ("Only the servers that show signs", "Everything, at once", "Wait for the responders"),
        1,
        "We cannot tell what is clean, and what runs can still be encrypted.",
    )


def _off_outside(stage: Stage, hour: str, hosting: Hosting) -> None:
    """Hosted and rented systems are cut by those who run them, but for what was kept."""
    subjects = all_subjects(stage.council, "system", hosting)
    off = tuple(one for one in subjects if one not in NEVER_CUT)
    _cut(stage, hour, FOLA, "Our accounts may be theirs: the supplier shuts them.", *off)


def _told(stage: Stage) -> None:
    """What residents read, and the deadlines that began."""
    stage.day(0, "07:30")
    aware = Moment(earliest=stage.moment(0, "05:12"), latest=stage.moment(0, "05:40"))
    incidents.record_awareness(stage.by(JAMAL), "org-thornmere", aware)
    stage.day(0, "07:45")
    publish(
        stage,
        Words(
            audience="residents",
            title="Most council services are switched off",
            text="We found an attack on our computers this morning and switched them off to keep"
            " your information safe. In an emergency call 999. We say more by noon.",
        ),
    )
    incidents.set_next_update(stage.by(GWEN), stage.moment(0, "12:00"))


def _seen(stage: Stage) -> None:
    """Ordered is not done: somebody went and looked."""
    stage.day(0, "08:30")
    at = stage.just_now
    contain.see(stage.by(FOLA), systems("core-network", "firewalls", "file-shares"), Seen.CUT, at)
    contain.see(stage.by(FOLA), systems("estate-cctv"), Seen.LIVE, at)
    contain.see(stage.by(FOLA), systems("storage"), Seen.UNCLEAR, at)
