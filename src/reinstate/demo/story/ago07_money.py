"""Seven to five days ago: payroll in time, Direct Debit not; signatures that did not last."""

from typing import Final

from reinstate.core.journal.events.notices import PromiseMade
from reinstate.core.terms.system import Route
from reinstate.demo.back import (
    bring_back,
    choose,
    cleanse,
    clear,
    make_ready,
    sign_and_reconnect,
    systems,
)
from reinstate.demo.cast import BEN, CAI, ELI, GWEN, LEV
from reinstate.demo.lifting import check, patch
from reinstate.demo.outside import promise, publish
from reinstate.demo.stage import Stage
from reinstate.operations import examining, incidents, prove, telling
from reinstate.operations.telling import Words

AUTHORITY: Final = systems("certificates")[0]
PAYROLL: Final = systems("payroll")[0]
DOMAIN: Final = systems("domain")[0]
WATCHER: Final = systems("monitoring")[0]
CARDS: Final = systems("card-payments")[0]
PHONE_LINE: Final = systems("phone-payments")[0]


def play(stage: Stage) -> None:
    """Pay staff, and tell payers the truth."""
    stage.born["promise-payroll"] = promise(
        stage,
        PromiseMade(
            audience="staff",
            about="service:svc-payroll",
            earliest=stage.before_today(6, "00:00"),
            latest=stage.before_today(4, "23:00"),
        ),
    )
    _certificates(stage)
    _payroll(stage)
    _direct_debit(stage)
    _cards(stage)
    _watcher(stage)


def _certificates(stage: Stage) -> None:
    """Patched after it was signed for, so it is signed for again."""
    stage.ago(7, "13:00")
    cleanse(stage, Route.REBUILD, AUTHORITY)
    make_ready(stage, AUTHORITY)
    clear(stage, BEN, AUTHORITY)
    stage.ago(7, "14:10")
    patch(stage, AUTHORITY)
    make_ready(stage, AUTHORITY)
    stage.ago(7, "16:00")
    sign_and_reconnect(stage, AUTHORITY)
    stage.ago(7, "17:00")
    bring_back(stage, Route.REBUILD, *systems("file-transfer"))


def _payroll(stage: Stage) -> None:
    """New indicators arrive between the signatures and the return."""
    stage.ago(6, "08:30")
    prove.evidence_unobtainable(
        stage.by(BEN), PAYROLL, "The supplier keeps no disk images, and gave its logs as a letter."
    )
    cleanse(stage, Route.KEEP, PAYROLL)
    make_ready(stage, PAYROLL)
    clear(stage, BEN, PAYROLL)
    clear(stage, CAI, PAYROLL)
    stage.ago(6, "10:15")
    examining.change_detection(
        stage.by(BEN), stage.paper("indicators from the responders"), 14, (PAYROLL, DOMAIN)
    )
    stage.ago(6, "14:00")
    check(stage, PAYROLL)
    sign_and_reconnect(stage, PAYROLL)
    stage.ago(6, "16:00")
    check(stage, DOMAIN)
    clear(stage, BEN, DOMAIN)
    clear(stage, CAI, DOMAIN)
    stage.ago(5, "09:00")
    telling.end_promise(stage.by(GWEN), stage.born["promise-payroll"], "kept")
    incidents.record_milestone(stage.by(LEV), "3,400 people were paid in time.", stage.just_now)


def _direct_debit(stage: Stage) -> None:
    """A date that did not hold is told as such, with what comes instead."""
    stage.ago(5, "09:30")
    telling.end_promise(
        stage.by(GWEN),
        stage.born["promise-direct-debit"],
        "broken",
        "The submission computer has to be replaced, which we did not know then.",
    )
    promise(
        stage,
        PromiseMade(
            audience="residents",
            about="service:svc-direct-debit",
            earliest=stage.before_today(-12, "00:00"),
            latest=stage.before_today(-26, "00:00"),
        ),
    )
    publish(
        stage,
        Words(
            audience="residents",
            title="Direct Debits come later than we said",
            text="We said this week, and were wrong. Keep the money aside and change nothing: we"
            " tell you ten days before we take anything.",
            place="money",
        ),
    )


def _cards(stage: Stage) -> None:
    """One signature waits too long, another dies by what was found."""
    stage.ago(5, "11:00")
    cleanse(stage, Route.KEEP, CARDS, PHONE_LINE)
    make_ready(stage, CARDS, PHONE_LINE)
    clear(stage, BEN, CARDS, PHONE_LINE)
    stage.ago(5, "15:20")
    examining.raise_finding(
        stage.by(ELI), (PHONE_LINE,), "Recordings of card numbers lie in an open folder."
    )


def _watcher(stage: Stage) -> None:
    """Restored and signed, and then it is decided to replace it."""
    stage.ago(5, "16:00")
    cleanse(stage, Route.RESTORE, WATCHER)
    make_ready(stage, WATCHER)
    clear(stage, CAI, WATCHER)
    stage.ago(4, "09:00")
    choose(stage, Route.REPLACE, WATCHER)
