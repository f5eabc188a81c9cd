"""The desk's certificate, and how other machines come to trust it."""

from typing import Annotated, Any, Final

import typer
from rich.console import Console

from reinstate.cli.acts import asks
from reinstate.cli.groups import group
from reinstate.cli.output import emit, say
from reinstate.operations import certificates
from reinstate.operations.certificates import Certificates
from reinstate.operations.times import told

SCHEMA: Final = "tls/1"

STEPS: Final = (
    ("Windows, as administrator", 'certutil -addstore -f Root "{file}"'),
    (
        "macOS",
        (
            "sudo security add-trusted-cert -d -r trustRoot"
            ' -k /Library/Keychains/System.keychain "{file}"'
        ),
    ),
    ("Debian, Ubuntu", "sudo cp {file} /usr/local/share/ca-certificates/reinstate.crt"),
    ("", "sudo update-ca-certificates"),
    ("Fedora, Red Hat", "sudo cp {file} /etc/pki/ca-trust/source/anchors/reinstate.crt"),
    ("", "sudo update-ca-trust"),
    (
        "Chromium on Linux",
        'certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n "Reinstate desk" -i {file}',
    ),
    ("Firefox", "Settings > Privacy & Security > View Certificates > Authorities > Import;"),
    ("", "tick 'Trust this CA to identify websites'."),
    ("iPhone, iPad", "Open the file; Settings > Profile Downloaded > Install; then"),
    ("", "General > About > Certificate Trust Settings: turn it on."),
    ("Android", "Settings > Security > Encryption & credentials > Install a certificate > CA."),
)
"""As the makers describe it, read 2026-11; Android's Firefox trusts no authority of one's own."""


def register(app: typer.Typer) -> None:
    """Add the commands about the certificate."""
    tls = group(app, "tls", "The desk's certificate, and how other machines come to trust it.")
    tls.command("make")(make)
    tls.command("show")(show)


@asks
def make(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME...", help="What browsers go to; else as before."),
    ] = None,
    *,
    new_authority: Annotated[
        bool, typer.Option("--new-authority", help="Every machine then has to trust anew.")
    ] = False,
) -> None:
    """Make the desk's certificate, signed by an authority of this home's own.

    Again without names, it renews the certificate; who trusts the authority notices nothing.

    Example: reinstate tls make desk.thornmere.example
    """
    _tell(certificates.make(names or (), is_anew=new_authority), are_steps_told=True)


@asks
def show() -> None:
    """Show for which names the certificate is, until when, and the digests to compare.

    Example: reinstate tls show
    """
    _tell(certificates.shown(), are_steps_told=False)


def _tell(found: Certificates, *, are_steps_told: bool) -> None:
    def shown(console: Console) -> None:
        lines = _lines(found)
        if are_steps_told and found.is_new_authority:
            lines += _steps(found)
        console.print("\n".join(lines), highlight=False, markup=False, soft_wrap=True)

    emit(SCHEMA, _data(found), shown)
    if found.is_name_taken:
        name = found.server.names[0]
        say(f"No name was given, so this machine's was taken: {name}. If browsers are to go to")
        say("another, give it: reinstate tls make --new-authority NAME.")
    if found.is_due:
        say("The certificate ends within 30 days: `reinstate tls make` renews it.")


def _data(found: Certificates) -> dict[str, Any]:
    own, server = found.authority, found.server
    return {
        "names": list(server.names),
        "certificate": str(server.path),
        "key": str(found.key),
        "sha256": server.sha256,
        "until": server.until,
        "authority": str(own.path),
        "authority_sha256": own.sha256,
        "authority_names": list(own.names),
        "authority_until": own.until,
        "is_new_authority": found.is_new_authority,
        "is_due": found.is_due,
    }


def _lines(found: Certificates) -> list[str]:
    own, server = found.authority, found.server
    return [
        f"The desk's certificate is for {', '.join(server.names)}, until {told(server.until)}.",
        f"  certificate  {server.path}",
        f"  key          {found.key}",
        f"  SHA-256      {_pairs(server.sha256)}",
        f"Its authority, until {told(own.until)}, can sign for {', '.join(own.names)} alone.",
        f"  certificate  {own.path}",
        f"  SHA-256      {_pairs(own.sha256)}",
    ]


def _pairs(digest: str) -> str:
    """Return a digest as browsers and phones show it."""
    return ":".join(digest[at : at + 2] for at in range(0, len(digest), 2)).upper()


def _steps(found: Certificates) -> list[str]:
    own = found.authority.path
    width = max(len(where) for where, _ in STEPS)
    steps = [f"  {where:<{width}}  {step.format(file=own.name)}" for where, step in STEPS]
    return [
        "",
        f"Each machine that is to open the desk has to trust {own.name}, once. Carry the file",
        "there on a stick, compare its SHA-256 with the one above (read it out), then:",
        *steps,
        "",
        "Passkeys need https and a name: with a bare address people sign in with a code instead.",
        "Keep the two .key files where they are: whoever has one can pretend to be the desk.",
    ]
