"""Putting the residents' pages where they are read: once, or for as long as it runs."""

import getpass
import signal
import sys
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer
from rich.console import Console

from reinstate.cli.acts import asks
from reinstate.cli.output import emit, output, say
from reinstate.cli.trouble import tell
from reinstate.cli.who import passphrase_of
from reinstate.operations import publishing
from reinstate.operations.turning import CURRENT

if TYPE_CHECKING:
    from reinstate.public.publish import Published

PUBLISH_SCHEMA: Final = "publish/1"
SERVE_SCHEMA: Final = "serve/1"
PUBLIC_PORT: Final = 8080

To = Annotated[
    Path | None,
    typer.Option(metavar="DIR", help="Where the pages go; else `site` in the home."),
]
KeyPassphrase = Annotated[
    Path | None,
    typer.Option(
        "--key-passphrase-file",
        metavar="FILE",
        help="Opens the signing key where it is locked; without it the last proof stays.",
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands that publish."""
    app.command("publish")(publish)
    app.command("serve")(serve)


@asks
def publish(*, to: To = None, key_passphrase_file: KeyPassphrase = None) -> None:
    """Write the residents' pages to DIR/releases/N and turn DIR/current to them.

    Nothing new, and nothing is written. A web server shows DIR/current.

    Example: reinstate publish --to /srv/status
    """
    from reinstate.public import publish as pages  # noqa: PLC0415 - templates are slow to load

    target = (to or publishing.default_target()).absolute()
    published = pages.publish(target, passphrase=passphrase_of(key_passphrase_file))
    emit(PUBLISH_SCHEMA, _data(published), lambda _: say("\n".join(_lines(published))))


@asks
def serve(
    *,
    to: To = None,
    host: Annotated[str, typer.Option(help="An address of this machine.")] = "127.0.0.1",
    public_port: Annotated[
        int, typer.Option(help="The port of the residents' pages; 0 takes a free one.")
    ] = PUBLIC_PORT,
    key_passphrase_file: KeyPassphrase = None,
) -> None:
    """Show the residents' pages on this machine, published afresh as things happen.

    Example: reinstate serve --public-port 8080
    """
    from reinstate.public import publish as pages  # noqa: PLC0415 - templates are slow to load
    from reinstate.public import serving, watching  # noqa: PLC0415 - likewise slow

    serving.refuse_beyond(host)
    passphrase = _asked(passphrase_of(key_passphrase_file))
    target = (to or publishing.default_target()).absolute()
    first = pages.publish(target, passphrase=passphrase)
    stopping = _stopped_by_signals()
    with serving.serving(target, host, public_port, is_practice=first.is_practice) as address:
        data = {**_data(first), "public": address}
        emit(SERVE_SCHEMA, data, lambda console: _show_served(console, address, first))
        watching.watch(first, passphrase, stopping, _say_published, tell)
    output.errors.print("Stopped. The pages stay where they are.", highlight=False)


def _asked(passphrase: str) -> str:
    """Ask once for what opens the key, where it is locked and somebody sits at a terminal."""
    if passphrase or not publishing.is_key_locked() or not sys.stdin.isatty():
        return passphrase
    return getpass.getpass("Passphrase of the signing key (Enter: go on without): ")


def _stopped_by_signals() -> Event:
    stopping = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    return stopping


def _show_served(console: Console, address: str, first: "Published") -> None:
    console.print(f"Residents' pages: {address}", highlight=False)
    for line in _lines(first):
        console.print(line, highlight=False, markup=False)
    console.print("They follow the journal within 2 seconds. Ctrl-C stops.", highlight=False)


def _say_published(published: "Published") -> None:
    release = published.release
    if release.is_new:
        changed = len(release.written) + len(release.gone)
        words = f"Entry {published.entries}: release {release.number}, {_files(changed)} changed."
        output.errors.print(words, highlight=False)


def _data(published: "Published") -> dict[str, Any]:
    release = published.release
    return {
        "at": published.at,
        "target": str(published.target),
        "release": release.number,
        "is_new": release.is_new,
        "written": list(release.written),
        "kept": release.kept,
        "gone": list(release.gone),
        "services": published.services,
        "is_practice": published.is_practice,
        "entries": published.entries,
        "checkpoint": _checkpoint(published),
        "left_out": list(published.left_out),
    }


def _checkpoint(published: "Published") -> str:
    if not published.has_checkpoint:
        return "none"
    return "fresh" if published.is_checkpoint_fresh else "earlier"


def _lines(published: "Published") -> list[str]:
    release = published.release
    place = published.target / CURRENT
    if release.is_new:
        counts = f"{release.kept} as before, {len(release.gone)} gone"
        written = _files(len(release.written))
        lines = [f"Release {release.number} is in {place}: {written} written, {counts}."]
    else:
        lines = [f"Nothing changed: release {release.number} in {place} stands."]
    lines += _WARNINGS[_checkpoint(published)]
    return lines + [f"Left out: notice {id_}. {_ALTERED}" for id_ in published.left_out]


_ALTERED: Final = (
    "Its words are not those that were approved: run `reinstate journal verify`,"
    " then have them drafted and approved anew."
)
_WARNINGS: Final[dict[str, list[str]]] = {
    "fresh": [],
    "earlier": ["The signing key is locked: the proof published earlier stays."],
    "none": ["The signing key is locked or missing: no proof of the journal is published."],
}


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count} files"
