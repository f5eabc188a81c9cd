"""From what the core says lifts a blocker, to the form of the desk that does it.

Blockers name a command of the command line; the desk has a form for each. Where it is not for
the person who looks, they read who can.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Final, Literal

from msgspec import Struct

from reinstate.core.access.confirm import Confirm
from reinstate.core.access.enrol import Enrol
from reinstate.core.access.erase_person import ErasePerson
from reinstate.core.access.leave import Leave
from reinstate.core.access.require_check import RequireCheck
from reinstate.core.access.roles import holds, people_with
from reinstate.core.checks import finding
from reinstate.core.commands.giving import roles_giving
from reinstate.core.commands.rules import Roles
from reinstate.core.commands.table import RULES
from reinstate.core.commands.targets import whole_council
from reinstate.core.gates.clean import Clean
from reinstate.core.gates.clear import Clear
from reinstate.core.gates.look import look_at, restorers
from reinstate.core.gates.reconnect import Reconnect
from reinstate.core.gates.rows_clearances import standing_clearances
from reinstate.core.incident.aware import RecordAwareness
from reinstate.core.incident.close import CloseIncident
from reinstate.core.incident.condition import MeetCondition
from reinstate.core.incident.decision import TakeDecision
from reinstate.core.incident.declare import Declare
from reinstate.core.incident.first_entry import BoundFirstEntry
from reinstate.core.incident.milestone import RecordMilestone
from reinstate.core.incident.next_update import SetNextUpdate
from reinstate.core.incident.phase import EnterPhase
from reinstate.core.incident.root_cause import RemediateRootCause
from reinstate.core.incident.told import TellAuthority
from reinstate.core.journal.events import facts
from reinstate.core.levels import lift as lift_level
from reinstate.core.levels import lower
from reinstate.core.levels.names import name_of
from reinstate.core.levels.open import Open
from reinstate.core.register.apply import Import
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.reference import SUBJECT_KINDS, PersonId, Ref, id_of, kind_of, service_of
from reinstate.core.terms.role import Role
from reinstate.desk import links, routes
from reinstate.desk.seen import Desk
from reinstate.desk.wording import either, role_words
from reinstate.operations.times import told

WHO_MAX: Final = 3
"""So many people are named who could lift a blocker."""

OF_TIME: Final = frozenset({"in-the-future", "future", "in-the-past", "review-in-the-past", "past"})
"""Blockers of a moment that does not fit: a home whose clock is set says what time it is there."""

ONE_MORE: Final = "You have signed; it takes one more."
"""What somebody reads who cleared a subject as the first of two."""

About = Literal["subject", "asked", "word", "number", "service", "person", "nothing"]
"""What the address of a form names: the subject in its path or its query, the first word after
the command, the number of an entry, the service of a cell, the person (everybody where none is
named), or nothing."""


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
    "open": Form("open", "Open it", Open, "service", {"cell": 1}),
    "level lift": _form("level-lift", "Lift that", lift_level.Lift, "service"),
    "level lower": _form("level-lower", "Lower it", lower.Lower, "service"),
    "workaround end": _form("services", "See the services", about="nothing"),
    "workaround reconcile": _form("services", "See the services", about="nothing"),
    "backlog count": _form("backlog-count", "Count it", None, "word"),
    "import": _form("import", "Import a sheet", Import, "nothing"),
    "status": _form("situation", "See the situation", about="nothing"),
    "journal show": _form("journal", "See the journal", about="nothing"),
    "journal correct": _form("entry-correct", "Put it right", about="number"),
    "user add": _form("enrol", "Enrol somebody", Enrol, "nothing"),
    "user grant": _form("grant", "Give them a role", about="person"),
    "user confirm": _form("confirm", "Vouch for them", Confirm, "person"),
    "user leave": _form("leave", "They have left", Leave, "person"),
    "user passphrase": _form("passphrase_of", "Set their passphrase", about="person"),
    "user reset-factor": _form("reset_factor", "Reset what they lost", about="person"),
    "user compromised": _form("compromised", "Say so", about="person"),
    "user list": _form("people", "See the people", about="nothing"),
    "notice draft": _form("notice-draft", "Write the words", None, "nothing"),
    "notice approve": _form("notice-approve", "Read and approve", None, "word"),
    "notice show": _form("message", "See the words", None, "word"),
    "notice withdraw": _form("notice-withdraw", "Take the words back", None, "word"),
    "promise make": _form("promise-make", "Make another promise", None, "nothing"),
    "promise end": _form("promise-end", "Say how it ended", None, "word"),
    "personal": _form("kept", "See what is kept", about="nothing"),
    "user erase": Form("erase", "Erase them", ErasePerson, "nothing", {"what": 2}),
    "council set": _form("council", "See what it is called", about="nothing"),
    "check require": _form("require-check", "Require a check", RequireCheck, "nothing"),
    "limit": _form("council", "See the limits", about="nothing"),
    "incident aware": Form(
        "aware", "Start its 72 hours", RecordAwareness, "nothing", {"controller": 2}
    ),
    "incident close": _form("close", "Close the incident", CloseIncident, "nothing"),
    "incident condition": _form("condition", "Say it is met", MeetCondition, "word"),
    "incident decision": _form("decision", "Write it down", TakeDecision, "nothing"),
    "incident declare": _form("declare", "Declare the incident", Declare, "nothing"),
    "incident first-entry": _form("first-entry", "Say when", BoundFirstEntry, "nothing"),
    "incident milestone": _form("milestone", "Write it down", RecordMilestone, "nothing"),
    "incident next-update": _form("next-update", "Set the next update", SetNextUpdate, "nothing"),
    "incident phase": _form("phase", "Enter it", EnterPhase, "nothing"),
    "incident root-cause": _form("root-cause", "Say how", RemediateRootCause, "nothing"),
    "incident told": Form(
        "told", "Say when they were told", TellAuthority, "nothing", {"controller": 2}
    ),
}
"""By the command's first words: `accept --gaps` is that command with that option."""

