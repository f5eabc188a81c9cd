"""Four and three days ago: the main databases, and a clearer whose account was not his alone."""

from typing import Final

import msgspec

from reinstate.core.terms.moment import Moment
from reinstate.core.terms.role import Role
from reinstate.core.terms.system import Route, Verdict
from reinstate.demo.back import (
    bring_back,
    cleanse,
    clear,
    make_ready,
    sign_and_reconnect,
    systems,
)
from reinstate.demo.cast import ASHA, BEN, CAI, FOLA, KASIA, TOMAS
from reinstate.demo.lifting import a_check, check, patch
from reinstate.demo.stage import Stage
from reinstate.demo.story.day00_off import check_kept
from reinstate.operations import accepting, examining, people, proposals
from reinstate.operations.people import NewPerson, RoleWanted

DATABASE: Final = systems("db-main")[0]
ADDRESSES: Final = systems("gazetteer")[0]
BURIALS: Final = systems("cemeteries")[0]


def play(stage: Stage) -> None:
    """Bring back the records, with help that turns out to be none."""
    _database(stage)
    _tomas(stage)
    _asked_again(stage)


def _database(stage: Stage) -> None:
    """Two volumes cannot be read; two people accept that, each in their own role."""
    stage.ago(4, "10:00")
    cleanse(stage, Route.RESTORE, DATABASE)
    make_ready(stage, DATABASE)
    short = msgspec.structs.replace(
        a_check(stage, DATABASE, "files"),
        verdict=Verdict.NONE_INCOMPLETE,
    )
    gaps = ("archive volume 7", "archive volume 9")
    checked = examining.record_check(stage.by(BEN), short, gaps)
    proposed = accepting.propose_gaps(
        stage.by(BEN),
        DATABASE,
        checked.id,
        "Both volumes hold scans from before 2016 and are encrypted by the supplier.",
        "They stay unmounted, and every read of them raises an alarm.",
    )
    stage.ago(4, "12:30")
    proposals.sign(stage.by(KASIA), proposed.id)
    stage.ago(4, "15:00")
    sign_and_reconnect(stage, DATABASE)


def _tomas(stage: Stage) -> None:
    """A clearer from an agency: vouched for by two, and yet his passphrase was stolen."""
    stage.ago(4, "16:00")
    new = NewPerson("Tomas Reyes", TOMAS, roles=(RoleWanted(Role.CLEARER),))
    people.add(stage.by(ASHA), new)
    people.confirm(stage.by(FOLA), stage.id(TOMAS))
    stage.ago(3, "09:00")
    bring_back(stage, Route.RESTORE, ADDRESSES, clearers=(BEN, TOMAS))
    stage.ago(3, "11:00")
    cleanse(stage, Route.RESTORE, BURIALS)
    patch(stage, BURIALS, BEN)
    make_ready(stage, BURIALS)
    clear(stage, TOMAS, BURIALS)
    stage.ago(3, "16:40")
    since = Moment(earliest=stage.before_today(3, "07:00"), latest=stage.before_today(3, "09:00"))
    people.report_compromised(
        stage.by(BEN), stage.id(TOMAS), since, "His passphrase was used from a library computer."
    )


def _asked_again(stage: Stage) -> None:
    """What rested on his word is checked and signed for anew."""
    stage.ago(2, "08:30")
    check_kept(stage)
    stage.ago(2, "09:00")
    check(stage, ADDRESSES)
    clear(stage, BEN, ADDRESSES)
    clear(stage, CAI, ADDRESSES)
