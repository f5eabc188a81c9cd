"""Public records that Hypothesis draws: any levels, phases, promises and texts."""

from datetime import UTC, datetime, timedelta
from typing import Any, get_args

from hypothesis import strategies as st

from reinstate.core.journal.events.incident import Phase
from reinstate.core.state.words import PromiseState
from reinstate.core.terms.level import ORDER, Level
from reinstate.core.terms.place import Place
from reinstate.operations.public_record import (
    PublicCell,
    PublicIncident,
    PublicLevel,
    PublicNotice,
    PublicPhase,
    PublicPromise,
    PublicRecord,
    PublicService,
    PublicWords,
    Wording,
)

BEGAN = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
PHASES = tuple(phase for phase in Phase if phase is not Phase.READY)
CELLS = (("all", "council-tenants"), ("web", "garages"))
STATES: tuple[PromiseState, ...] = get_args(PromiseState)

days = st.integers(1, 400)
sizes = st.integers(0, 2)
texts = st.text(max_size=30) | st.sampled_from(
    ["<b>&amp;</b>", "]]>", "\x00\x1b[31m", "\u202eevil", "\N{FAMILY}", "&#0;\n\n\uffff", "سلام"]
)


def after(count: int) -> datetime:
    """Return the moment so many days after it all began."""
    return BEGAN + timedelta(days=count)


@st.composite
def records(draw: st.DrawFn) -> PublicRecord:
    """Return a record in which everything may be so or otherwise."""
    promises = draw(st.lists(_promises(), max_size=6))
    updates = draw(st.lists(_notices("update"), max_size=4))
    incidents = draw(_incidents())
    services = tuple(
        draw(_services(id_, promises, updates)) for id_ in ("svc-a", "svc-b")[: draw(sizes)]
    )
    shown = {"", *(one.id for one in services)}
    return PublicRecord(
        kind=draw(st.sampled_from(["real", "practice", "exercise"])),
        name="Oakbridge" + draw(texts),
        host="status.oakbridge.example",
        colour="#00594c",
        opened_at=BEGAN,
        changed_at=after(draw(days)),
        incident=next((one for one in incidents if one.closed_at is None), None),
        incidents=incidents,
        services=services,
        first=(),
        words=draw(_words()),
        updates=tuple(one for one in updates if one.service in shown),
        promises=tuple(one for one in promises if one.service in shown),
        left_out=(),
    )


@st.composite
def _levels(draw: st.DrawFn) -> PublicLevel:
    since = draw(st.none() | days)
    return PublicLevel(draw(st.sampled_from(ORDER)), after(since) if since else None)


@st.composite
def _services(
    draw: st.DrawFn, id_: str, promises: list[PublicPromise], updates: list[PublicNotice]
) -> PublicService:
    return PublicService(
        id=id_,
        name=f"{id_}{draw(texts)}",
        also_called=tuple(draw(st.lists(texts, max_size=2))),
        need=draw(texts),
        is_essential=draw(st.booleans()),
        added_at=BEGAN,
        changed_at=after(draw(days)),
        now=draw(_levels()),
        cells=tuple(PublicCell(*cell, draw(_levels())) for cell in CELLS),
        past=tuple(draw(st.lists(_levels(), max_size=2))),
        do_now=tuple(draw(st.lists(_notices("do-now"), max_size=1))),
        money=tuple(draw(st.lists(_notices("money"), max_size=1))),
        other_ways=tuple(draw(st.lists(_notices("other-ways"), max_size=1))),
        updates=tuple(one for one in updates if one.service == id_),
        promises=tuple(one for one in promises if one.service == id_),
    )


@st.composite
def _promises(draw: st.DrawFn) -> PublicPromise:
    said, earliest = sorted((draw(days), draw(days)))
    latest = earliest + draw(days)
    has_range = draw(st.booleans())
    state = draw(st.sampled_from(STATES))
    ended = said + draw(days) if state != "open" else None
    is_overdue = ended is None and draw(st.booleans())
    channel, group = draw(st.sampled_from([*CELLS, ("all", "all")]))
    begun = earliest <= ended if ended else is_overdue or draw(st.booleans())
    return PublicPromise(
        id=f"c{draw(st.integers(1, 10**9))}.0",
        said_at=after(said),
        earliest=after(earliest) if has_range else None,
        latest=after(latest) if has_range else None,
        say_more_by=None if has_range else after(latest),
        state=state,
        ended_at=after(ended) if ended else None,
        has_begun=has_range and begun,
        is_overdue=is_overdue,
        service=draw(st.sampled_from(["", "svc-a", "svc-b"])),
        channel=channel,
        group=group,
    )


@st.composite
def _notices(draw: st.DrawFn, place: Place) -> PublicNotice:
    said = draw(days)
    earlier = [after(said + one) for one in range(draw(sizes))]
    now = Wording(draw(texts), draw(texts), after(said + len(earlier)), draw(st.booleans()))
    return PublicNotice(
        id=f"c{draw(st.integers(1, 10**9))}.0",
        place=place,
        now=now,
        first_said_at=after(said),
        changed_at=now.said_at,
        service=draw(st.sampled_from(["", "svc-a"])) if place == "update" else "",
        channel="all",
        group="all",
        state=draw(st.sampled_from(["standing", "withdrawn"])) if place == "update" else "standing",
        earlier=tuple(Wording("", "", at) for at in reversed(earlier)),
    )


@st.composite
def _words(draw: st.DrawFn) -> PublicWords:
    def some(place: Place) -> tuple[PublicNotice, ...]:
        return tuple(draw(st.lists(_notices(place), max_size=2)))

    return PublicWords(
        happened=some("happened"),
        money=some("money"),
        help=some("help"),
        your_data=some("your-data"),
        about=some("about"),
    )


@st.composite
def _incidents(draw: st.DrawFn) -> tuple[PublicIncident, ...]:
    """Return incidents one after another; only the newest may go on."""
    count, found, at = draw(sizes), list[Any](), 0
    for number in range(count):
        began, ended = at + draw(days), at + 800
        at = ended
        is_open = number == count - 1 and draw(st.booleans())
        phases = draw(st.lists(st.sampled_from(PHASES), max_size=3))
        hit: tuple[tuple[str, Level], ...] = (("svc-a", draw(st.sampled_from(ORDER[1:]))),)
        entered = [PublicPhase(one, after(began + place)) for place, one in enumerate(phases, 1)]
        found.append(
            PublicIncident(
                id=f"c{number}.0",
                began_at=after(began),
                changed_at=after(began),
                phase=phases[-1] if phases else Phase.CONTAIN,
                phases=(*reversed(entered), PublicPhase(Phase.CONTAIN, after(began))),
                hit=hit,
                next_update_at=after(began + 1) if is_open else None,
                is_late=is_open and draw(st.booleans()),
                closed_at=None if is_open else after(ended),
            )
        )
    return tuple(reversed(found))
