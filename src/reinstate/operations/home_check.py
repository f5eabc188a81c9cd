"""Examines the home itself: can it be written, is everything in it what it should be."""

import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from shutil import disk_usage
from typing import Final

from msgspec import Struct

from reinstate.core.journal.events.home import CouncilNames
from reinstate.core.state.council import Council
from reinstate.core.terms.note import notes_of
from reinstate.core.terms.trouble import JournalCorrupt, ReinstateError
from reinstate.operations import clock, reading, retention
from reinstate.operations.progress import Progress, silent
from reinstate.operations.verifying import verify_journal
from reinstate.store import connect, engine, files, keys
from reinstate.store.notes import notes
from reinstate.store.personal import all_details
from reinstate.store.trouble import told_of_disk

ROOM_MIN_BYTES: Final = 100 * 1024**2
"""With less room than this on the disk, an import or a sealed export may not fit."""

UNNAMED: Final = CouncilNames("Unnamed council")
"""What a home is called until somebody says."""

AHEAD_MAX: Final = timedelta(minutes=5)
OTHERS: Final = 0o077


class Finding(Struct, frozen=True):
    """One thing that was looked at, and what was found."""

    name: str
    is_right: bool
    sentence: str


def examine_home(progress: Progress = silent) -> tuple[Finding, ...]:
    """Look at everything in the home; nothing is changed."""
    home = connect.current_home()
    steps: tuple[tuple[str, Callable[[Path], Finding]], ...] = (
        ("folder", _folder),
        ("room", _room),
        ("database", _database),
        ("journal", _journal),
        ("key", _key),
        ("clock", _clock),
        ("people", _people),
        ("names", _names),
        ("texts", _texts),
        ("reviews", _reviews),
        ("files", _files),
    )
    found: list[Finding] = []
    for number, (name, look) in enumerate(steps):
        progress("Examining the home", number, len(steps))
        found.append(_looked(name, look, home))
    progress("Examining the home", len(steps), len(steps))
    return tuple(found)


def _looked(name: str, look: Callable[[Path], Finding], home: Path) -> Finding:
    try:
        return look(home)
    except ReinstateError as trouble:
        return Finding(name, is_right=False, sentence=str(trouble))


def _folder(home: Path) -> Finding:
    if connect.is_read_only():
        sentence = f"{home} can be read but not written: nothing can be recorded."
        return Finding("folder", is_right=False, sentence=sentence)
    with told_of_disk("looking at the home"):
        is_open = any(path.stat().st_mode & OTHERS for path in (home, home / keys.FOLDER))
    if is_open and os.name == "posix":
        sentence = f"Others on this machine may look into {home}: chmod -R go= {home}"
        return Finding("folder", is_right=False, sentence=sentence)
    return Finding("folder", is_right=True, sentence=f"{home} can be written, by you alone.")


def _room(home: Path) -> Finding:
    with told_of_disk("looking at the disk"):
        free = disk_usage(home).free
    room = f"{free // 1024**2:,} MB are free on its disk"
    if free < ROOM_MIN_BYTES:
        return Finding("room", is_right=False, sentence=f"Only {room}.")
    return Finding("room", is_right=True, sentence=f"{room}.")


def _database(_home: Path) -> Finding:
    found = engine.engine()
    if not found.is_safe:
        sentence = f"{found.name} is set to lose what it took at a power cut: turn fsync and"
        sentence += " synchronous_commit on."
        return Finding("database", is_right=False, sentence=sentence)
    return Finding("database", is_right=True, sentence=f"{found.name}.")


def _journal(_home: Path) -> Finding:
    found = verify_journal()
    if found.found.fault is not None:
        return Finding("journal", is_right=False, sentence=found.found.fault.sentence)
    if found.unreadable is not None:
        return Finding("journal", is_right=False, sentence=str(found.unreadable))
    sentence = f"{found.found.size} entries, each as it was written."
    return Finding("journal", is_right=True, sentence=sentence)


