"""This morning: what the desk finds at half past nine."""

from typing import Final

import msgspec

from reinstate.core.terms.level import Level
from reinstate.core.terms.system import Route, Verdict
from reinstate.core.zones.heartbeat import watched
from reinstate.demo.back import cleanse, clear, make_ready, systems
from reinstate.demo.cast import BEN, FOLA, NOOR
from reinstate.demo.lifting import a_check
from reinstate.demo.stage import Stage
from reinstate.operations import accepting, contain, examining, prove, serving

ADULTS: Final = systems("adults")[0]
SILENT: Final = systems("registrars")[0]
SOCIAL_CARE: Final = "wave:wave-social-care"


def play(stage: Stage) -> None:
    """Leave the desk as a day in the fourth week finds it."""
    stage.ago(0, "08:10")
    heard = watched(stage.council, stage.now)
    contain.hear(stage.by(FOLA), tuple(one for one in heard if one != SILENT))
    contain.check_heartbeats()
    _adults(stage)
    stage.ago(0, "09:00")
    prove.accept(stage.by(FOLA), SOCIAL_CARE)
    clear(stage, BEN, SOCIAL_CARE)
    stage.ago(0, "09:20")
    serving.lower(
        stage.by(NOOR),
        "cell:svc-contact-centre/in-person/all",
        Level.BY_HAND,
        "The counter in the library has one laptop; everybody else is seen with pen and paper.",
        stage.before_today(-3, "12:00"),
    )
    stage.ago(0, "09:30")


def _adults(stage: Stage) -> None:
    """Gaps that one person has signed for, and another has not yet."""
    stage.ago(0, "08:20")
    cleanse(stage, Route.RESTORE, ADULTS)
    make_ready(stage, ADULTS)
    short = msgspec.structs.replace(
        a_check(stage, ADULTS, "files"),
        verdict=Verdict.NONE_INCOMPLETE,
    )
    stage.ago(0, "08:50")
    checked = examining.record_check(stage.by(BEN), short, ("scanned letters of 2009",))
    accepting.propose_gaps(
        stage.by(BEN),
        ADULTS,
        checked.id,
        "The letters lie on a volume whose key was lost with the old supplier.",
        "The volume stays unmounted until the key is found.",
    )