ELSEWHERE: Final[dict[str, str]] = {
    "init": "a home is made before there is a desk",
    "journal rotate-key": "keys are changed where their passphrase is typed: the command line",
    "journal verify": "the sentence names it for whoever runs the machine",
}
"""Commands that blockers name and the desk has no form for, each with why."""


RESETS: Final = frozenset({"passphrase_of", "reset_factor"})
"""Forms by which somebody else's way of signing in is set anew."""


class Lift(Struct, frozen=True):
    """Where a blocker is lifted; without an address, who can.

    `about` is the subject that the blocker names, if it is another than the page is about.
    """

    address: str
    words: str
    who: str = ""
    about: Ref = ""


def lift(desk: Desk, blocker: Blocker, subject: Ref = "") -> Lift | None:
    """Return the form that lifts a blocker, or who can; nothing where no form does."""
    said = blocker.need.removeprefix("reinstate ").split()
    form = form_of(said)
    if form is None or form.name not in routes.RULES:
        return None
    if blocker.code == "nobody-to-confirm" and form.name in RESETS:
        return None  # the sentence says whose turn it is: the form would refuse again
    about = _about(said) or subject
    if blocker.code in ("needs-connected", "all-connected"):
        named = (
            name_of(desk.council, about) if blocker.code == "needs-connected" else "what it lacks"
        )
        return Lift(links.to(desk, "subject", about), f"See {named}")
    address = _address(desk, form, said, about)
    if not address:
        return None
    target = _target(form, said, about)
    is_mine = links.leads(desk, form.name) and may(desk, form.command, target)
    if form.name == "clear" and is_mine:
        is_mine = not has_signed(desk, about)
    if is_mine and blocker.code not in ("clearer", "not-independent"):
        return Lift(address, form.words)
    who = who_can(desk, form.command, target)
    if form.name == "clear" and about:
        who = _who_can_sign(desk, about)
    named = _about(said)
    return Lift("", form.words, who, named if named != subject else "") if who else None


def has_signed(desk: Desk, subject: Ref) -> bool:
    """Return whether a clearance of a subject by the person who looks stands already."""
    return desk.person in _signers(desk, subject)


def sentence_for(desk: Desk, blocker: Blocker, subject: Ref) -> str:
    """Return a blocker as it is told to the person who looks: the one who signed is not named."""
    is_asked = blocker.code == "two-clearances" and not desk.is_past
    about = (_about(blocker.need.split()) or subject) if is_asked else ""
    if about and _signers(desk, about) == [desk.person]:
        return ONE_MORE
    if blocker.code in OF_TIME and desk.has_set_clock:
        return f"{blocker.sentence} It is {told(desk.now)} here: the clock of this home is set."
    return blocker.sentence


def _signers(desk: Desk, subject: Ref) -> list[PersonId]:
    return [one.person for one in standing_clearances(look_at(desk.present, subject, desk.now))]