def _key(home: Path) -> Finding:
    trusted = _council().home.keys[-1]
    public = keys.public_keys(home)
    if not public or public[0] != trusted:
        sentence = "The signing key is not the one that the journal trusts: rotate it."
        return Finding("key", is_right=False, sentence=sentence)
    if keys.is_locked(home):
        return Finding("key", is_right=True, sentence="It is there, locked with a passphrase.")
    if _council().home.kind == "real":
        sentence = "The signing key of this real home is not locked: rotate it."
        return Finding("key", is_right=False, sentence=sentence)
    keys.load_key(home)
    return Finding("key", is_right=True, sentence="It is there, and not locked.")


def _clock(_home: Path) -> Finding:
    council = _council()
    machine, last = clock.machine_now(), council.last_at
    if council.home.clock is not None:
        sentence = f"It stands at {council.home.clock:%Y-%m-%d %H:%M} UTC, as was set."
        return Finding("clock", is_right=True, sentence=sentence)
    if last - machine > AHEAD_MAX:
        sentence = (
            f"The machine's clock reads {machine:%Y-%m-%d %H:%M} UTC, before the last entry"
            f" ({last:%Y-%m-%d %H:%M} UTC): put it right."
        )
        return Finding("clock", is_right=False, sentence=sentence)
    sentence = f"It reads {machine:%Y-%m-%d %H:%M} UTC, after the last entry."
    return Finding("clock", is_right=True, sentence=sentence)


def _people(_home: Path) -> Finding:
    council, known = _council(), all_details()
    nameless = [p.id for p in council.people.values() if p.is_active and p.id not in known]
    if nameless:
        sentence = f"No name is kept of {', '.join(nameless)}, who may act here."
        return Finding("people", is_right=False, sentence=sentence)
    count = sum(person.is_active for person in council.people.values())
    return Finding("people", is_right=True, sentence=f"{count} people may act, each with a name.")


def _names(_home: Path) -> Finding:
    """Look whether residents would read who we are: a real home publishes under its own name."""
    home = _council().home
    is_unnamed = home.council.name == UNNAMED.name or home.council.host == UNNAMED.host
    if home.kind == "real" and is_unnamed:
        sentence = (
            f"Residents would read “{home.council.name}” at {home.council.host}: run"
            " `reinstate council set --name NAME --host HOST`."
        )
        return Finding("names", is_right=False, sentence=sentence)
    sentence = f"The pages are those of {home.council.name}, at {home.council.host}."
    return Finding("names", is_right=True, sentence=sentence)


def _texts(_home: Path) -> Finding:
    council = _council()
    wanted = {note.id: note.sha256 for entry in reading.entries() for note in notes_of(entry.event)}
    kept = notes(wanted)
    altered = sorted(id_ for id_, note in kept.items() if note.sha256 != wanted[id_])
    lost = sorted(wanted.keys() - kept.keys() - council.redacted)
    if altered or lost:
        parts = [f"not as written: {', '.join(altered)}"] if altered else []
        parts += [f"gone without a word in the journal: {', '.join(lost)}"] if lost else []
        return Finding("texts", is_right=False, sentence=f"Texts {'; '.join(parts)}.")
    erased = len(wanted) - len(kept)
    sentence = f"{len(kept)} texts, each as it was written; {erased} erased."
    return Finding("texts", is_right=True, sentence=sentence)


def _reviews(_home: Path) -> Finding:
    """Say how much is due: somebody has to decide, so it is a reminder and no fault."""
    council = _council()
    count = retention.due_count(council, clock.now(council))
    sentence = f"{count} texts and names are due: reinstate personal due" if count else "None due."
    return Finding("reviews", is_right=True, sentence=sentence)


def _files(home: Path) -> Finding:
    bad = list(_bad_files(home))
    if bad:
        return Finding("files", is_right=False, sentence=" ".join(bad))
    sentence = f"{len(files.kept_files())} kept files, each with its digest."
    return Finding("files", is_right=True, sentence=sentence)


def _bad_files(home: Path) -> Iterator[str]:
    for kept in files.kept_files():
        try:
            files.verify_file(home, kept.sha256)
        except ReinstateError as trouble:
            yield f"{trouble.sentence} ({trouble.place})"


def _council() -> Council:
    """Return what is known, or say why nothing can be: the journal's own step says it too."""
    council = reading.council()
    if not council.home.keys:
        raise JournalCorrupt("home-unfinished", "The journal has no first entry.")
    return council
