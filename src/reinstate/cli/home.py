"""Making a home: new, or from a sealed export of another."""

import getpass
from pathlib import Path
from typing import Annotated, Final

import typer

from reinstate.cli.output import emit, say
from reinstate.cli.who import Json, PassphraseFile, passphrase_of
from reinstate.core.journal.events.home import CouncilNames, HomeKind
from reinstate.core.state.council import Council
from reinstate.core.terms.trouble import BadInput
from reinstate.operations import homes, identity
from reinstate.operations.opening import Founder, Opening, open_from, open_new

SCHEMA: Final = "init/1"
SECOND_FILE: Final = "--second-passphrase-file"
NEXT: Final = {
    "practice": (
        "Nothing here is real: --as is believed, and the clock may be set.",
        "Next: reinstate user add NAME --role clearer, then reinstate import DIR.",
    ),
    "exercise": (
        "Nothing here is real: --as is believed, and the clock may be set.",
        "Next: reinstate user add NAME --role clearer, then reinstate import DIR.",
    ),
    "real": (
        "Keep the passphrases apart from this machine; nobody can open the key without.",
        "At the desk both sign in with name and passphrase, and set up a second factor first.",
        "Next: reinstate journal checkpoint --to FILE; take it elsewhere; reinstate import DIR.",
    ),
}


RESTORED: Final = (
    "Two homes of one journal must not both go on: put the other away.",
    "Next: reinstate check, then reinstate publish.",
)


def register(app: typer.Typer) -> None:
    """Add the command that makes a home."""
    app.command("init")(init)


def init(  # noqa: PLR0913 - each parameter is an option of the command
    *,
    kind: Annotated[HomeKind, typer.Option(help="What it is, for ever.")] = "practice",
    owner: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="The first person; else this machine's user."),
    ] = None,
    second: Annotated[
        str, typer.Option(metavar="NAME", help="A second founder; a real home needs one.")
    ] = "",
    council: Annotated[
        str, typer.Option(metavar="NAME", help="What the council is called.")
    ] = "Unnamed council",
    host: Annotated[
        str, typer.Option(metavar="HOST", help="The host name of its public pages.")
    ] = "status.example",
    passphrase_file: PassphraseFile = None,
    second_passphrase_file: Annotated[
        Path | None, typer.Option(SECOND_FILE, help="The second founder's passphrase.")
    ] = None,
    key_passphrase_file: Annotated[
        Path | None,
        typer.Option(
            "--key-passphrase-file",
            help="Locks the signing key; in a real home else the owner's does.",
        ),
    ] = None,
    sealed: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE", help="A sealed export to make the home from."),
    ] = None,
    is_json: Json = False,  # noqa: ARG001 - its callback has set how we talk
) -> None:
    """Make a home: the journal, its key and its first people. Asks nothing.

    Example: reinstate init --owner "Asha Patel" --council "Thornmere District Council"
    """
    passphrase = passphrase_of(passphrase_file)
    if sealed is not None:
        _tell(open_from(sealed, passphrase), "The home stands as it was exported.", RESTORED)
        return
    opening = Opening(
        kind=kind,
        council=CouncilNames(council, host),
        owner=Founder(_machine_user() if owner is None else owner, passphrase=passphrase),
        second=_second(second, second_passphrase_file),
        key_passphrase=passphrase_of(key_passphrase_file),
    )
    _tell(open_new(opening).council, f"A {kind} home was made.")


def _second(name: str, file: Path | None) -> Founder | None:
    if name:
        return Founder(name, passphrase=passphrase_of(file))
    if file is not None:
        raise BadInput(
            "second-missing",
            f"{SECOND_FILE} is given, but nobody is named.",
            next="Add --second NAME.",
        )
    return None


def _machine_user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # an account without a name, as containers have
        return "owner"


def _tell(council: Council, did: str, following: tuple[str, ...] = ()) -> None:
    home, path = council.home, homes.home_path()
    names, typed = identity.names(), identity.handles_by_id()
    data = {
        "home": str(path),
        "kind": home.kind,
        "council": home.council.name,
        "host": home.council.host,
        "origin": home.origin,
        "key": home.keys[-1],
        "entries": council.seq,
        "people": [
            {"id": id_, "handle": handle, "name": names[id_]} for id_, handle in typed.items()
        ],
    }
    lines = (
        did,
        f"  place    {path}",
        f"  council  {home.council.name}",
        f"  journal  {home.origin}, {council.seq} entries",
        f"  people   {', '.join(identity.handles(council))}",
        *(following or NEXT[home.kind]),
    )
    emit(SCHEMA, data, lambda _: say("\n".join(lines)))
