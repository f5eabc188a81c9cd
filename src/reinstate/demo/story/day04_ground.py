"""Days 4 to 7: sign-in, mail and the public website from outside, then the network itself."""

from typing import Final

from reinstate.core.journal.events.incident import Phase
from reinstate.core.journal.events.notices import PromiseMade
from reinstate.core.terms.moment import Moment
from reinstate.core.terms.system import Route
from reinstate.core.zones.heartbeat import watched
from reinstate.demo.back import (
    bring_back,
    bring_back_list,
    cleanse,
    clear,
    make_ready,
    sign_and_reconnect,
    systems,
)
from reinstate.demo.cast import ASHA, BEN, FOLA, GWEN, NOOR
from reinstate.demo.lifting import a_check, log_locally
from reinstate.demo.outside import open_as_far, promise, publish
from reinstate.demo.stage import Stage
from reinstate.operations import contain, examining, incidents, serving
from reinstate.operations.telling import Words

EMAIL: Final = systems("email")[0]
WAY_OUT: Final = "link:link-internet"
LAPTOPS: Final = "devices:devices-recovery-laptops"
RECOVERY: Final = "wave:wave-recovery"


def play(stage: Stage) -> None:
    """Make the ground on which everything else can stand."""
    _sign_in(stage)
    _mail(stage)
    _website(stage)
    _network(stage)
    _recovery_team(stage)
    _first_entry_earlier(stage)


def _sign_in(stage: Stage) -> None:
    stage.day(4, "09:00")
    incidents.enter_phase(stage.by(ASHA), Phase.CLEAN)
    stage.day(4, "15:00")
    bring_back_list(
        stage, Route.KEEP, *systems("cloud-identity", "mfa", "log-store", "endpoint-detection")
    )


def _mail(stage: Stage) -> None:
    stage.day(5, "09:00")
    bring_back_list(
        stage, Route.KEEP, *systems("email-filter", "chat", "documents", "device-management")
    )
    stage.day(5, "11:00")
    cleanse(stage, Route.KEEP, EMAIL)
    make_ready(stage, EMAIL)
    again = examining.record_check(stage.by(BEN), a_check(stage, EMAIL, "access-logs"))
    examining.remediate_finding(stage.by(BEN), stage.born["finding-email"], (again.id,))
    stage.day(5, "14:30")
    sign_and_reconnect(stage, EMAIL)


def _website(stage: Stage) -> None:
    stage.day(5, "15:30")
    bring_back_list(stage, Route.KEEP, *systems("waf", "website", "newsletters"))
    stage.day(5, "17:00")
    (static_page,) = stage.council.cells["cell:svc-website/all/all"].workarounds
    serving.end_workaround(stage.by(NOOR), static_page.id)
    open_as_far(stage, "svc-website")
    publish(
        stage,
        Words(
            audience="residents",
            title="Our website is back",
            text="Each service has a page that says how it works today. Online forms and your"
            " account are still off.",
            about="service:svc-website",
        ),
    )
    stage.born["promise-direct-debit"] = promise(
        stage,
        PromiseMade(
            audience="residents",
            about="service:svc-direct-debit",
            earliest=stage.before_today(9, "00:00"),
            latest=stage.before_today(6, "23:00"),
        ),
    )


def _network(stage: Stage) -> None:
    """The network logs by itself at first: the log store takes it over later."""
    stage.day(6, "08:30")
    ground = systems("core-network", "firewalls", "internet", "dns", "time")
    for subject in ground:
        rebuilt = subject in systems("firewalls", "dns")
        cleanse(stage, Route.REBUILD if rebuilt else Route.KEEP, subject)
        log_locally(stage, subject)
        make_ready(stage, subject)
    stage.day(6, "16:00")
    for subject in ground:
        sign_and_reconnect(stage, subject)
    stage.day(6, "17:00")
    bring_back(stage, Route.KEEP, WAY_OUT)


def _recovery_team(stage: Stage) -> None:
    stage.day(7, "08:00")
    bring_back(stage, Route.KEEP, LAPTOPS, RECOVERY)
    incidents.record_milestone(
        stage.by(ASHA), "85 people of the recovery team work on clean laptops.", stage.just_now
    )
    contain.hear(stage.by(FOLA), watched(stage.council, stage.now))


def _first_entry_earlier(stage: Stage) -> None:
    """What was signed before the attacker is known to have been here longer is signed again."""
    stage.day(7, "10:00")
    cleanse(stage, Route.KEEP, *systems("crm"))
    make_ready(stage, *systems("crm"))
    clear(stage, BEN, *systems("crm"))
    stage.day(7, "11:30")
    came_in = Moment(earliest=stage.moment(-52, "00:00"), latest=stage.moment(-50, "12:00"))
    incidents.bound_first_entry(stage.by(BEN), came_in)
    stage.day(7, "15:00")
    incidents.set_next_update(stage.by(GWEN), stage.before_today(13, "12:00"))
    sign_and_reconnect(stage, *systems("crm"))
