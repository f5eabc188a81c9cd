"""How the journal is worded on pages: kinds of event, how sure we are, by which surface."""

from typing import Final

from reinstate.core.journal.entry import Entry

KINDS: Final = {
    "containment": "Cut off and back",
    "evidence": "Evidence, checks, repairs",
    "findings": "Findings",
    "clearances": "Clearances and second signatures",
    "services": "Services and levels",
    "incident": "The incident",
    "messages": "Messages and promises",
    "people": "People and roles",
    "register": "The register",
    "home": "The home itself",
    "corrections": "Corrections",
}
SURFACES: Final = {
    "desk": "at the desk",
    "cli": "at the command line",
    "import": "by an import",
    "demo": "in the demo",
}
STRENGTHS: Final = {
    "asserted": "nobody proved who they are",
    "password": "proved by passphrase",
    "totp": "proved by passphrase and one-time code",
    "passkey": "proved by passkey",
}


def briefly(entry: Entry) -> str:
    """Return by which surface an entry came, and by what somebody proved who they are."""
    said = SURFACES[entry.via.surface]
    return said if entry.via.strength == "asserted" else f"{said}, {STRENGTHS[entry.via.strength]}"


def via(entry: Entry) -> str:
    """Return by which surface an entry came, and how sure we are who it was."""
    said = SURFACES[entry.via.surface]
    if entry.actor.startswith("machine:"):
        return said
    return f"{said}, {STRENGTHS[entry.via.strength]}"
