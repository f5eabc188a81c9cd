"""Serving both sites: the desk for staff, and the residents' pages, published as things happen."""

import getpass
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer
from msgspec import Struct
from rich.console import Console

from reinstate.cli.acts import asks
from reinstate.cli.desk_part import DeskPlace, Pair, desk_place, parts_of, wait_for
from reinstate.cli.output import emit, output
from reinstate.cli.publishing import (
    KeyPassphrase,
    To,
    published_data,
    published_lines,
    say_published,
)
from reinstate.cli.supervising import supervised
from reinstate.cli.trouble import tell
from reinstate.cli.who import passphrase_of
from reinstate.operations import publishing

if TYPE_CHECKING:
    from reinstate.public.publish import Published

SCHEMA: Final = "serve/1"
DESK_PORT: Final = 8000
PUBLIC_PORT: Final = 8080
HERE: Final = "127.0.0.1"

DeskPort = Annotated[int, typer.Option(help="The port of the desk; 0 takes a free one.")]
PublicPort = Annotated[
    int, typer.Option(help="The port of the residents' pages; 0 takes a free one.")
]


Show = Callable[[Console, Sequence[str]], None]
"""Prints where the sites are, and whatever goes with it."""


class Serving(Struct, frozen=True):
    """What is to be served: the pages in `target`, and the desk, unless there is none."""

    target: Path
    public_host: str
    public_port: int
    desk: DeskPlace | None
    key_passphrase: str = ""
    is_demo: bool = False


def register(app: typer.Typer) -> None:
    """Add the command that serves."""
    app.command("serve")(serve)


@asks
def serve(  # noqa: PLR0913 - each parameter is an option of the command
    *,
    to: To = None,
    host: Annotated[
        str, typer.Option(help="The desk's address, of this machine; 0.0.0.0 for all it has.")
    ] = HERE,
    desk_port: DeskPort = DESK_PORT,
    public_port: PublicPort = PUBLIC_PORT,
    desk_host: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="What browsers go to; else as the certificate says."),
    ] = None,
    certificate: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Else the one of `tls make`.")
    ] = None,
    key: Annotated[Path | None, typer.Option(metavar="FILE", help="Of the certificate.")] = None,
    no_desk: Annotated[
        bool, typer.Option("--no-desk", help="Serve the residents' pages alone.")
    ] = False,
    key_passphrase_file: KeyPassphrase = None,
) -> None:
    """Serve the desk, and the residents' pages as things happen, until Ctrl-C.

    The residents' pages stay on this machine: for others, a web server shows DIR/current.
    The desk answers beyond it with a certificate; `tls make` makes one.

    Example: reinstate serve --desk-port 8000 --public-port 8080
    """
    from reinstate.public import serving  # noqa: PLC0415 - templates are slow to load

    if no_desk:
        serving.refuse_beyond(host)
    place = (
        None
        if no_desk
        else desk_place(host, desk_port, Pair(certificate, key), tuple(desk_host or ()))
    )
    serve_both(
        Serving(
            target=(to or publishing.default_target()).absolute(),
            public_host=host if serving.is_here(host) else HERE,
            public_port=public_port,
            desk=place,
            key_passphrase=_asked(passphrase_of(key_passphrase_file)),
        )
    )


def serve_both(asked: Serving, show: Show | None = None) -> None:
    """Publish, then serve both sites until somebody stops it; say where they are."""
    from reinstate.public import publish as pages  # noqa: PLC0415 - templates are slow to load
    from reinstate.public import serving, watching  # noqa: PLC0415 - likewise slow

    first = pages.publish(asked.target, passphrase=asked.key_passphrase)
    stopping = _stopped_by_signals()
    with (
        serving.serving(
            asked.target, asked.public_host, asked.public_port, is_practice=first.is_practice
        ) as public,
        _desk(asked, public) as desk,
    ):
        data = {**published_data(first), "public": public, "desk": desk}
        at = _addresses(desk, public)
        emit(SCHEMA, data, lambda console: (show or _shown_with(first))(console, at))
        watching.watch(first, asked.key_passphrase, stopping, say_published, tell)
    output.errors.print("Stopped. The pages stay where they are.", highlight=False)


@contextmanager
def _desk(asked: Serving, public: str) -> Iterator[str]:
    """Keep the desk and its worker running; yield the address, or nothing without a desk."""
    place = asked.desk
    if place is None:
        yield ""
        return
    parts = parts_of(place, asked.target, public, asked.key_passphrase, is_demo=asked.is_demo)
    with supervised(parts, _say):
        if not wait_for(place.given):
            _say("The desk does not answer yet; it is tried on. What it said stands above.")
        yield place.address


def _say(words: str) -> None:
    output.errors.print(words, highlight=False, markup=False, soft_wrap=True)


def _asked(passphrase: str) -> str:
    """Ask once for what opens the key, where it is locked and somebody sits at a terminal."""
    if passphrase or not publishing.is_key_locked() or not sys.stdin.isatty():
        return passphrase
    return getpass.getpass("Passphrase of the signing key (Enter: go on without): ")


def _stopped_by_signals() -> Event:
    stopping = Event()

    def stop(*_: Any) -> None:
        stopping.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    return stopping


def _addresses(desk: str, public: str) -> list[str]:
    at_desk = [f"Desk:             {desk}"] if desk else []
    return [*at_desk, f"Residents' pages: {public}"]


def _shown_with(first: "Published") -> Show:
    def show(console: Console, at: Sequence[str]) -> None:
        lines = [*at, *published_lines(first)]
        lines += ["They follow the journal within 2 seconds. Ctrl-C stops."]
        console.print("\n".join(lines), highlight=False, markup=False, soft_wrap=True)

    return show
