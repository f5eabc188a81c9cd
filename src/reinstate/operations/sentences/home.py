"""How events of the home, its people and its register are told."""

from typing import Any, Final

from reinstate.core.access.known import FACTOR_WORDS
from reinstate.core.journal.events import home, people, register
from reinstate.core.journal.events.union import EntryCorrected
from reinstate.core.journal.rows import AnyRow, EdgeRow, key_of
from reinstate.core.terms.role import Role
from reinstate.operations.sentences.wording import Worded, Wording, counted, listed, span

FACTOR_WAS: Final[dict[people.Strength, str]] = {
    "asserted": "name of {} is set anew.",
    "password": "passphrase of {} is set anew.",
    "totp": "one-time codes of {} are reset, so that new ones can be set up.",
    "passkey": "passkeys of {} are reset, so that new ones can be set up.",
}

WORDED: Final[dict[type, Worded]] = {
    home.HomeOpened: lambda e, _: (
        f"The {e.kind} home of {e.council.name} is opened, as {e.origin}, with"
        f" {counted(len(e.limits), 'limit')} and {counted(len(e.required_checks), 'rule')} of"
        " required checks."
    ),
    home.CouncilSet: lambda e, _: (
        f"The council is {e.council.name}, at {e.council.host}, in {e.council.colour}."
    ),
    home.KeyTrusted: lambda e, _: (
        f"Checkpoints are signed by {e.key}"
        + (f", no longer by {e.replaces}." if e.replaces else ".")
    ),
    home.ClockSet: lambda e, w: (
        f"The clock stands at {w.at(e.to)}." if e.to else "The clock is the machine's again."
    ),
    home.ClockSteppedBack: lambda e, w: (
        f"The clock stepped back, from {w.at(e.from_)} to {w.at(e.to)}."
    ),
    home.LimitTightened: lambda e, _: f"The limit {e.limit} is {span(e.minutes)} from now on.",
    home.RequiredCheckAdded: lambda e, _: (
        f"More checks are required: {listed(e.rule.checks)}, {_which(e.rule)}."
    ),
    home.NoteRedacted: lambda e, _: f"What was written as {e.note} is erased.",
    home.KeptLonger: lambda e, w: (
        f"The review of {_reviewed(e, w)} is put off until {w.at(e.until)}{w.why(e.why)}."
    ),
    people.PersonEnrolled: lambda e, w: (
        f"{w.person(e.person)} is enrolled"
        + (f", of {w.ref('organisation:' + e.organisation)}." if e.organisation else ".")
    ),
    people.PersonLeft: lambda e, w: f"{w.person(e.person)} has left.",
    people.RoleGranted: lambda e, w: (
        f"{w.person(e.person)} is {_role(e.role)} over {_scope(e.scope, w)}"
        + (f", from {w.at(e.from_)}" if e.from_ else "")
        + (f", until {w.at(e.until)}." if e.until else ".")
    ),
    people.RoleEnded: lambda e, w: f"{_ended(e, w)}.",
    people.FactorReset: lambda e, w: f"The {FACTOR_WAS[e.factor].format(w.person(e.person))}",
    people.StandingConfirmed: lambda e, w: f"{_vouched(e, w)} is vouched for.",
    people.PersonCompromised: lambda e, w: (
        f"The account of {w.person(e.person)} was not theirs alone{w.when(e.since)}{w.why(e.note)}."
    ),
    people.PersonErased: lambda e, w: (
        f"The name, contact and factors of {w.person(e.person)} are erased."
    ),
    register.RowAdded: lambda e, w: f"On the register: {_row(e.row, w)}.",
    register.RowChanged: lambda e, w: f"Changed on the register: {_row(e.row, w)}.",
    register.RowGone: lambda e, w: f"Retired from the register: {_row(e.row, w)}.",
    register.CellsDivided: lambda e, w: (
        f"{w.ref('service:' + e.service)} is divided into {listed(e.cells)}."
    ),
    EntryCorrected: lambda e, w: (
        f"Entry {e.entry} is "
        + ("put right" if e.event is not None else "withdrawn")
        + f"{w.why(e.note)}."
    ),
}


def _reviewed(event: home.KeptLonger, wording: Wording) -> str:
    texts = (counted(len(event.notes), "text"),) if event.notes else ()
    return listed((*texts, *(f"the name of {wording.person(one)}" for one in event.people)))


def _which(rule: home.CheckRule) -> str:
    parts = (*rule.kinds, *rule.hosting, *(f"by {route}" for route in rule.routes))
    return f"of systems that are {listed(parts)}" if parts else "of every system"


def _role(role: Role) -> str:
    """Return a role as people say it."""
    return role.value.replace("-", " ")


def _scope(scope: str, wording: Wording) -> str:
    return "everything" if scope == "all" else wording.ref(scope)


def _ended(event: Any, wording: Wording) -> str:
    grant = wording.council.grants.get(event.grant)
    if grant is None:
        return f"The grant {event.grant} ends"
    scope = _scope(grant.scope, wording)
    return f"{wording.person(grant.person)} is no longer {_role(grant.role)} over {scope}"


def _vouched(event: people.StandingConfirmed, wording: Wording) -> str:
    """Return what was done for somebody, as what a second person vouches for."""
    who, person = wording.person(event.person), wording.council.people.get(event.person)
    if person is not None and person.enrolled.seq == event.entry:
        return f"The enrolment of {who}"
    for id_ in person.grants if person is not None else ():
        grant = wording.council.grants[id_]
        if grant.backed.seq == event.entry:
            return f"That {who} is {_role(grant.role)} over {_scope(grant.scope, wording)}"
    for kind, words in FACTOR_WORDS.items():
        if person is not None and (reset := person.factors.get(kind)) and reset.seq == event.entry:
            return f"The {words} of {who}"
    return f"What entry {event.entry} says of {who}"


def _row(row: AnyRow, wording: Wording) -> str:
    if isinstance(row, EdgeRow):
        return f"{wording.ref(row.from_)} {row.kind} {wording.ref(row.to)}"
    key = key_of(row)
    return f"{row.name} ({key})" if row.name else key
