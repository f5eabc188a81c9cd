"""The desk as a part of `serve`: where it answers, with what certificate, as what processes."""

import socket
import sys
from ipaddress import ip_address
from pathlib import Path
from time import monotonic, sleep
from typing import Final

import msgspec
from msgspec import Struct

from reinstate.cli.given import DeskGiven, WorkerGiven
from reinstate.cli.supervising import Part
from reinstate.core.terms.trouble import BadInput, WorldFailed
from reinstate.operations import certificates, desk_secret, homes
from reinstate.operations.publishing import SITE_SETTING
from reinstate.public.serving import is_here

HOSTS_SETTING: Final = "REINSTATE_DESK_HOSTS"
DEMO_SETTING: Final = "REINSTATE_DESK_DEMO"
PUBLIC_SETTING: Final = "REINSTATE_DESK_PUBLIC"
ADDRESS_SETTING: Final = "REINSTATE_DESK_ADDRESS"
LOCALHOST: Final = "localhost"
ANSWERED_BY_LOCALHOST: Final = ("127.0.0.1", "::1")
ANSWERS_WITHIN_SECONDS: Final = 30
LOOK_SECONDS: Final = 0.05


class DeskPlace(Struct, frozen=True):
    """Where the desk answers, and by what names people go to it beyond this machine."""

    given: DeskGiven
    names: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        """The address to type. Passkeys need a name, and `localhost` is one."""
        if not self.names:
            host = self.given.host
            name = LOCALHOST if host in ANSWERED_BY_LOCALHOST else host
            return f"http://{name}:{self.given.port}/"
        name = f"[{self.names[0]}]" if ":" in self.names[0] else self.names[0]
        return f"https://{name}:{self.given.port}/"


class Pair(Struct, frozen=True):
    """A certificate and its key, as somebody names them."""

    certificate: Path | None = None
    key: Path | None = None


def desk_place(host: str, port: int, pair: Pair, names: tuple[str, ...]) -> DeskPlace:
    """Return where the desk is to answer, once all that can be wrong with it was looked at.

    Raises:
        BadInput: If the address is none, or is beyond this machine and has no certificate.
        WorldFailed: If the port is taken.
    """
    chosen = _chosen(host, pair, names)
    found = certificates.checked(*chosen) if chosen else None
    known = names or (found.names if found else ())
    if found and not known:
        raise BadInput(
            "desk-name-missing",
            "The certificate says no name by which people go to the desk.",
            place=str(found.path),
            next="Say it: --desk-host NAME.",
        )
    if names and not found:
        raise BadInput(
            "certificate-missing",
            "The desk has a name for others only with a certificate.",
            place=f"--desk-host {names[0]}",
            next=f"Make one: reinstate tls make {names[0]}; or give --certificate and --key.",
        )
    certificate, key = map(str, chosen or ("", ""))
    given = DeskGiven(
        home=str(homes.home_path()),
        secret=desk_secret.desk_secret(),
        host=_address(host),
        port=free_port(_address(host), port),
        certificate=certificate,
        key=key,
    )
    return DeskPlace(given, known)


def parts_of(
    place: DeskPlace, site: Path, public: str, key_passphrase: str, *, is_demo: bool
) -> tuple[Part, ...]:
    """Return the processes to keep running: the desk, and the worker that does its jobs.

    The desk says what residents read by now, from the pages in `site`; where it answers on
    this machine alone, its practice leads to them at `public`.
    """
    settings = {
        HOSTS_SETTING: ",".join(place.names),
        ADDRESS_SETTING: place.given.host,
        DEMO_SETTING: "1" if is_demo else "",
        SITE_SETTING: str(site),
        PUBLIC_SETTING: public if is_here(place.given.host) else "",
    }
    desk, worker = msgspec.json.encode(place.given), WorkerGiven(key_passphrase)
    return (
        Part("The desk", _module("reinstate.web.desk_process"), desk, settings),
        Part("The worker", _module("reinstate.cli.working"), msgspec.json.encode(worker)),
    )


def wait_for(given: DeskGiven) -> bool:
    """Wait until the desk answers; return whether it did within half a minute."""
    ends = monotonic() + ANSWERS_WITHIN_SECONDS
    at = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(given.host, given.host)  # noqa: S104 - where to knock
    while monotonic() < ends:
        try:
            socket.create_connection((at, given.port), timeout=1).close()
        except OSError:
            sleep(LOOK_SECONDS)
        else:
            return True
    return False


def free_port(host: str, port: int) -> int:
    """Return a port on which nothing answers yet: `port`, or any where it is 0.

    Raises:
        BadInput: If it is no port.
        WorldFailed: If it is taken.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind((host, port))
            return int(tried.getsockname()[1])
    except OverflowError as error:
        sentence = f"{port} is no port: ports go from 0 to 65535."
        raise BadInput("port-unknown", sentence, place=f"--desk-port {port}") from error
    except OSError as error:
        raise WorldFailed(
            "port-taken",
            f"The desk cannot answer at {host}:{port} ({error.strerror}).",
            place=f"--desk-port {port}",
            next="Name another port with --desk-port, or an address of this machine with --host.",
        ) from error


def _chosen(host: str, pair: Pair, names: tuple[str, ...]) -> tuple[Path, Path] | None:
    """Return the certificate and key to use: those named, else the home's where one is needed.

    It is needed beyond this machine, and where the desk has a name for others.
    """
    if pair.certificate is not None and pair.key is not None:
        return pair.certificate.absolute(), pair.key.absolute()
    if pair.certificate is not None or pair.key is not None:
        raise BadInput(
            "pair-incomplete",
            "A certificate and its key belong together.",
            next="Give both --certificate and --key.",
        )
    kept = None if is_here(host) and not names else certificates.kept()
    if kept is not None:
        return kept.server.path, kept.key
    if not is_here(host):
        raise BadInput(
            "beyond-this-machine",
            "Beyond this machine the desk answers with a certificate only.",
            place=f"--host {host}",
            next="Make one: reinstate tls make NAME; or give --certificate and --key.",
        )
    return None


def _address(host: str) -> str:
    if host == LOCALHOST:
        return "127.0.0.1"
    try:
        return str(ip_address(host))
    except ValueError as error:
        raise BadInput(
            "host-unreadable",
            f"{host!r} is no address of this machine.",
            place=f"--host {host}",
            next="Give an address such as 192.0.2.7, or 0.0.0.0 for all of them.",
        ) from error


def _module(name: str) -> tuple[str, ...]:
    return (sys.executable, "-m", name)
