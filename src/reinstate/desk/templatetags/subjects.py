"""What pages of one subject may write beside what every page may."""

from typing import Final

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from reinstate.core.levels.names import name_of
from reinstate.core.terms.moment import Moment
from reinstate.core.terms.reference import Ref
from reinstate.desk import lifting, links, wording
from reinstate.desk.routes import RULES
from reinstate.desk.seen import Desk
from reinstate.desk.subjects.actions import ACTIONS
from reinstate.desk.subjects.gate import COMMANDS
from reinstate.operations.times import told

register: Final = template.Library()


@register.simple_tag(takes_context=True)
def also(context: template.Context, name: str, subject: Ref) -> SafeString:
    """Return a link to another form beside the one that lifts a blocker, for whom it is."""
    desk = _desk(context)
    words, command = COMMANDS[name]
    if not (links.leads(desk, name) and lifting.may(desk, command, subject)):
        return SafeString("")
    return format_html(
        '<p class="govuk-body"><a class="govuk-link app-act" href="{}">{}</a></p>',
        links.to(desk, name, subject),
        words,
    )


@register.simple_tag(takes_context=True)
def may(context: template.Context, name: str, subject: Ref) -> bool:
    """Return whether an act on a subject is for the person who looks."""
    desk = _desk(context)
    command = next(one.command for one in ACTIONS if one.name == name)
    return links.leads(desk, name) and lifting.may(desk, command, subject)


@register.simple_tag(takes_context=True)
def of_it(context: template.Context, sentence: str) -> str:
    """Return a sentence of the journal on the page of what it is about, which is named there."""
    desk = _desk(context)
    name = name_of(desk.council, str(context["subject"]))
    text = wording.said(desk, sentence).replace(f" of {name}", "").replace(f" for {name} ", " ")
    return f"It {text.removeprefix(f'{name} ')}" if text.startswith(f"{name} ") else text


@register.simple_tag(takes_context=True)
def entry(context: template.Context, seq: int) -> SafeString:
    """Return the number of an entry, as a link where it has a page."""
    if "entry" not in RULES:
        return format_html("entry {}", seq)
    return format_html(
        '<a class="govuk-link" href="{}">entry {}</a>', links.to(_desk(context), "entry", seq), seq
    )


@register.filter
def range_of(moment: Moment) -> str:
    """Return a moment as people say it: a time, between two, before or after one."""
    first, last = moment.earliest, moment.latest
    if first and last:
        if first == last:
            return f"on {told(first)}"
        return f"between {told(first)} and {told(last)}"
    if first:
        return f"after {told(first)}"
    return f"before {told(last)}" if last else "at a time nobody told"


def _desk(context: template.Context) -> Desk:
    desk: Desk = context["desk"]
    return desk
