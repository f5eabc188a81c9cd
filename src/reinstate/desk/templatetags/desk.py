"""What templates of the desk may write: links, names, zones, levels, moments, sentences."""

from datetime import datetime
from typing import Any, Final
from urllib.parse import parse_qsl

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from reinstate.core.levels.names import name_of
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.level import WORDS, Level
from reinstate.core.terms.reference import EntryId, PersonId, Ref
from reinstate.core.terms.role import Role
from reinstate.desk import lifting, links, wording
from reinstate.desk.messages.named import PLACES
from reinstate.desk.next_steps import NextSteps, next_steps
from reinstate.desk.seen import Desk
from reinstate.desk.wording import counted
from reinstate.operations.days import ZONE
from reinstate.operations.sentences.wording import quoted_once
from reinstate.operations.times import span_words

register: Final = template.Library()
register.filter("counted", counted)

ZONES: Final = {
    "unknown": "Unknown",
    "isolated": "Isolated",
    "clean": "Clean zone",
    "connected": "Connected",
}


@register.simple_tag(takes_context=True)
def to(context: template.Context, name: str, *args: Any, **query: Any) -> str:
    """Return the address of a page: `{% to 'subject' ref %}`."""
    return links.to(_desk(context), name, *args, **query)


@register.simple_tag(takes_context=True)
def act(
    context: template.Context,
    name: str,
    words: str,
    *args: Any,
    kind: str = "secondary",
    **query: Any,
) -> SafeString:
    """Return a button that opens an act's form; nothing where it is not for this person, now."""
    desk = _desk(context)
    if not links.leads(desk, name):
        return SafeString("")
    style = f" govuk-button--{kind}" if kind != "primary" else ""
    address = links.to(desk, name, *args, **query)
    return format_html(
        '<a href="{}" role="button" draggable="false" class="govuk-button{} app-act">{}</a>',
        address,
        style,
        words,
    )


@register.simple_tag(takes_context=True)
def offered(context: template.Context, marks: str) -> NextSteps:
    """Return what is to do next, by the marks of a message."""
    return next_steps(_desk(context), marks.split())


@register.simple_tag(takes_context=True)
def anew(context: template.Context, notice: EntryId) -> SafeString:
    """Return a button that begins words anew that ended: it says about what, and where."""
    known = _desk(context).present.notices.get(notice)
    if known is None:
        return SafeString("")
    drafted = known.drafted
    about = f"{name_of(_desk(context).present, drafted.about)}, " if drafted.about else ""
    words = f"Write anew: {about}{PLACES[drafted.place].lower()}"
    return act(context, "notice-draft", words, anew=notice)


@register.simple_tag(takes_context=True)
def called(context: template.Context, reference: Ref) -> SafeString:
    """Return the name of a subject, service or cell as a link to its page."""
    desk = _desk(context)
    name, address = name_of(desk.council, reference), links.page_of(desk, reference)
    if not address:
        return format_html("{}", name)
    return format_html('<a class="govuk-link" href="{}">{}</a>', address, name)


@register.simple_tag(takes_context=True)
def name(context: template.Context, reference: Ref) -> str:
    """Return the name of something on the register."""
    return name_of(_desk(context).council, reference)


@register.simple_tag(takes_context=True)
def person(context: template.Context, id_: PersonId) -> str:
    """Return what a person is called."""
    return _desk(context).names.get(id_, id_)


@register.simple_tag(takes_context=True)
def words(context: template.Context, sentence: str) -> str:
    """Return a sentence of the rules with names for ids."""
    return wording.said(_desk(context), sentence)


@register.filter
def moment(at: datetime | None) -> SafeString:
    """Return a moment in the council's own time, as machines can read it too."""
    if at is None:
        return SafeString("")
    local = at.astimezone(ZONE)
    return format_html(
        '<time datetime="{}">{}</time>', at.isoformat(), f"{local:%-d %b %Y} {local:%H:%M}"
    )


@register.filter
def span(minutes: int) -> str:
    """Return minutes as people say them."""
    return span_words(minutes)


@register.filter
def zone(zone: str) -> SafeString:
    """Return a zone as a coloured word."""
    return format_html(
        '<strong class="govuk-tag app-zone app-zone--{}">{}</strong>', zone, ZONES[zone]
    )


@register.filter
def level(level: Level | str) -> SafeString:
    """Return a level as residents read it, in its colour."""
    known = Level(level)
    return format_html(
        '<strong class="govuk-tag app-level app-level--{}">{}</strong>', known.value, WORDS[known]
    )


@register.filter
def quoted(said: str) -> str:
    """Return what somebody said as the end of a sentence."""
    return quoted_once(f"“{said}”.")


@register.filter
def role(held: Role) -> str:
    """Return a role as people say it: `recovery manager`."""
    return wording.role_words(Role(held))


@register.filter
def lines(text: object) -> list[str]:
    """Return the lines of a text."""
    return str(text).splitlines()


def _desk(context: template.Context) -> Desk:
    desk: Desk = context["desk"]
    return desk


@register.simple_tag(takes_context=True)
def blocker(context: template.Context, found: Blocker, subject: Ref = "") -> SafeString:
    """Return why not, and a link to the form that lifts it, or who can."""
    desk = _desk(context)
    sentence = wording.said(desk, lifting.sentence_for(desk, found, subject))
    lifted = lifting.lift(desk, found, subject)
    if lifted is None:
        return format_html("{}", sentence)
    if _is_shown(context, lifted.address):
        return format_html("{}", sentence)
    if not lifted.address:
        act = _act_on(desk, lifted)
        return format_html('{} <span class="app-quiet">{}: {}.</span>', sentence, act, lifted.who)
    return format_html(
        '{} <a class="govuk-link app-lift" href="{}">{}</a>', sentence, lifted.address, lifted.words
    )


def _is_shown(context: template.Context, address: str) -> bool:
    """Return whether an address is the page that is shown: a link to it would empty its form."""
    request = context.get("request")
    path, _, query = address.partition("?")
    if request is None or path != request.path:
        return False
    given = dict(parse_qsl(query))
    return all(request.GET.get(name, value) == value for name, value in given.items())


def _act_on(desk: Desk, lifted: lifting.Lift) -> SafeString:
    """Return the words of an act that is another's, with a link to what it is about."""
    address = links.page_of(desk, lifted.about) if lifted.about else ""
    if not address:
        return format_html("{}", lifted.words)
    link = format_html(
        '<a class="govuk-link" href="{}">{}</a>', address, name_of(desk.council, lifted.about)
    )
    act, _, is_it = lifted.words.rpartition(" ")
    if is_it != "it":
        act = f"{lifted.words}:"
    return format_html("{} {}", act, link)
