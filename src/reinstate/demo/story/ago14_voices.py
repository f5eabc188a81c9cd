"""Fourteen to twelve days ago: telephones and the contact centre, and an alarm that was none."""

from typing import Final

import msgspec

from reinstate.core.journal.events import facts
from reinstate.core.journal.events.home import CheckRule
from reinstate.core.journal.events.incident import Phase
from reinstate.core.terms.system import Hosting, Route
from reinstate.demo.back import (
    bring_back,
    cleanse,
    clear,
    make_ready,
    reconnect,
    sign_and_reconnect,
    systems,
)
from reinstate.demo.cast import ASHA, BEN, CAI, ELI, FOLA, GWEN, KASIA, LEV
from reinstate.demo.lifting import check
from reinstate.demo.outside import open_as_far, publish
from reinstate.demo.stage import Stage
from reinstate.demo.story.day00_off import check_kept
from reinstate.operations import (
    accepting,
    contain,
    incidents,
    proposals,
    prove,
    settings_of_home,
)
from reinstate.operations.telling import Words

PHONES: Final = systems("telephony")[0]
CENTRE: Final = systems("contact-centre")[0]
SITES: Final = systems("wan")[0]


def play(stage: Stage) -> None:
    """Let people call the council again."""
    _restore_begins(stage)
    _phones(stage)
    _false_alarm(stage)
    _contact_centre(stage)


def _restore_begins(stage: Stage) -> None:
    stage.ago(14, "08:00")
    check_kept(stage)
    stage.ago(14, "09:30")
    incidents.enter_phase(stage.by(ASHA), Phase.RESTORE)
    incidents.take_decision(
        stage.by(KASIA),
        "What comes back first after the ground",
        ("Billing", "Voices and care, then money, then the rest", "Whatever is ready"),
        1,
        "People in danger ring first, and nobody can tell us about anything else either.",
    )
    stage.ago(14, "12:00")
    incidents.set_next_update(stage.by(GWEN), stage.before_today(7, "12:00"))


def _phones(stage: Stage) -> None:
    """A longer list of checks, and a line that is not needed to answer calls."""
    stage.ago(13, "09:00")
    cleanse(stage, Route.KEEP, PHONES)
    make_ready(stage, PHONES)
    clear(stage, BEN, PHONES)
    stage.ago(13, "11:30")
    rule = CheckRule(kinds=("communications",), hosting=(Hosting.HOSTED,), checks=("files",))
    settings_of_home.require(stage.by(BEN), rule)
    stage.ago(13, "14:00")
    check(stage, PHONES)
    check(stage, systems("out-of-hours")[0])
    accepting.accept_degraded(
        stage.by(FOLA),
        PHONES,
        accepting.Degraded(
            without=SITES,
            scope="Main offices and home workers",
            until=stage.before_today(-10, "18:00"),
            loss="Desk phones in 42 smaller buildings stay silent; calls go to council mobiles.",
        ),
    )
    stage.ago(13, "16:00")
    sign_and_reconnect(stage, PHONES)


def _false_alarm(stage: Stage) -> None:
    """The order never reached the network, so two people take it back within four hours."""
    stage.ago(12, "09:00")
    cleanse(stage, Route.KEEP, CENTRE)
    make_ready(stage, CENTRE)
    clear(stage, BEN, CENTRE)
    clear(stage, CAI, CENTRE)
    stage.ago(12, "10:20")
    contain.isolate(stage.by(ELI), (PHONES,), why="Calls out at night, seen in the log store.")
    stage.ago(12, "11:30")
    proposed = contain.propose_withdrawal(
        stage.by(ASHA),
        PHONES,
        stage.paper("The supplier's switch log: no port of ours was ever shut"),
        "The calls were the lift alarms' weekly test, and the supplier had not acted yet.",
    )
    stage.ago(12, "11:50")
    proposals.sign(stage.by(FOLA), proposed.id)


def _contact_centre(stage: Stage) -> None:
    stage.ago(12, "12:15")
    reconnect(stage, CENTRE)
    stage.ago(12, "15:00")
    bring_back(stage, Route.KEEP, "devices:devices-contact-desktops", "wave:wave-contact-centre")
    open_as_far(stage, "svc-contact-centre")
    incidents.record_milestone(
        stage.by(LEV), "The contact centre answers on our own lines.", stage.just_now
    )
    told = Words(
        audience="residents",
        title="You can ring us again",
        text="Our usual number, 020 7946 0101, is answered from 8am to 6pm. We can take your"
        " details, and see none of your records yet.",
        about="service:svc-contact-centre",
    )
    first = publish(stage, told)
    stage.ago(12, "16:10")
    right = told.text.replace("6pm", "5pm")
    publish(stage, msgspec.structs.replace(told, text=right, replaces=first))
    stage.ago(11, "08:30")
    for subject in systems("core-network", "firewalls", "internet", "dns", "time"):
        prove.record(stage.by(FOLA), facts.MonitoringAttached(subject=subject))
