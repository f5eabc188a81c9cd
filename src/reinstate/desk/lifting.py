"""From what the core says lifts a blocker, to the form of the desk that does it.

Blockers name a command of the command line; the desk has a form for each. Where it is not for
the person who looks, they read who can.
"""

from collections.abc import Mapping
from typing import Final, Literal

from msgspec import Struct

from reinstate.core.access.roles import holds, people_with
from reinstate.core.checks import finding
from reinstate.core.commands.proposals import SIGNERS
from reinstate.core.commands.rules import FACT_ROLES, Roles
from reinstate.core.commands.table import RULES
from reinstate.core.gates.clean import Clean
from reinstate.core.gates.clear import Clear
from reinstate.core.gates.look import look_at
from reinstate.core.gates.reconnect import Reconnect
from reinstate.core.gates.rows_connected import accepting_role
from reinstate.core.journal.events import facts
from reinstate.core.levels.names import name_of
from reinstate.core.levels.open import Open
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.reference import SUBJECT_KINDS, Ref, id_of, kind_of, service_of
from reinstate.core.terms.role import Role
from reinstate.desk import links, routes
from reinstate.desk.seen import Desk
from reinstate.desk.wording import either, role_words

WHO_MAX: Final = 3
"""So many people are named who could lift a blocker."""

About = Literal["subject", "asked", "word", "service", "person", "nothing"]
"""What the address of a form names: the subject in its path or its query, the first word after
the command, the service of a cell, the person (everybody where none is named), or nothing."""


class Form(Struct, frozen=True):
    """A form: the name of its address, the words of its link, and whose it is.

    `command` is the command or fact that it gives: its roles say who may. `query` are words of
    the command that the form starts from, by their option or place.
    """

    name: str
    words: str
    command: type | None = None
    about: About = "subject"
    query: Mapping[str, str | int] = {}


def _form(name: str, words: str, command: type | None = None, about: About = "subject") -> Form:
    return Form(name, words, command, about)


FORMS: Final[dict[str, Form]] = {
    "isolate": _form("isolate", "Isolate it"),
    "route": _form("route", "Choose the way back", facts.RouteChosen),
    "evidence": _form("evidence", "Keep evidence", facts.EvidenceTaken),
    "restore-point": _form("restore-point", "Record one", facts.RestorePointRecorded),
    "rebuilt": _form("rebuilt", "Say it was rebuilt", facts.Rebuilt),
    "attestation": _form("attestation", "Add the letter", facts.AttestationReceived),
    "tokens-revoked": _form("tokens-revoked", "Say they were revoked", facts.TokensRevoked),
    "devices-done": _form("devices-done", "Count what is done", facts.DevicesDone),
    "clean": _form("clean", "Move it to the clean zone", Clean),
    "credentials": _form("credentials", "Say they were reset", facts.CredentialsReset),
    "patched": _form("patched", "Say it was patched", facts.Patched),
    "monitored": _form("monitored", "Say it is monitored", facts.MonitoringAttached),
    "check record": Form("check", "Record the check", facts.CheckRecorded, query={"check": 3}),
    "finding remediated": _form(
        "finding-remediated", "Show that it is put right", finding.RemediateFinding, "word"
    ),
    "accept --unsupported": _form("accept-unsupported", "Accept that", facts.SupportAccepted),
    "accept --gaps": Form(
        "accept-gaps", "Accept the gaps", facts.GapsAccepted, query={"check": "--gaps"}
    ),
    "accept": _form("accept", "Accept it", facts.SubjectAccepted),
    "clear": _form("clear", "Read and sign", Clear, "asked"),
    "reconnect": _form("reconnect", "Reconnect it", Reconnect),
    "gate": _form("subject", "See what it lacks"),
    "open": _form("service", "See the service", Open, "service"),
    "level lift": _form("service", "See the service", None, "service"),
    "level lower": _form("service", "See the service", None, "service"),
    "workaround end": _form("services", "See the services", None, "nothing"),
    "workaround reconcile": _form("services", "See the services", None, "nothing"),
    "backlog count": _form("backlog-count", "Count it", None, "word"),
    "import": _form("import", "Import a sheet", None, "nothing"),
    "status": _form("situation", "See the situation", None, "nothing"),
    "journal show": _form("journal", "See the journal", None, "nothing"),
    "user add": _form("enrol", "Enrol somebody", None, "nothing"),
    "user list": _form("people", "See the people", None, "nothing"),
    "user grant": _form("grant", "Give them a role", None, "person"),
    "user confirm": _form("confirm", "Vouch for them", None, "person"),
    "user leave": _form("leave", "They have left", None, "person"),
    "user passphrase": _form("passphrase_of", "Set their passphrase", None, "person"),
    "user reset-factor": _form("reset_factor", "Reset what they lost", None, "person"),
    "user compromised": _form("compromised", "Say so", None, "person"),
    "notice draft": _form("messages", "See the messages", None, "nothing"),
    "notice approve": _form("messages", "See the messages", None, "nothing"),
    "notice show": _form("messages", "See the messages", None, "nothing"),
    "notice withdraw": _form("messages", "See the messages", None, "nothing"),
    "promise make": _form("messages", "See the messages", None, "nothing"),
    "promise end": _form("messages", "See the messages", None, "nothing"),
    "incident": _form("incident", "See the incident", None, "nothing"),
    "journal correct": _form("incident", "See the incident", None, "nothing"),
}
"""By the command's first words: `accept --gaps` is that command with that option."""

