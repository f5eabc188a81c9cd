"""What people do about each blocker: they read the gate, and lift what it names."""

from collections.abc import Callable
from typing import Final

from reinstate.core.checks.required import required_checks
from reinstate.core.gates.look import look_at
from reinstate.core.gates.rows_connected import accepting_role
from reinstate.core.journal.events import facts
from reinstate.core.journal.rows import DeviceGroupRow, LinkRow, SystemRow
from reinstate.core.levels.names import name_of
from reinstate.core.terms.reference import Ref
from reinstate.core.terms.role import Role
from reinstate.core.terms.system import Hosting, Route, Verdict
from reinstate.demo.cast import BEN, FOLA, KASIA, NOOR, OMAR
from reinstate.demo.stage import Stage
from reinstate.operations import accepting, prove, returning

ATTESTED_DAYS: Final = -60
ACCEPTED_DAYS: Final = -90
"""Until how many days after today a supplier attests, and the risk owner accepts old support."""

FILES_OF: Final = {"files": 184_000, "event-logs": 62_400, "access-logs": 9_300, "accounts": 3_460}
RULES_OF: Final = {"files": 2_140, "event-logs": 730, "access-logs": 95, "accounts": 48}
FILES_USUAL: Final = 36
RULES_USUAL: Final = 120

Lift = Callable[[Stage, Ref], None]


def _evidence(stage: Stage, subject: Ref) -> None:
    is_saas = look_at(stage.council, subject, stage.now).hosting is Hosting.SAAS
    title = "access logs" if is_saas else "disk image and memory"
    prove.record(
        stage.by(FOLA),
        facts.EvidenceTaken(
            subject=subject,
            what="access-logs" if is_saas else "disk",
            files=(stage.paper(f"{title} of {name_of(stage.council, subject)}"),),
            at=stage.just_now,
        ),
    )


def _restore_point(stage: Stage, subject: Ref) -> None:
    stage_now = stage.just_now
    made = stage.moment(-45, "23:30")
    prove.record(
        stage.by(FOLA),
        facts.RestorePointRecorded(
            subject=subject,
            point=type(stage_now)(earliest=made, latest=made),
            digest=stage.paper(f"backup of {name_of(stage.council, subject)}"),
            is_integrity_verified=True,
            sweep=Verdict.NONE_FULL,
            files=412_000,
            rules=2_140,
        ),
    )


def _rebuilt(stage: Stage, subject: Ref) -> None:
    look = look_at(stage.council, subject, stage.now)
    prove.record(
        stage.by(FOLA),
        facts.Rebuilt(
            subject=subject,
            done_by=(stage.id(FOLA),),
            method="new" if look.route is Route.REPLACE else "wiped",
        ),
    )
    point = look.last(facts.RestorePointRecorded)
    if look.route is Route.RESTORE and point is not None:
        prove.record(
            stage.by(FOLA),
            facts.Restored(subject=subject, point=point.id, done_by=(stage.id(FOLA),)),
        )


def _attestation(stage: Stage, subject: Ref) -> None:
    row = stage.council.register.rows[subject]
    whose = "the other side" if isinstance(row, LinkRow) else "the supplier"
    prove.attested(
        stage.by(FOLA),
        subject,
        f"Head of security of {whose} of {name_of(stage.council, subject)}",
        stage.paper(f"attestation for {name_of(stage.council, subject)}"),
        expires_at=stage.before_today(ATTESTED_DAYS, "00:00"),
    )


def _tokens(stage: Stage, subject: Ref) -> None:
    prove.record(stage.by(FOLA), facts.TokensRevoked(subject=subject, done_by=(stage.id(FOLA),)))


def _devices(stage: Stage, subject: Ref) -> None:
    row = stage.council.register.rows[subject]
    count = row.count if isinstance(row, DeviceGroupRow) else 0
    prove.record(
        stage.by(FOLA),
        facts.DevicesDone(subject=subject, rebuilt=count, done_by=(stage.id(FOLA),)),
    )


def _clean(stage: Stage, subject: Ref) -> None:
    returning.clean(stage.by(FOLA), subject)


def _credentials(stage: Stage, subject: Ref) -> None:
    prove.record(
        stage.by(FOLA),
        facts.CredentialsReset(
            subject=subject, done_by=(stage.id(FOLA),), are_recovery_accounts_checked=True
        ),
    )


def patch(stage: Stage, subject: Ref, by: str = FOLA) -> None:
    """Bring a system up to date; who does may not clear it."""
    row = stage.council.register.rows[subject]
    system = row.operating_system if isinstance(row, SystemRow) else ""
    level = f"{system or 'firmware'}, updates of {stage.now:%B %Y}"
    prove.patched(stage.by(by), subject, level, (stage.id(by),))


def _support(stage: Stage, subject: Ref) -> None:
    accepting.accept_unsupported(
        stage.by(KASIA),
        subject,
        stage.before_today(ACCEPTED_DAYS, "00:00"),
        "No upgrade in time; kept behind its own firewall rule until it is replaced.",
    )


def _monitored(stage: Stage, subject: Ref) -> None:
    prove.record(stage.by(FOLA), facts.MonitoringAttached(subject=subject))


def log_locally(stage: Stage, subject: Ref) -> None:
    """Let a foundation system keep its own logs until the log store takes them."""
    prove.record(stage.by(FOLA), facts.MonitoringAttached(subject=subject, where="local"))


def check(stage: Stage, subject: Ref) -> None:
    """Make every check that a subject needs: all pass with full coverage."""
    look = look_at(stage.council, subject, stage.now)
    if look.row is None:
        raise AssertionError(f"The register has no {subject}.")
    for name in required_checks(stage.council, look.row, look.route or Route.KEEP):
        prove.record(stage.by(BEN), a_check(stage, subject, name))


def a_check(stage: Stage, subject: Ref, name: str) -> facts.CheckRecorded:
    """Return one check without findings and with full coverage."""
    return facts.CheckRecorded(
        subject=subject,
        check=name,
        verdict=Verdict.NONE_FULL,
        files=FILES_OF.get(name, FILES_USUAL),
        rules=RULES_OF.get(name, RULES_USUAL),
        digest=stage.paper(f"report of the sweep of {name}, {stage.now:%d %B}"),
        at=stage.just_now,
    )


def _accept(stage: Stage, subject: Ref) -> None:
    look = look_at(stage.council, subject, stage.now)
    belongs_to = getattr(look.row, "belongs_to", "")
    owner = OMAR if belongs_to == "org-thornmere-homes" else NOOR
    owners = {Role.SERVICE_OWNER: owner, Role.SENIOR_RISK_OWNER: KASIA}
    by = owners.get(accepting_role(look.row), FOLA)
    prove.accept(stage.by(by), subject)


LIFTS: Final[dict[str, Lift]] = {
    "evidence-taken": _evidence,
    "attestation": _attestation,
    "tokens-revoked": _tokens,
    "restore-point": _restore_point,
    "rebuilt": _rebuilt,
    "devices-done": _devices,
    "not-clean": _clean,
    "credentials-reset": _credentials,
    "patched": patch,
    "support": _support,
    "monitored": _monitored,
    "checks": check,
    "accepted": _accept,
}
"""How each blocker is lifted, in the order in which it makes sense."""