def form_of(said: list[str]) -> Form | None:
    """Return the form for a command as it is typed: the most exact one."""
    options = [word for word in said if word.startswith("--")]
    names = [*(f"{said[0]} {option}" for option in options), " ".join(said[:2]), *said[:1]]
    return next((FORMS[name] for name in names if name in FORMS), None)


def may(desk: Desk, command: type | None, subject: Ref) -> bool:
    """Return whether the person who looks may give a command about a subject."""
    roles = _roles(desk, command, subject)
    target = subject or None
    return not roles or any(
        holds(desk.present, desk.person, role, target, desk.now) for role in roles
    )


def who_can(desk: Desk, command: type | None, subject: Ref, but: Collection[PersonId] = ()) -> str:
    """Return who may give a command about a subject, by name and role; nothing for everybody."""
    roles = sorted(_roles(desk, command, subject))
    if not roles or desk.is_past:
        return ""
    found = dict[PersonId, Role]()
    for role in roles:
        for one in _by_name(desk, people_with(desk.present, role, subject or None, desk.now)):
            found.setdefault(one, role)
    found.pop(desk.person, None)
    wanted = either([role_words(role) for role in roles])
    if found and found.keys() <= set(but):
        return f"It takes another {wanted}"
    first = [(one, role) for one, role in found.items() if one not in but][:WHO_MAX]
    if not first:
        return f"It takes a {wanted}: nobody has that role"
    if len({role for _, role in first}) == 1:
        named = either([desk.names.get(one, one) for one, _ in first])
        return f"{named} can, as {role_words(first[0][1])}"
    each = [f"{desk.names.get(one, one)} ({role_words(role)})" for one, role in first]
    return f"{either(each)} can"


def _who_can_sign(desk: Desk, subject: Ref) -> str:
    """Return who may clear a subject: not who has signed, nor who restored it."""
    barred = {*_signers(desk, subject), *restorers(look_at(desk.present, subject, desk.now))}
    return who_can(desk, Clear, subject, barred)


def _roles(desk: Desk, command: type | None, subject: Ref) -> Roles:
    """Return the roles of which a form asks for one; a form that gives no command asks none."""
    return roles_giving(desk.present, command, subject) if command is not None else frozenset()


def _by_name(desk: Desk, people: Iterable[PersonId]) -> list[PersonId]:
    return sorted(people, key=lambda one: desk.names.get(one, one))


def _about(said: list[str]) -> Ref:
    return next((word for word in said if kind_of(word) in SUBJECT_KINDS), "")


def _served(said: list[str]) -> Ref:
    return next((word for word in said if kind_of(word) in ("cell", "service")), "")


def _target(form: Form, said: list[str], about: Ref) -> Ref:
    """Return what a role has to reach: nothing for what takes it over the whole council."""
    if form.about == "service":
        return _served(said)
    rule = RULES.get(form.command) if form.command else None
    is_whole = form.about == "nothing" or (rule is not None and rule.targets is whole_council)
    return "" if is_whole else about


def _address(desk: Desk, form: Form, said: list[str], about: Ref) -> str:
    """Return the address of a form; nothing where what it is about was not said."""
    given = {name: _word(said, key) for name, key in form.query.items()}
    query = {name: word for name, word in given.items() if word and not word.isupper()}
    named = _named(desk, form, said, about)
    match form.about:
        case "nothing":
            return links.to(desk, form.name, **query)
        case "person" if not named:
            return links.to(desk, "people")
        case "asked":
            return links.to(desk, form.name, subject=named) if named else ""
        case _:
            return links.to(desk, form.name, named, **query) if named else ""


def _named(desk: Desk, form: Form, said: list[str], about: Ref) -> str:
    """Return what the address of a form names, as the command has it."""
    word, found = _word(said, 2), about
    match form.about:
        case "word":
            found = word
        case "number":
            found = word if word.isdecimal() else ""
        case "service":
            cell = _served(said)
            found = service_of(cell) if kind_of(cell) == "cell" else id_of(cell)
        case "person":
            found = next((each for each in said if each in desk.present.people), "")
        case _:
            pass
    return found


def _word(said: list[str], key: str | int) -> str:
    """Return the word at a place, or after an option; what is only to be put in is none."""
    place = said.index(key) + 1 if isinstance(key, str) and key in said else key
    found = said[place] if isinstance(place, int) and place < len(said) else ""
    return "" if found.isupper() else found
