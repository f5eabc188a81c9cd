"""Putting the residents' pages where they are read, and what is told of it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from reinstate.cli.acts import asks
from reinstate.cli.output import emit, output, say
from reinstate.cli.who import passphrase_of
from reinstate.operations import publishing
from reinstate.operations.turning import CURRENT

if TYPE_CHECKING:
    from reinstate.public.publish import Published

PUBLISH_SCHEMA: Final = "publish/1"

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
    """Add the command that publishes."""
    app.command("publish")(publish)


@asks
def publish(*, to: To = None, key_passphrase_file: KeyPassphrase = None) -> None:
    """Write the residents' pages to DIR/releases/N and turn DIR/current to them.

    Nothing new, and nothing is written. A web server shows DIR/current.

    Example: reinstate publish --to /srv/status
    """
    from reinstate.public import publish as pages  # noqa: PLC0415 - templates are slow to load

    target = (to or publishing.default_target()).absolute()
    published = pages.publish(target, passphrase=passphrase_of(key_passphrase_file))
    emit(
        PUBLISH_SCHEMA,
        published_data(published),
        lambda _: say("\n".join(published_lines(published))),
    )


def say_published(published: "Published") -> None:
    """Say on standard error that a new release stands."""
    release = published.release
    if release.is_new:
        changed = len(release.written) + len(release.gone)
        words = f"Entry {published.entries}: release {release.number}, {_files(changed)} changed."
        output.errors.print(words, highlight=False)


def published_data(published: "Published") -> dict[str, Any]:
    """Return a publication as JSON answers tell it."""
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


def published_lines(published: "Published") -> list[str]:
    """Return a publication in sentences for a person."""
    release = published.release
    place = published.target / CURRENT
    if release.is_new:
        counts = f"{release.kept} as before, {len(release.gone)} gone"
        written = _files(len(release.written))
        lines = [f"Release {release.number} is in {place}: {written} written, {counts}."]
    else:
        lines = [f"Nothing changed: release {release.number} in {place} stands."]
    lines += _proof_lines(published)
    return lines + [f"Left out: notice {id_}. {_ALTERED}" for id_ in published.left_out]


_ALTERED: Final = (
    "Its words are not those that were approved: run `reinstate journal verify`,"
    " then have them drafted and approved anew."
)
KEY_MISSING: Final = "Restore the keys folder from a copy of this home."
KEY_LOCKED: Final = (
    "Put its passphrase into a file that only you read, and repeat this with"
    " --key-passphrase-file FILE."
)


def _proof_lines(published: "Published") -> list[str]:
    """Return what is told of a proof that is not fresh: why, and the way on."""
    if published.is_checkpoint_fresh:
        return []
    stands = (
        "the proof published earlier stays"
        if published.has_checkpoint
        else "no proof of the journal is published"
    )
    why, next_ = ("locked", KEY_LOCKED) if publishing.is_key_locked() else ("missing", KEY_MISSING)
    return [f"The signing key is {why}: {stands}. {next_}"]


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count} files"
