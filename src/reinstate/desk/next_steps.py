"""What to do next, offered in the box that says what was done.

A message carries it as marks: words without spaces, of which each leads somewhere.
"""

from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from reinstate.core.levels.names import name_of
from reinstate.core.terms.level import WORDS, Level
from reinstate.core.terms.reference import SUBJECT_KINDS, Ref, id_of, kind_of
from reinstate.desk import links
from reinstate.desk.seen import Desk
from reinstate.desk.wording import either
from reinstate.operations import consequences
from reinstate.operations.act import Acted

EVERYTHING: Final = "isolate-everything"
"""The mark that offers to isolate everything."""

CUT_MAX: Final = 3
"""So many subjects that must be isolated or cleared again have a button; the zones name all."""

LIVES_MAX: Final = 12
"""So many services on which lives hang are named; the list of services names all."""


class Link(Struct, frozen=True):
    """Where something is done next: a page, and its words."""

    address: str
    words: str


class NextSteps(Struct, frozen=True):
    """What is offered: `cuts` are red buttons, `anew` write words that ended once more."""

    cuts: tuple[Link, ...] = ()
    lives_count: int = 0
    lives: tuple[Link, ...] = ()
    pages: tuple[Link, ...] = ()
    anew: tuple[str, ...] = ()


def marks_of(acted: Acted) -> tuple[str, ...]:
    """Return the marks of what came of an act."""
    return (
        *consequences.ended_words(acted),
        *consequences.demanded(acted),
        *consequences.lives_cut_off(acted),
        *(f"level:{level.value}" for level in consequences.fallen_to(acted)),
    )


def next_steps(desk: Desk, marks: Iterable[str]) -> NextSteps:
    """Return where the marks of a message lead, for the person who looks."""
    given = tuple(marks)
    cut = [one for one in given if kind_of(one) in SUBJECT_KINDS]
    lives = [one for one in given if kind_of(one) == "service"]
    levels = [Level(id_of(one)) for one in given if kind_of(one) == "level"]
    return NextSteps(
        (*_everything(desk, given), *(_cut(desk, one) for one in cut[:CUT_MAX])),
        len(lives),
        tuple(_by_hand(desk, one) for one in lives[:LIVES_MAX]),
        (*_all_lives(desk, lives), *_fallen(desk, levels), *_all_cuts(desk, cut)),
        tuple(one for one in given if ":" not in one and one != EVERYTHING),
    )


def _everything(desk: Desk, given: tuple[str, ...]) -> tuple[Link, ...]:
    is_asked = EVERYTHING in given and links.leads(desk, EVERYTHING)
    return (Link(links.to(desk, EVERYTHING), "Isolate everything"),) if is_asked else ()


def _cut(desk: Desk, subject: Ref) -> Link:
    return Link(links.to(desk, "isolate", subject), f"Isolate {name_of(desk.present, subject)}")


def _all_cuts(desk: Desk, cut: list[Ref]) -> tuple[Link, ...]:
    words = f"See all {len(cut):,} that must be isolated or cleared again"
    return (Link(links.to(desk, "zones"), words),) if len(cut) > CUT_MAX else ()


def _by_hand(desk: Desk, service: Ref) -> Link:
    """Return the form to serve it by hand, or its page for whoever may not say so."""
    name, id_ = name_of(desk.present, service), id_of(service)
    if links.leads(desk, "workaround-start"):
        return Link(links.to(desk, "workaround-start", id_), f"Serve by hand: {name}")
    return Link(links.to(desk, "service", id_), name)


def _all_lives(desk: Desk, lives: list[Ref]) -> tuple[Link, ...]:
    address = links.to(desk, "services", mark="life")
    more = f"See all {len(lives):,} services on which lives hang"
    return (Link(address, more),) if len(lives) > LIVES_MAX else ()


def _fallen(desk: Desk, levels: list[Level]) -> tuple[Link, ...]:
    words = either([f"“{WORDS[level]}”" for level in levels])
    address = links.to(desk, "services", level=[level.value for level in levels])
    return (Link(address, f"See the services that read {words}"),) if levels else ()
