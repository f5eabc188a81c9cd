"""The desk's certificate: made by the home's own authority, renewed, and looked at."""

import re
import socket
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from msgspec import Struct, structs

from reinstate.core.terms.trouble import BadInput
from reinstate.operations import clock, reading
from reinstate.store import authority, connect
from reinstate.store.authority import Certificate
from reinstate.store.certificate_pair import checked_pair

NAME: Final = re.compile(r"(?=.{1,253}$)(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*")
NAMES_MAX: Final = 20
EXPIRES_SOON: Final = timedelta(days=30)


class Certificates(Struct, frozen=True):
    """What the home has: its authority, the desk's certificate, and whether it is due.

    `is_name_taken` says that nobody named the desk, so that this machine's name was taken.
    """

    authority: Certificate
    server: Certificate
    is_new_authority: bool = False
    is_due: bool = False
    is_name_taken: bool = False

    @property
    def key(self) -> Path:
        """Where the key of the desk's certificate is."""
        return self.server.path.with_name(authority.SERVER_KEY_NAME)


def make(names: Sequence[str], *, is_anew: bool = False) -> Certificates:
    """Make the desk's certificate; without names, one for those it had, else this machine's.

    An authority that may sign for these names stays, so that nobody has to trust again.

    Raises:
        BadInput: If a name is none, or the authority may not sign for it.
    """
    connect.refuse_read_only("making a certificate")
    home, now = connect.current_home(), clock.machine_now()
    wanted = _good(names) or _names_so_far(home)
    known = authority.authority_of(home)
    is_new = is_anew or known is None
    if known is not None and not is_new:
        _refuse_ending(known, now)
        _refuse_beyond(known, wanted)
    if is_new:
        authority.make_authority(home, reading.council().home.council.name, wanted, now)
    is_name_taken = not names and authority.server_of(home) is None
    authority.make_server(home, wanted, now)
    return structs.replace(_found(home, is_new=is_new), is_name_taken=is_name_taken)


def shown() -> Certificates:
    """Return the certificates of the home.

    Raises:
        BadInput: If it has none.
    """
    return _found(connect.current_home(), is_new=False)


def kept() -> Certificates | None:
    """Return the certificates of the home; None where none were made."""
    home = connect.current_home()
    if authority.server_of(home) is None or authority.authority_of(home) is None:
        return None
    return _found(home, is_new=False)


def _found(home: Path, *, is_new: bool) -> Certificates:
    own, server = authority.authority_of(home), authority.server_of(home)
    if own is None or server is None:
        raise BadInput(
            "certificate-missing",
            "This home has no certificate.",
            place=str(home / authority.FOLDER),
            next="Make one: reinstate tls make NAME, with the name that browsers will go to.",
        )
    is_due = server.until - clock.machine_now() < EXPIRES_SOON
    return Certificates(own, server, is_new, is_due)


def _names_so_far(home: Path) -> tuple[str, ...]:
    server = authority.server_of(home)
    return server.names if server is not None else _good((socket.gethostname().lower(),))


def _good(names: Sequence[str]) -> tuple[str, ...]:
    """Return names as certificates hold them, each once.

    Raises:
        BadInput: If one is no host name and no address.
    """
    if len(names) > NAMES_MAX:
        sentence = f"That is {len(names)} names; a certificate is for {NAMES_MAX} at most."
        raise BadInput("too-many-names", sentence)
    return tuple(dict.fromkeys(map(_good_name, names)))


def _good_name(given: str) -> str:
    name = given.strip().lower().rstrip(".")
    address = authority.address_of(name.strip("[]"))
    if address is not None and not address.is_unspecified:
        return str(address)
    is_number = name.rpartition(".")[2].isdigit()
    if address is not None or is_number or not NAME.fullmatch(name):
        raise BadInput(
            "name-unusable",
            f"{given!r} is no name that a certificate can be for.",
            next="Give a host name such as desk.thornmere.example, without https:// and port.",
        )
    return name


def _refuse_ending(known: Certificate, now: datetime) -> None:
    if known.until - now < EXPIRES_SOON:
        raise BadInput(
            "authority-ends",
            f"The authority of this home ends on {known.until:%Y-%m-%d}.",
            place=str(known.path),
            next="Add --new-authority; every machine then has to trust the new one.",
        )


def _refuse_beyond(known: Certificate, wanted: Sequence[str]) -> None:
    beyond = [name for name in wanted if not authority.may_sign_for(known, name)]
    if beyond:
        raise BadInput(
            "authority-other-names",
            f"The authority of this home may not sign for {', '.join(beyond)}:"
            f" it was made for {', '.join(known.names)}.",
            place=str(known.path),
            next="Add --new-authority; every machine then has to trust the new one.",
        )


def checked(certificate: Path, key: Path) -> Certificate:
    """Return a certificate that somebody names, with its names; it is current and has this key.

    Raises:
        BadInput: If it is not, or the key cannot be used.
        WorldFailed: If either cannot be read.
    """
    return checked_pair(certificate, key, clock.machine_now())
