"""What somebody means by the words they typed: subjects, cells, entries and other rows."""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

from msgspec import Struct

from reinstate.core.checks.required import required_checks
from reinstate.core.journal.events.facts import CheckRecorded
from reinstate.core.state.council import Council
from reinstate.core.state.step import all_cells, subject_of
from reinstate.core.terms.reference import (
    ID_PATTERN,
    SUBJECT_KINDS,
    EntryId,
    Ref,
    id_of,
    kind_of,
)
from reinstate.core.terms.system import Route
from reinstate.core.terms.trouble import BadInput
from reinstate.operations import reading

NEAREST_MAX: Final = 3
LIKENESS_MIN: Final = 0.4
_NUMBER: Final = re.compile(r"#?([0-9]{1,9})")
_ENTRY: Final = re.compile(r"[0-9a-f]{12}\.[0-9]+")
_FULL_SUBJECT: Final = re.compile(rf"({'|'.join(SUBJECT_KINDS)}):{ID_PATTERN}")


class Meant(Struct, frozen=True):
    """The subjects that were meant, and the words that nobody knows."""

    known: tuple[Ref, ...]
    unknown: tuple[str, ...]


def subject(council: Council, words: str) -> Ref:
    """Return the subject called `words`, with or without its kind, retired ones included.

    Raises:
        BadInput: If there is none, or several; the nearest three are named.
    """
    known = _subjects(council)
    services = [key for key in council.register.rows if kind_of(key) == "service"]
    if not _called(words, known) and (found := _called(words, services)):
        way_on = f"reinstate level show {id_of(found[0])}"
        raise BadInput("is-a-service", f"That is a service: {way_on}")
    return _one(words, known, "subject")


def subjects(council: Council, words: Iterable[str]) -> tuple[Ref, ...]:
    """Return the subjects called so, each once."""
    return tuple(dict.fromkeys(subject(council, word) for word in words))


def subjects_or_not(council: Council, words: Iterable[str]) -> Meant:
    """Return the subjects called so and, apart, the words that mean none.

    For isolating: one slip in a list must not keep the rest on the network. Several
    subjects of one name are all meant; a whole reference is, even off the register.
    """
    known: list[Ref] = []
    unknown: list[str] = []
    everything = _subjects(council)
    for word in words:
        found = _called(word, everything)
        if not found and _FULL_SUBJECT.fullmatch(word):
            found = (word,)
        known.extend(found)
        if not found:
            unknown.append(word)
    return Meant(tuple(dict.fromkeys(known)), tuple(unknown))


def unknown_subject(council: Council, words: str) -> BadInput:
    """Return the trouble of a subject that nobody knows, with the nearest three."""
    return _unknown(words, _subjects(council), "subject")


def row(council: Council, kind: str, words: str) -> Ref:
    """Return the row of this kind called `words`."""
    return _one(words, tuple(k for k in council.register.rows if kind_of(k) == kind), kind)


def cell(council: Council, words: str) -> Ref:
    """Return the cell or service called `words`: `svc-rent`, or `svc-rent/web/tenants`."""
    services = tuple(key for key in council.register.rows if kind_of(key) == "service")
    return _one(words, (*services, *all_cells(council)), "service or cell")


def need(council: Council, words: str) -> Ref:
    """Return the subject that is needed; a reference that the register lacks as it is."""
    return words if _FULL_SUBJECT.fullmatch(words) else subject(council, words)


def entry_id(words: str) -> EntryId:
    """Return the id of what was born in an entry: `#123` and `123` are its number."""
    number = _NUMBER.fullmatch(words)
    if number is None:
        return words
    seq = int(number.group(1))
    for entry in reading.entries(seq - 1, seq):
        return entry.id
    raise BadInput(
        "entry-unknown",
        f"The journal has no entry {seq}.",
        next="See `reinstate journal show`.",
    )


def checks(council: Council, finding: EntryId, words: str) -> tuple[EntryId, ...]:
    """Return the checks called `words`: one by entry, or by name the newest on each subject.

    The subjects are those of the finding.

    Raises:
        BadInput: If none is called that; the nearest names are told.
    """
    known = council.findings.get(finding)
    if known is None or _NUMBER.fullmatch(words) or _ENTRY.fullmatch(words):
        return (entry_id(words),)
    newest = {subject: _newest_checks(council, subject) for subject in known.subjects}
    found = tuple(made[words] for made in newest.values() if words in made)
    if not found:
        raise _unknown_check(council, words, newest)
    return found


def _newest_checks(council: Council, subject: Ref) -> dict[str, EntryId]:
    """Return the newest check of each name on a subject."""
    facts = (council.facts.get(seq) for seq in subject_of(council, subject).facts)
    return {
        entry.event.check: entry.id
        for entry in facts
        if entry is not None and isinstance(entry.event, CheckRecorded)
    }


def _unknown_check(council: Council, words: str, newest: dict[Ref, dict[str, EntryId]]) -> BadInput:
    first = next(iter(newest))
    required = {name for subject in newest for name in _required(council, subject)}
    if words in required:
        sentence = f"The check {words} has not been recorded on {first}."
        way_on = f"reinstate check record {first} {words} --report FILE"
        return BadInput("check-not-made", sentence, next=way_on)
    names = sorted(required.union(*newest.values()))
    near = get_close_matches(words, names, n=NEAREST_MAX, cutoff=LIKENESS_MIN)
    way_on = f"Nearest: {', '.join(near)}." if near else f"See `reinstate check list {first}`."
    return BadInput("check-unknown", f"No check is called {words!r}.", next=way_on)


def _required(council: Council, subject: Ref) -> Iterable[str]:
    row = council.register.rows.get(subject)
    return required_checks(council, row, Route.KEEP) if row is not None else ()


def _subjects(council: Council) -> tuple[Ref, ...]:
    keys = (*council.register.rows, *council.register.gone)
    return tuple(key for key in keys if kind_of(key) in SUBJECT_KINDS)


def _called(words: str, known: Iterable[Ref]) -> tuple[Ref, ...]:
    wanted = words.casefold()
    return tuple(sorted(k for k in known if wanted in (k.casefold(), id_of(k).casefold())))


def _one(words: str, known: tuple[Ref, ...], what: str) -> Ref:
    found = _called(words, known)
    if len(found) == 1:
        return found[0]
    if found:
        raise BadInput(
            "ambiguous",
            f"{words!r} may be any of {', '.join(found)}.",
            next="Write it with its kind.",
        )
    raise _unknown(words, known, what)


def _unknown(words: str, known: tuple[Ref, ...], what: str) -> BadInput:
    wanted = words.casefold().partition(":")[2] or words.casefold()
    by_id = {id_of(key).casefold(): key for key in known}
    near = get_close_matches(wanted, by_id, n=NEAREST_MAX, cutoff=LIKENESS_MIN)
    meant = ", ".join(by_id[one] for one in near)
    return BadInput(
        f"{what.split(maxsplit=1)[0]}-unknown",
        f"There is no {what} called {words!r}.",
        next=f"Nearest: {meant}." if meant else "See `reinstate status --json`.",
    )
