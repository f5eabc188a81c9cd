"""Addresses of systems, links, waves and device groups, and of the acts on each."""

from collections.abc import Iterator
from typing import Final

from django.urls import URLPattern

from reinstate.core.checks import finding
from reinstate.core.commands.proposals import SIGNERS
from reinstate.core.gates.break_glass import BreakGlass
from reinstate.core.gates.checklist import DeclareNeverCut
from reinstate.core.gates.clean import Clean
from reinstate.core.gates.reconnect import Reconnect
from reinstate.core.journal.events import facts
from reinstate.core.journal.events.zones import IsolationWithdrawn
from reinstate.core.zones.see import See
from reinstate.desk.access import ACTIVE, ISOLATING, Rule, giving, holding
from reinstate.desk.act_view import ActView
from reinstate.desk.routes import page
from reinstate.desk.subjects import (
    accepting,
    checking,
    evidence,
    findings,
    isolating,
    rebuilding,
    renewing,
    returning,
    views,
)


def signing(act: type) -> Rule:
    """Return the rule for whoever may be one of the two people under an act."""
    first, second = SIGNERS[act]
    return holding(*(first | second))


ACTS: Final[tuple[tuple[str, type[ActView], Rule], ...]] = (
    ("isolate", isolating.IsolateOne, ISOLATING),
    ("set-back", isolating.SetBack, ISOLATING),
    ("seen", isolating.SeenOnNetwork, giving(See)),
    ("never-cut", isolating.NeverCut, giving(DeclareNeverCut)),
    ("withdraw", isolating.Withdraw, signing(IsolationWithdrawn)),
    ("route", rebuilding.ChooseRoute, giving(facts.RouteChosen)),
    ("evidence", evidence.Evidence, giving(facts.EvidenceTaken)),
    ("unobtainable", evidence.Unobtainable, giving(facts.EvidenceUnobtainable)),
    ("restore-point", rebuilding.RestorePoint, giving(facts.RestorePointRecorded)),
    ("rebuilt", rebuilding.Rebuilt, giving(facts.Rebuilt)),
    ("restored", rebuilding.Restored, giving(facts.Restored)),
    ("devices-done", rebuilding.DevicesDone, giving(facts.DevicesDone)),
    ("attestation", evidence.Attestation, giving(facts.AttestationReceived)),
    ("tokens-revoked", renewing.TokensRevoked, giving(facts.TokensRevoked)),
    ("credentials", renewing.Credentials, giving(facts.CredentialsReset)),
    ("patched", renewing.Patched, giving(facts.Patched)),
    ("configuration", evidence.Configuration, giving(facts.ConfigurationRecorded)),
    ("monitored", evidence.Monitored, giving(facts.MonitoringAttached)),
    ("check", checking.RecordCheck, giving(facts.CheckRecorded)),
    ("finding-add", findings.Raise, giving(finding.RaiseFinding)),
    ("accept", accepting.Accept, ACTIVE),
    ("accept-unsupported", accepting.AcceptUnsupported, giving(facts.SupportAccepted)),
    ("accept-without", accepting.AcceptDegraded, giving(facts.DegradedAccepted)),
    ("accept-gaps", accepting.AcceptGaps, signing(facts.GapsAccepted)),
    ("clean", returning.ToClean, giving(Clean)),
    ("reconnect", returning.Reconnect, giving(Reconnect)),
    ("break-glass", returning.BreakGlass, giving(BreakGlass)),
)
"""The acts on one subject: the last part of the address is the name of it."""

OF_FINDINGS: Final[tuple[tuple[str, type[ActView], Rule], ...]] = (
    ("confirm", findings.Confirm, giving(finding.ConfirmFinding)),
    ("dismiss", findings.Dismiss, signing(facts.FindingDismissed)),
    ("remediated", findings.Remediated, giving(finding.RemediateFinding)),
)
PAGES: Final = (
    ("", "subject", views.gate),
    ("evidence-and-checks/", "subject-evidence", views.evidence),
    ("needs/", "subject-needs", views.needs),
    ("timeline/", "subject-story", views.story),
)


def _routes() -> Iterator[URLPattern]:
    for end, name, view in PAGES:
        yield page(f"subjects/<str:subject>/{end}", view, name=name, may=ACTIVE)
    for name, act, may in ACTS:
        yield page(f"subjects/<str:subject>/{name}/", act.as_view(), name=name, may=may)
    for verb, act, may in OF_FINDINGS:
        name = f"finding-{verb}"
        yield page(f"findings/<str:finding>/{verb}/", act.as_view(), name=name, may=may)


ROUTES: Final[list[URLPattern]] = list(_routes())
