"""Events of the home itself: its opening, names, keys, clock, limits and corrections."""

from typing import Literal

from msgspec import Struct

from reinstate.core.journal.event import Event
from reinstate.core.terms.limit import Limit
from reinstate.core.terms.moment import Instant
from reinstate.core.terms.note import Note
from reinstate.core.terms.reference import PersonId
from reinstate.core.terms.system import Hosting, Route

HomeKind = Literal["real", "practice", "exercise"]


class CouncilNames(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What the council is called, its public host name and its brand colour (`#rrggbb`)."""

    name: str
    host: str = "status.example"
    colour: str = "#00594c"


class CheckRule(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """Which checks a system needs; an empty list of kinds means every kind."""

    kinds: tuple[str, ...] = ()
    hosting: tuple[Hosting, ...] = ()
    routes: tuple[Route, ...] = ()
    checks: tuple[str, ...] = ()


class HomeOpened(Event, frozen=True, kw_only=True, tag="home-opened/1"):
    """Entry 1: what this home is, for ever, with every default it started from.

    `origin` names the journal in checkpoints; `limits` are minutes.
    """

    kind: HomeKind
    council: CouncilNames
    origin: str
    limits: dict[Limit, int]
    required_checks: tuple[CheckRule, ...]


class CouncilSet(Event, frozen=True, kw_only=True, tag="council-set/1"):
    """The council's name, host and colour from now on."""

    council: CouncilNames


class KeyTrusted(Event, frozen=True, kw_only=True, tag="key-trusted/1"):
    """The public key that signs checkpoints from now on, and the one it replaces."""

    key: str
    replaces: str = ""


class ClockSet(Event, frozen=True, kw_only=True, tag="clock-set/1"):
    """The practice clock stands at `to`; without `to` the machine's clock is read again."""

    to: Instant | None = None


class ClockSteppedBack(
    Event, frozen=True, kw_only=True, tag="clock-stepped-back/1", rename={"from_": "from"}
):
    """The clock read earlier than the entry before: written first, so ages stay right."""

    from_: Instant
    to: Instant


class LimitTightened(Event, frozen=True, kw_only=True, tag="limit-tightened/1"):
    """A stricter limit from now on, in minutes."""

    limit: Limit
    minutes: int


class RequiredCheckAdded(Event, frozen=True, kw_only=True, tag="required-check-added/1"):
    """More checks that systems of these kinds, hostings and routes need."""

    rule: CheckRule


class NoteRedacted(Event, frozen=True, kw_only=True, tag="note-redacted/1"):
    """A text and its salt were erased; the digest of it in the journal stays."""

    note: str


class KeptLonger(Event, frozen=True, kw_only=True, tag="kept-longer/1"):
    """Texts, and names of people who left, are needed on: asked again after `until`."""

    notes: tuple[str, ...] = ()
    people: tuple[PersonId, ...] = ()
    until: Instant
    why: Note


HomeEvent = (
    HomeOpened
    | CouncilSet
    | KeyTrusted
    | ClockSet
    | ClockSteppedBack
    | LimitTightened
    | RequiredCheckAdded
    | NoteRedacted
    | KeptLonger
)