ELSEWHERE: Final[dict[str, str]] = {
    "check require": "a council may add a required check only rarely: from the command line",
    "council set": "names and colours of the council are set once, from the command line",
    "init": "a home is made before there is a desk",
    "journal rotate-key": "keys are changed where their passphrase is typed: the command line",
    "journal verify": "the sentence names it for whoever runs the machine",
    "limit": "limits are tightened rarely, from the command line",
    "personal": "texts and names are erased and kept longer from the command line",
    "user erase": "people and texts are erased from the command line",
}
"""Commands that blockers name and the desk has no form for, each with why."""


class Lift(Struct, frozen=True):
    """Where a blocker is lifted; without an address, who can."""

    address: str
    words: str
    who: str = ""


def lift(desk: Desk, blocker: Blocker, subject: Ref = "") -> Lift | None:
    """Return the form that lifts a blocker, or who can; nothing where no form does."""
    said = blocker.need.removeprefix("reinstate ").split()
    form = form_of(said)
    if form is None or form.name not in routes.RULES:
        return None
    about = _about(said) or subject
    if blocker.code == "needs-connected":
        return Lift(links.to(desk, "subject", about), f"See {name_of(desk.council, about)}")
    address = _address(desk, form, said, about)
    if not address:
        return None
    is_mine = links.leads(desk, form.name) and may(desk, form.command, about)
    if is_mine and blocker.code not in ("clearer", "not-independent"):
        return Lift(address, form.words)
    who = who_can(desk, form.command, about)
    return Lift("", form.words, who) if who else None


def form_of(said: list[str]) -> Form | None:
    """Return the form for a command as it is typed: the most exact one."""
    options = [word for word in said if word.startswith("--")]
    names = [*(f"{said[0]} {option}" for option in options), " ".join(said[:2]), *said[:1]]
    return next((FORMS[name] for name in names if name in FORMS), None)


def may(desk: Desk, command: type | None, subject: Ref) -> bool:
    """Return whether the person who looks may give a command about a subject."""
    roles = roles_for(desk, command, subject)
    target = subject or None
    return not roles or any(
        holds(desk.present, desk.person, role, target, desk.now) for role in roles
    )


def who_can(desk: Desk, command: type | None, subject: Ref) -> str:
    """Return who may give a command about a subject, by name and role; nothing for everybody."""
    roles = sorted(roles_for(desk, command, subject))
    if not roles or desk.is_past:
        return ""
    found = [
        one for role in roles for one in people_with(desk.present, role, subject or None, desk.now)
    ]
    others = [one for one in dict.fromkeys(found) if one != desk.person]
    named = either([desk.names.get(one, one) for one in others[:WHO_MAX]])
    wanted = either([role_words(role) for role in roles])
    return f"{named} can, as {wanted}" if named else f"It takes a {wanted}: nobody has that role"


def roles_for(desk: Desk, command: type | None, subject: Ref) -> Roles:
    """Return the roles of which one is needed; none means that everybody may."""
    if command is None:
        return frozenset[Role]()
    if command is facts.SubjectAccepted:
        return frozenset({accepting_role(look_at(desk.present, subject, desk.now))})
    if command in SIGNERS:
        first, second = SIGNERS[command]
        return first | second
    return FACT_ROLES[command] if command in FACT_ROLES else RULES[command].roles


def _about(said: list[str]) -> Ref:
    return next((word for word in said if kind_of(word) in SUBJECT_KINDS), "")


def _address(desk: Desk, form: Form, said: list[str], about: Ref) -> str:
    """Return the address of a form; nothing where what it is about was not said."""
    query = {name: found for name, key in form.query.items() if (found := _word(said, key))}
    match form.about:
        case "subject":
            return links.to(desk, form.name, about, **query) if about else ""
        case "asked":
            return links.to(desk, form.name, subject=about) if about else ""
        case "word":
            word = _word(said, 2)
            return links.to(desk, form.name, word) if word and not word.isupper() else ""
        case "service":
            service = next((w for w in said if kind_of(w) in ("cell", "service")), "")
            named = service_of(service) if kind_of(service) == "cell" else id_of(service)
            return links.to(desk, form.name, named) if named else ""
        case "person":
            whom = next((word for word in said if word in desk.present.people), "")
            return links.to(desk, form.name, whom) if whom else links.to(desk, "people")
        case "nothing":
            return links.to(desk, form.name)


def _word(said: list[str], key: str | int) -> str:
    """Return the word at a place, or after an option."""
    place = said.index(key) + 1 if isinstance(key, str) and key in said else key
    return said[place] if isinstance(place, int) and place < len(said) else ""
