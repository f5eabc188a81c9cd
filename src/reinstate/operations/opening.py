"""Makes a home: tables, signing key and the first entries, whole or not at all.

With PostgreSQL a folder and a database become one home. The folder with its key is put in its
place first: were the machine to stop before the first entries stand, opening says so.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree

from msgspec import Struct

from reinstate.core.access.open_home import GATE, OpenHome
from reinstate.core.access.standing import INIT
from reinstate.core.checks.starting import STARTING_CHECKS
from reinstate.core.journal.checkpoint import key_text
from reinstate.core.journal.entry import Surface, Via
from reinstate.core.journal.events.home import CouncilNames, HomeKind
from reinstate.core.state.council import Council
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.limit import STARTING_LIMITS
from reinstate.core.terms.trouble import BadInput, Refused, WorldFailed
from reinstate.operations import homes, reading
from reinstate.operations.act import Acted, Acting, CommandMaker, act
from reinstate.operations.handles import handle_of
from reinstate.operations.passphrases import good_passphrase
from reinstate.operations.writing import Writing
from reinstate.store import archive, connect, durable, keys, read
from reinstate.store.trouble import told_of_disk


class Founder(Struct, frozen=True):
    """Somebody who is there when a home is opened."""

    name: str
    handle: str = ""
    passphrase: str = ""


class Opening(Struct, frozen=True, kw_only=True):
    """What a new home is to be; in a real home the key's passphrase may be the owner's."""

    kind: HomeKind = "practice"
    council: CouncilNames = CouncilNames("Unnamed council")
    owner: Founder
    second: Founder | None = None
    key_passphrase: str = ""
    surface: Surface = "cli"


def open_new(opening: Opening, home: Path | None = None) -> Acted:
    """Make a home and point this process at it.

    Raises:
        Refused: If there is a home already, or the rules say no.
        BadInput: If a real home lacks a founder or a passphrase.
    """
    place = home or homes.home_path()
    _refuse_taken(place)
    _refuse_unsafe(opening)
    origin = f"{opening.council.host}/reinstate/{secrets.token_hex(4)}"
    open_it = _on_server if connect.is_on_server() else _in_folder
    acted = open_it(opening, place, origin)
    homes.open_home(place)
    return acted


def open_from(sealed: Path, passphrase: str, home: Path | None = None) -> Council:
    """Make a home from a sealed export, and point this process at it."""
    place = home or homes.home_path()
    _refuse_taken(place)
    if not sealed.is_file():
        raise BadInput("file-missing", "There is no such file.", place=str(sealed))
    if not passphrase:
        raise BadInput(
            "passphrase-missing",
            "A sealed file opens with the passphrase that it was sealed with.",
            next="Add --passphrase-file FILE.",
        )
    archive.restore_encrypted(sealed, place, passphrase)
    homes.open_home(place)
    return reading.council()


def _in_folder(opening: Opening, place: Path, origin: str) -> Acted:
    with _half(place) as half:
        connect.migrate(half)
        return act(_command(opening, origin, _made_key(opening, half, origin)), _init(opening))


def _on_server(opening: Opening, place: Path, origin: str) -> Acted:
    with _half(place) as half:
        connect.migrate(half)
        _refuse_taken_database()
        key = _made_key(opening, half, origin)
    try:
        connect.connect(place)
        return act(_command(opening, origin, key), _init(opening))
    except BaseException:
        _clear_away(place)
        raise


def _made_key(opening: Opening, home: Path, origin: str) -> str:
    return key_text(keys.make_key(home, origin, _key_passphrase(opening)))


def _clear_away(place: Path) -> None:
    """Remove a folder whose first entries were not taken; keep it where that is not known."""
    try:
        is_empty = read.head().size == 0
    except WorldFailed:
        return
    connect.disconnect()
    reading.forget()
    if is_empty:
        rmtree(place, ignore_errors=True)


@contextmanager
def _half(place: Path) -> Iterator[Path]:
    """Yield a folder beside `place` that becomes it, or is gone when anything fails."""
    half = place.parent / f"{durable.HALF}{place.name}-{secrets.token_hex(4)}"
    try:
        yield half
        connect.disconnect()
        reading.forget()
        with told_of_disk("making the home"):
            half.replace(place)
            durable.sync_folder(place.parent)
    finally:
        if half.exists():
            connect.disconnect()
            reading.forget()
            rmtree(half, ignore_errors=True)


def _init(opening: Opening) -> Acting:
    return Acting(INIT, Via("asserted", opening.surface))


def _command(opening: Opening, origin: str, key: str) -> CommandMaker:
    def make(writing: Writing, _council: Council) -> OpenHome:
        owner = _founder(writing, opening.owner)
        second = _founder(writing, opening.second) if opening.second else ""
        return OpenHome(
            kind=opening.kind,
            council=opening.council,
            origin=origin,
            key=key,
            owner=owner,
            second=second,
            limits=dict(STARTING_LIMITS),
            required_checks=STARTING_CHECKS,
        )

    return make


def _founder(writing: Writing, founder: Founder) -> str:
    taken = {details.handle for details in writing.people}
    person = writing.person(handle_of(founder.name, founder.handle, taken), founder.name)
    if founder.passphrase:
        writing.passphrase(person, founder.passphrase)
    return person


def _key_passphrase(opening: Opening) -> str | None:
    if opening.kind == "real":
        return opening.key_passphrase or opening.owner.passphrase
    return opening.key_passphrase or None


def _refuse_taken(place: Path) -> None:
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        sentence = f"There is something at {place} already, and a home is never written over."
        need = "REINSTATE_HOME=ANOTHER-PLACE reinstate init"
        raise Refused((Blocker(GATE, "home-exists", sentence, need),))


def _refuse_taken_database() -> None:
    """Refuse a database that holds a journal already."""
    if read.head().size:
        sentence = "The database holds a journal already, and none is ever written over."
        need = "DATABASE_URL=ANOTHER-DATABASE reinstate init"
        raise Refused((Blocker(GATE, "database-taken", sentence, need),))


def _refuse_unsafe(opening: Opening) -> None:
    """Refuse a real home in which no two people could ever clear, or anybody could act."""
    for founder, option in ((opening.owner, ""), (opening.second, "second-")):
        if founder and (founder.passphrase or opening.kind == "real"):
            good_passphrase(founder.passphrase, founder.name, f"--{option}passphrase-file FILE")
    if opening.second is not None:
        _refuse_one_person(opening, opening.owner, opening.second)
    if opening.kind == "real" and opening.second is None:
        raise BadInput(
            "second-missing",
            "A real home is opened by two people: with one alone, no two could ever clear.",
            next="Add --second NAME and --second-passphrase-file FILE.",
        )


def _refuse_one_person(opening: Opening, owner: Founder, second: Founder) -> None:
    """Refuse two founders of one name, and in a real home of one passphrase."""
    if owner.name.strip().casefold() == second.name.strip().casefold():
        raise BadInput(
            "founders-same",
            "Two founders are two people: name another.",
            next="Add --second NAME.",
        )
    if opening.kind == "real" and owner.passphrase == second.passphrase:
        raise BadInput(
            "passphrases-same",
            "Both founders have the same passphrase, so either could act as the other.",
            next="Let each choose their own, unseen by the other.",
        )
