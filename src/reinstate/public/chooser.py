"""A service that stands differently for some people or ways: which are you, how do you come?

One question after the other, each a short table. Where every group has one way only, one
question is enough.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

from reinstate.core.levels.names import CHANNELS
from reinstate.operations.public_record import PublicCell, PublicNotice, PublicService
from reinstate.public.identifiers import anchor
from reinstate.public.shown import Tag, Time, since_day, tag
from reinstate.public.texts import headline
from reinstate.public.words import ALL, ANY_WAY, EVERYBODY_ELSE, plain, whom_words

WHO: Final = "Which are you?"
HOW: Final = "How do you want to deal with us?"


class Choice(Struct, frozen=True, kw_only=True):
    """One answer: how the service stands for it, and what to do first."""

    words: str
    tag: Tag
    since: Time | None
    do_now: str
    anchor: str


class Question(Struct, frozen=True, kw_only=True):
    """One question with its answers; `whom` are the people it is put to, or empty."""

    id: str
    words: str
    whom: str
    choices: tuple[Choice, ...]


def questions(service: PublicService) -> tuple[Question, ...]:
    """Return what to ask; nothing where the service stands alike for all."""
    cells = service.cells
    if len(cells) < 2:
        return ()
    groups = _groups(cells)
    if groups == [ALL]:
        return (_question("how", HOW, "", cells, service.do_now),)
    ways = {group: _ways(cells, group) for group in groups}
    if all(len(found) == 1 for found in ways.values()):
        return (_question("who", WHO, "", cells, service.do_now),)
    return tuple(
        _question(f"who-{number}", HOW, _whom(group), ways[group], service.do_now)
        for number, group in enumerate(groups, 1)
    )


def _groups(cells: Iterable[PublicCell]) -> list[str]:
    """Return the groups in the order of the sheet; everybody else comes last."""
    found = dict.fromkeys(cell.group for cell in cells)
    return sorted(found, key=lambda group: group == ALL)


def _ways(cells: Sequence[PublicCell], group: str) -> list[PublicCell]:
    """Return the cells that a group can use: its own, and those for everybody."""
    own = [cell for cell in cells if cell.group == group]
    shared = [cell for cell in cells if cell.group == ALL and group != ALL]
    taken = {cell.channel for cell in own}
    return [*own, *(cell for cell in shared if cell.channel not in taken)]


def _question(
    id_: str,
    words: str,
    whom: str,
    cells: Iterable[PublicCell],
    do_now: Iterable[PublicNotice],
) -> Question:
    answers = {(one.channel, one.group): one for one in do_now}
    choices = tuple(_choice(cell, answers, is_how=words == HOW) for cell in cells)
    return Question(id=id_, words=words, whom=whom, choices=choices)


def _choice(
    cell: PublicCell, answers: dict[tuple[str, str], PublicNotice], *, is_how: bool
) -> Choice:
    own = answers.get((cell.channel, cell.group))
    return Choice(
        words=_way(cell) if is_how else _person(cell),
        tag=tag(cell.now.level),
        since=since_day(cell.now),
        do_now=headline(own.now.title, own.now.text) if own is not None else "",
        anchor=anchor(own.id) if own is not None else "",
    )


def _way(cell: PublicCell) -> str:
    return ANY_WAY if cell.channel == ALL else CHANNELS.get(cell.channel, plain(cell.channel))


def _person(cell: PublicCell) -> str:
    """Return a group, and its one way where it has not any."""
    if cell.channel == ALL:
        return _whom(cell.group)
    return f"{_whom(cell.group)}, {whom_words(cell.channel, ALL).lower()}"


def _whom(group: str) -> str:
    return EVERYBODY_ELSE if group == ALL else plain(group)
