"""What the board and the lists of work write: short times, roles, shares of a bar."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from reinstate.core.terms.level import WORDS, Level
from reinstate.core.terms.role import Role
from reinstate.operations.days import ZONE

if TYPE_CHECKING:
    from reinstate.desk.seen import Desk

register = template.Library()


@register.simple_tag(takes_context=True)
def due(context: template.Context, at: datetime | None) -> SafeString:
    """Return when something is due, as one says it today; red and in words when it is late."""
    if at is None:
        return SafeString("")
    desk: Desk = context["desk"]
    words, machine = short(at, desk.at), at.isoformat()
    if at < desk.at:
        late = '<strong class="app-late">late: was due <time datetime="{}">{}</time></strong>'
        return format_html(late, machine, words)
    return format_html('due <time datetime="{}">{}</time>', machine, words)


@register.simple_tag(takes_context=True)
def short_time(context: template.Context, at: datetime) -> SafeString:
    """Return a moment as one says it today: `09:10`, `tomorrow 09:10`, `27 Nov 15:00`."""
    desk: Desk = context["desk"]
    return format_html('<time datetime="{}">{}</time>', at.isoformat(), short(at, desk.at))


@register.simple_tag(takes_context=True)
def short_words(context: template.Context, at: datetime) -> str:
    """Return a moment as one says it today, for where no element may stand."""
    desk: Desk = context["desk"]
    return short(at, desk.at)


def short(at: datetime, now: datetime) -> str:
    """Return a moment in the council's zone, with no more of it than is needed."""
    local, today = at.astimezone(ZONE), now.astimezone(ZONE).date()
    words = {0: "", 1: "tomorrow ", -1: "yesterday "}.get((local.date() - today).days)
    if words is not None:
        return f"{words}{local:%H:%M}"
    year = "" if local.year == today.year else f" {local.year}"
    return f"{local:%-d %b}{year} {local:%H:%M}"


@register.filter
def level_word(level: Level) -> str:
    """Return a level as residents read it."""
    return WORDS[level]


@register.filter
def roles(held: Iterable[Role]) -> str:
    """Return roles as words: `forensic lead or technical owner`."""
    return " or ".join(role.value.replace("-", " ") for role in held)


@register.filter
def meets(wanted: Iterable[Role], held: frozenset[Role]) -> bool:
    """Return whether one of the roles that are wanted is held."""
    return not held.isdisjoint(wanted)


@register.filter
def share(count: int, total: int) -> int:
    """Return a count as hundredths of a total, at least one where there is any."""
    return max(round(100 * count / total), 1) if count and total else 0
