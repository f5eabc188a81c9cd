"""What shows how a subject is: checks, findings, restore points, and files by their digests."""

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from reinstate.core.checks.required import required_checks
from reinstate.core.gates.look import Look
from reinstate.core.gates.suspect import is_suspect
from reinstate.core.journal.events.facts import (
    AttestationReceived,
    CheckRecorded,
    ConfigurationRecorded,
    EvidenceTaken,
    EvidenceUnobtainable,
    Restored,
    RestorePointRecorded,
)
from reinstate.core.state.subject import Finding
from reinstate.core.terms.moment import Moment
from reinstate.core.terms.reference import EntryId, Ref
from reinstate.core.terms.system import VERDICT_WORDS, Route, Verdict
from reinstate.desk.subjects.checking import check_words
from reinstate.desk.subjects.evidence import WHAT
from reinstate.desk.subjects.findings import words_of
from reinstate.operations import chronicle, kept, texts
from reinstate.operations.chronicle import EntrySeen

COLOURS = {
    Verdict.FINDINGS: "red",
    Verdict.NONE_FULL: "green",
    Verdict.NONE_INCOMPLETE: "orange",
    Verdict.FAILED: "red",
}


class CheckShown(Struct, frozen=True):
    """A check that is required or was made: what the newest one said."""

    name: str
    title: str
    is_required: bool
    verdict: str = "Not made"
    colour: str = "grey"
    files: int = 0
    rules: int = 0
    gaps: tuple[str, ...] = ()
    seen: EntrySeen | None = None


class FindingShown(Struct, frozen=True):
    """Something that was found on it, with what else it is on."""

    finding: Finding
    what: str
    others: tuple[Ref, ...]


class PointShown(Struct, frozen=True):
    """A backup to restore from; `is_suspect` says that only data may be taken from it."""

    id: EntryId
    made: Moment
    is_verified: bool
    is_full: bool
    verdict: str
    files: int
    rules: int
    is_suspect: bool
    is_used: bool
    seen: EntrySeen


class FileShown(Struct, frozen=True):
    """A file that is kept, by its digest; `size` is 0 where only the digest is."""

    digest: str
    size: int


class Kept(Struct, frozen=True):
    """What was kept, by one entry."""

    title: str
    seen: EntrySeen
    files: tuple[FileShown, ...]
    until: datetime | None = None


class Proofs(Struct, frozen=True):
    """Everything that shows how a subject is, of this round."""

    checks: tuple[CheckShown, ...]
    findings: tuple[FindingShown, ...]
    points: tuple[PointShown, ...]
    kept: tuple[Kept, ...]


def proofs_of(look: Look) -> Proofs:
    """Return what shows how a subject is."""
    entries = [*look.of(*(CheckRecorded, RestorePointRecorded, *KEPT))]
    seen = {one.entry.id: one for one in chronicle.worded(entries, look.council)}
    return Proofs(
        tuple(_checks(look, seen)),
        tuple(_findings(look)),
        tuple(_points(look, seen)),
        tuple(_kept(look, seen)),
    )


KEPT = (EvidenceTaken, EvidenceUnobtainable, ConfigurationRecorded, AttestationReceived)


def _checks(look: Look, seen: dict[EntryId, EntrySeen]) -> Iterator[CheckShown]:
    row = look.row
    needed = required_checks(look.council, row, look.route or Route.KEEP) if row else ()
    made: dict[str, tuple[EntryId, CheckRecorded]] = {}
    for entry in look.of(CheckRecorded):
        if isinstance(entry.event, CheckRecorded):
            made[entry.event.check] = (entry.id, entry.event)
    for name in dict.fromkeys((*needed, *made)):
        if name in made:
            id_, event = made[name]
            yield _check(event, seen[id_], is_required=name in needed)
        else:
            yield CheckShown(name, check_words(name), is_required=True)


def _check(event: CheckRecorded, seen: EntrySeen, *, is_required: bool) -> CheckShown:
    gaps = texts.texts(event.gaps)
    return CheckShown(
        event.check,
        check_words(event.check),
        is_required,
        VERDICT_WORDS[event.verdict].capitalize(),
        COLOURS[event.verdict],
        event.files,
        event.rules,
        tuple(gaps[gap.id] for gap in event.gaps),
        seen,
    )


def _findings(look: Look) -> Iterator[FindingShown]:
    for id_ in reversed(look.state.findings):
        found = look.council.findings[id_]
        others = tuple(one for one in found.subjects if one != look.subject)
        yield FindingShown(found, words_of(look.council, found), others)


def _points(look: Look, seen: dict[EntryId, EntrySeen]) -> Iterator[PointShown]:
    last = look.last(Restored)
    used = last.event.point if last and isinstance(last.event, Restored) else ""
    for entry in reversed(look.of(RestorePointRecorded)):
        event = entry.event
        if isinstance(event, RestorePointRecorded):
            yield PointShown(
                entry.id,
                event.point,
                event.is_integrity_verified,
                event.sweep is Verdict.NONE_FULL and event.files > 0 and event.rules > 0,
                VERDICT_WORDS[event.sweep],
                event.files,
                event.rules,
                is_suspect(look.council, event.point),
                entry.id == used,
                seen[entry.id],
            )


def _kept(look: Look, seen: dict[EntryId, EntrySeen]) -> Iterator[Kept]:
    entries = look.of(*KEPT)
    sizes = kept.sizes(digest for entry in entries for digest in _digests(entry.event))
    for entry in reversed(entries):
        files = tuple(FileShown(one, sizes.get(one, 0)) for one in _digests(entry.event))
        until = getattr(entry.event, "expires_at", None)
        yield Kept(_title(entry.event), seen[entry.id], files, until)


def _digests(event: object) -> tuple[str, ...]:
    match event:
        case EvidenceTaken(files=files):
            return files
        case ConfigurationRecorded(digest=digest) | AttestationReceived(digest=digest):
            return (digest,)
        case _:
            return ()


def _title(event: object) -> str:
    match event:
        case EvidenceTaken(what=what):
            return f"Evidence: {WHAT[what].lower()}"
        case ConfigurationRecorded():
            return "The configuration"
        case AttestationReceived():
            return "The word of the supplier or other side"
        case _:
            return "No evidence can be had"
