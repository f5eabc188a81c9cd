"""Eleven to eight days ago: storage, backups and the directory; online forms go back off."""

from typing import Final

import msgspec

from reinstate.core.gates.correct import Correct
from reinstate.core.gates.look import look_at
from reinstate.core.journal.events.facts import CheckRecorded
from reinstate.core.terms.system import Route
from reinstate.demo.back import (
    bring_back,
    cleanse,
    clear,
    make_ready,
    sign_and_reconnect,
    systems,
)
from reinstate.demo.cast import ASHA, BEN, CAI, ELI, FOLA
from reinstate.demo.lifting import log_locally
from reinstate.demo.stage import Stage
from reinstate.demo.story.day00_off import check_kept
from reinstate.operations import contain, examining, incidents
from reinstate.operations.act import act

FORMS: Final = systems("forms")[0]
PORTAL: Final = systems("portal")[0]
BACKUP: Final = systems("backup")[0]
VAULT: Final = systems("privileged-vault")[0]


def play(stage: Stage) -> None:
    """Bring back what nearly everything of our own needs."""
    stage.ago(11, "10:00")
    bring_back(stage, Route.KEEP, *systems("storage", "backup-vault"))
    stage.ago(11, "15:00")
    bring_back(stage, Route.KEEP, FORMS)
    _forms_go_off(stage)
    _servers(stage)
    _directory(stage)


def _forms_go_off(stage: Stage) -> None:
    """Found after its return: back off at once, and what rests on it is asked again."""
    stage.ago(10, "09:00")
    cleanse(stage, Route.KEEP, PORTAL)
    make_ready(stage, PORTAL)
    stage.ago(10, "09:40")
    clear(stage, CAI, PORTAL)
    stage.ago(10, "10:05")
    found = examining.raise_finding(
        stage.by(ELI), (FORMS,), "A key of the old integration still opens the forms from outside."
    )
    stage.born["finding-forms"] = found.id
    stage.ago(10, "10:20")
    clear(stage, BEN, PORTAL)
    stage.ago(10, "10:45")
    contain.set_back(stage.by(FOLA), FORMS, found.id, "Off until every key is known.")
    stage.ago(10, "13:00")
    examining.confirm_finding(stage.by(BEN), found.id)


def _servers(stage: Stage) -> None:
    stage.ago(10, "16:00")
    bring_back(stage, Route.REBUILD, *systems("cluster-a"))
    stage.ago(9, "09:00")
    cleanse(stage, Route.REBUILD, BACKUP)
    log_locally(stage, BACKUP)
    make_ready(stage, BACKUP)
    stage.ago(9, "14:00")
    sign_and_reconnect(stage, BACKUP)


def _directory(stage: Stage) -> None:
    stage.ago(9, "15:00")
    bring_back(stage, Route.RESTORE, *systems("domain"))
    incidents.record_milestone(
        stage.by(ASHA), "The directory is back, its data from before the attack.", stage.just_now
    )
    stage.ago(8, "08:30")
    check_kept(stage)
    stage.ago(8, "09:00")
    cleanse(stage, Route.RESTORE, VAULT)
    make_ready(stage, VAULT)
    clear(stage, CAI, VAULT)
    stage.ago(8, "10:30")
    _correct_count(stage)
    stage.ago(8, "11:30")
    sign_and_reconnect(stage, VAULT)


def _correct_count(stage: Stage) -> None:
    """Two figures of a count were swapped: who signed on it signs again."""
    checks = look_at(stage.council, VAULT, stage.now).of(CheckRecorded)
    wrong = next(one for one in checks if getattr(one.event, "check", "") == "files")
    assert isinstance(wrong.event, CheckRecorded)
    right = msgspec.structs.replace(wrong.event, files=148_000)
    act(lambda _, __: Correct(wrong.seq, right), stage.by(BEN))
