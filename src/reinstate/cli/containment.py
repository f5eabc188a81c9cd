"""Commands of containment: isolate, set back, see, never cut, withdraw, heartbeats."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from reinstate.cli import progress, speaking
from reinstate.cli.acted import tell
from reinstate.cli.acts import acts, isolates
from reinstate.cli.harm import show_harm
from reinstate.cli.options import At, Subject, Subjects, Why, Yes
from reinstate.cli.output import output, say
from reinstate.cli.trouble import INCOMPLETE, REFUSED
from reinstate.core.state.council import Council
from reinstate.core.state.step import subject_of
from reinstate.core.terms.reference import EntryId, Ref
from reinstate.core.terms.system import Hosting
from reinstate.core.terms.trouble import BadInput
from reinstate.core.terms.zone import Measure, Seen
from reinstate.core.zones.subjects import all_subjects
from reinstate.operations import contain, kept, meant, moments, reading, situation
from reinstate.operations.act import Acting
from reinstate.operations.consequences import born
from reinstate.operations.harm import harm_of

Kind = Annotated[str, typer.Option("--kind", help="With --all: system, link, wave or devices.")]


def register(app: typer.Typer) -> None:
    """Add the commands of containment."""
    app.command("isolate")(isolate)
    app.command("setback")(setback)
    app.command("seen")(seen)
    app.command("never-cut")(never_cut)
    app.command("withdraw")(withdraw)
    app.command("heartbeat")(heartbeat)


@isolates
def isolate(  # noqa: PLR0913 - each parameter is an option of the command
    acting: Acting,
    subjects: Annotated[list[str] | None, typer.Argument(metavar="SUBJECT...")] = None,
    *,
    everything: Annotated[bool, typer.Option("--all", help="Every subject not retired.")] = False,
    kind: Kind = "",
    hosting: Annotated[Hosting | None, typer.Option(help="With --all: only these.")] = None,
    measure: Annotated[Measure | None, typer.Option(help="How; without it, what fits.")] = None,
    why: Why = "",
    yes: Yes = False,
) -> None:
    """Order subjects off the network, at once; any active person may.

    Example: reinstate isolate sys-ledger sys-portal --why "beacon seen"
    """
    council = reading.council()
    found = meant.subjects_or_not(council, subjects or ())
    chosen = found.known
    is_wide = bool(everything or kind or hosting)
    if is_wide:
        chosen = tuple(dict.fromkeys((*chosen, *all_subjects(council, kind, hosting))))
    if not chosen:
        raise _nothing_meant(council, found.unknown, is_wide=is_wide)
    _warn(council, chosen, is_yes=yes)
    with progress.shown() as shown:
        acted = contain.isolate(acting, chosen, measure, why, shown)
    strange = tuple(one for one in chosen if not _is_known(council, one))
    unknown = (*found.unknown, *strange)
    tell(acted, f"Ordered off: {speaking.named(council, chosen)}.", unknown=list(unknown))
    _tell_unknown(council, unknown)


def _is_known(council: Council, subject: Ref) -> bool:
    """Return whether the register has, or had, this subject: a slip of the pen it has not."""
    return subject in council.register.rows or subject in council.register.gone


def _nothing_meant(council: Council, unknown: tuple[str, ...], *, is_wide: bool) -> BadInput:
    if unknown:
        return meant.unknown_subject(council, unknown[0])
    if not all_subjects(council):
        return BadInput("nothing-registered", "Nothing is registered yet: reinstate import DIR.")
    if is_wide:
        sentence = "The register has nothing of that kind and hosting."
        return BadInput("no-subject", sentence, next="See `reinstate status`.")
    return BadInput("no-subject", "Say what to isolate.", next="Name subjects, or write --all.")


def _warn(council: Council, subjects: tuple[Ref, ...], *, is_yes: bool) -> None:
    """Show the harm first; only a person at a terminal is asked: a script never waits."""
    harm = harm_of(council, subjects)
    show_harm(output.errors, harm)
    is_asked = len(harm.subjects) > 1 and not is_yes and sys.stdin.isatty()
    if is_asked and not typer.confirm(f"Isolate these {len(harm.subjects)}?", err=True):
        say("Nothing was isolated.")
        raise typer.Exit(REFUSED)


def _tell_unknown(council: Council, unknown: tuple[str, ...]) -> None:
    """Name each word that meant nothing: the rest is isolated, so the act is incomplete."""
    for words in unknown:
        trouble = meant.unknown_subject(council, words)
        output.errors.print(str(trouble), highlight=False, markup=False, style="bold red")
    if unknown:
        raise typer.Exit(INCOMPLETE)


@isolates
def setback(
    acting: Acting,
    subject: Subject,
    *,
    finding: Annotated[
        str, typer.Option(metavar="ID", help="Which finding; else the newest that holds it.")
    ] = "",
    why: Why = "",
) -> None:
    """Send a subject back to isolation because of a finding; what needs it is flagged.

    Example: reinstate setback sys-ledger --finding 412
    """
    council = reading.council()
    known = meant.need(council, subject)
    found = _finding(council, finding) if finding else _newest_finding(council, known)
    acted = contain.set_back(acting, known, found, why)
    tell(acted, f"Back to isolation: {speaking.named(council, (known,))}.")
    if not found:
        which = f"finding {finding}" if finding else "finding on it"
        sentence = f"No {which} is known: it was isolated without naming one."
        output.errors.print(sentence, highlight=False, markup=False)
        raise typer.Exit(INCOMPLETE)


def _newest_finding(council: Council, subject: Ref) -> EntryId:
    """Return the newest finding that holds a subject, nothing when none does."""
    holding = [id_ for id_ in subject_of(council, subject).findings if council.findings[id_].holds]
    return holding[-1] if holding else ""


def _finding(council: Council, words: str) -> str:
    """Return the id of a finding, nothing when none is known: isolating does not wait for it."""
    try:
        found = meant.entry_id(words)
    except BadInput:
        return ""
    return found if found in council.findings else ""


@acts
def seen(
    acting: Acting,
    subjects: Subjects,
    *,
    state: Annotated[Seen, typer.Option(help="What was seen on the network.")],
    at: At = "",
) -> None:
    """Say how subjects were seen on the network: ordered is not done.

    Example: reinstate seen sys-ledger --state cut --at -20m
    """
    council, now = situation.now()
    known = meant.subjects(council, subjects)
    acted = contain.see(acting, known, state, moments.moment(at, now))
    if acted.entries:
        tell(acted, f"Seen {state.value}: {speaking.named(council, known)}.")
    else:
        tell(acted, "")


@acts
def never_cut(acting: Acting, subject: Subject, *, why: Why) -> None:
    """Say, as its owner, that a subject was never cut; a checklist with dates follows.

    Example: reinstate never-cut sys-telephony --why "emergency calls run over it"
    """
    council = reading.council()
    known = meant.subject(council, subject)
    acted = contain.declare_never_cut(acting, known, why)
    tell(acted, f"Never cut: {speaking.named(council, (known,))}. See `reinstate gate {known}`.")


@acts
def withdraw(
    acting: Acting,
    subject: Subject,
    *,
    evidence: Annotated[Path, typer.Option(metavar="FILE", help="The file that shows it.")],
    why: Why,
) -> None:
    """Propose that an isolation was never made on the network; another person signs.

    Example: reinstate withdraw sys-ledger --evidence switch.log --why "the port stayed up"
    """
    council = reading.council()
    known = meant.subject(council, subject)
    acted = contain.propose_withdrawal(acting, known, kept.keep(evidence), why)
    tell(acted, f"Proposed. Another person completes it: reinstate sign {born(acted)}")


HeartbeatSubjects = Annotated[
    list[str], typer.Argument(metavar="SUBJECT...|check", help="What was heard; or `check`.")
]


@acts
def heartbeat(acting: Acting, subjects: HeartbeatSubjects, *, at: At = "") -> None:
    """Take heartbeats of watched subjects; `heartbeat check` notes who fell silent.

    Example: reinstate heartbeat sys-ledger; reinstate heartbeat check
    """
    council, now = situation.now()
    if subjects == ["check"]:
        tell(contain.check_heartbeats(), "Silences that began or ended were written down.")
        return
    known = meant.subjects(council, subjects)
    heard_at = moments.moment(at, now).latest
    tell(contain.hear(acting, known, heard_at), f"Heard: {speaking.named(council, known)}.")
