"""Putting an entry right, or withdrawing it: what was known before stays as it was known."""

import types
from datetime import datetime
from enum import StrEnum
from typing import (
    Annotated,
    Any,
    ClassVar,
    Final,
    Literal,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from django import forms
from django.http import Http404, HttpRequest, HttpResponseBase

from reinstate.core.journal.entry import Entry
from reinstate.core.journal.event import Event
from reinstate.core.journal.events.union import Correctable
from reinstate.core.terms.moment import Moment
from reinstate.core.terms.note import Note
from reinstate.core.terms.reference import Ref, is_subject
from reinstate.desk import links
from reinstate.desk.act_view import ActView
from reinstate.desk.fields import Line, Offering, People, When, Words, moment_words
from reinstate.desk.forms import DeskForm
from reinstate.desk.subjects.isolating import WhyForm
from reinstate.operations import chronicle, correcting, moments, texts
from reinstate.operations.act import Acted, Acting
from reinstate.operations.correcting import FIXED, PEOPLE
from reinstate.operations.days import ZONE

KEPT: Final = FIXED | {"incident"}
"""What no form asks: it stays as it is."""

SAID: Final = {
    "at": "When it was true",
    "point": "When the backup was made",
    "done_by": "Who did it",
    "is_integrity_verified": "Its integrity was tested",
    "are_recovery_accounts_checked": "Recovery accounts were seen to work",
    "until": "Until when",
    "expires_at": "It holds until",
}
"""Fields whose names are no words."""

STAMP: Final = "%Y-%m-%d %H:%M"


class EntryAct(ActView):
    """An act on the entry of its address, if it is one that can be put right."""

    template_name = "subjects/correct.html"
    form_class: ClassVar[type[DeskForm]] = WhyForm
    said: ClassVar[str]

    def dispatch(self, request: HttpRequest, *args: Any, **route: Any) -> HttpResponseBase:
        """Answer for an entry that can be put right, and was not withdrawn."""
        if self.seq not in self.desk.council.facts or not isinstance(self.event, Correctable):
            raise Http404
        return super().dispatch(request, *args, **route)

    @property
    def seq(self) -> int:
        """Return the number of the entry."""
        return int(self.kwargs["entry"])

    @property
    def entry(self) -> Entry:
        """Return the entry as it stands after earlier corrections."""
        return self.desk.council.facts[self.seq]

    @property
    def event(self) -> Event:
        """Return what it says now."""
        return self.entry.event

    @property
    def subject(self) -> Ref:
        """Return the subject it is about; nothing where it is about another thing."""
        about = str(getattr(self.event, "subject", ""))
        return about if is_subject(about) else ""

    def about(self) -> tuple[str, ...]:
        """Return the entry and its subject."""
        return tuple(filter(None, (self.entry.id, self.subject)))

    def facts(self) -> dict[str, Any]:
        """Return what the entry says."""
        return {
            "area": "systems" if self.subject else "journal",
            "title": self.title.format(self.seq),
            "subject": self.subject,
            "seen": chronicle.worded((self.entry,), self.desk.council)[0],
        }

    def done(self, acted: Acted) -> str:  # noqa: ARG002 - the same whatever was appended
        """Return what was done."""
        return self.said.format(self.seq)

    def leads_to(self, acted: Acted) -> str:  # noqa: ARG002 - likewise
        """Return the story of its subject, or the situation."""
        if self.subject:
            return links.to(self.desk, "subject-story", self.subject)
        return links.to(self.desk, "situation")


class WithdrawEntry(EntryAct):
    """Say that an entry should not be there."""

    title = "Withdraw entry {}"
    button = "Withdraw it"
    said = "Entry {} is withdrawn."
    is_signing = True

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Withdraw it."""
        return correcting.withdraw(acting, self.seq, form.words("why"))


class CorrectEntry(EntryAct):
    """Say what an entry should have said."""

    title = "Put entry {} right"
    button = "Put it right"
    said = "Entry {} is put right."
    is_signing = True

    def form(self, *args: Any, **options: Any) -> DeskForm:
        """Return the form with a field for each thing that the entry says."""
        form = super().form(*args, **options)
        why = form.fields.pop("why")
        for name, field in fields_of(self.event).items():
            form.fields[name] = field
            if isinstance(field, Offering):
                field.offer(self.desk, self.subject)
        form.fields["why"] = why
        return form

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Put it right: only what was changed is said anew."""
        names = [name for name in fields_of(self.event) if name in form.changed_data]
        said = {name: _said(form, name) for name in names}
        now = self.desk.now
        return correcting.correct(
            acting, self.seq, said, form.words("why"), lambda words: moments.moment(words, now)
        )


def _said(form: DeskForm, name: str) -> str:
    value = form.cleaned_data[name]
    return ",".join(value) if isinstance(value, tuple) else str(value)


def fields_of(event: Event) -> dict[str, forms.Field]:
    """Return a field for each thing that an event says and a form can ask, as it says it."""
    hints = get_type_hints(type(event), include_extras=True)
    found: dict[str, forms.Field] = {}
    for name in event.__struct_fields__:
        value = getattr(event, name)
        field = None if name in KEPT else _field(name, hints[name], value)
        if field is not None:
            field.label = SAID.get(name, name.replace("_", " ").capitalize())
            field.initial = _initial(value)
            found[name] = field
    return found


def _field(name: str, hint: Any, value: Any) -> forms.Field | None:
    """Return the field for a value of some type; nothing for lists of files and of texts."""
    field: forms.Field | None = Line("", is_needed=False)
    match value:
        case tuple():
            field = People() if name == PEOPLE else None
        case Note():
            field = Words("")
        case Moment():
            field = When()
        case bool():
            field = forms.ChoiceField(choices=[("true", "Yes"), ("false", "No")])
        case _ if choices := _choices(hint):
            field = forms.ChoiceField(choices=[(one, one.replace("_", " ")) for one in choices])
        case _:
            pass
    return field


def _choices(hint: Any) -> tuple[str, ...]:
    """Return the words that a type allows, where it names them."""
    origin = get_origin(hint)
    if origin is Annotated:
        return _choices(get_args(hint)[0])
    if origin is Literal:
        return tuple(map(str, get_args(hint)))
    if origin in (Union, types.UnionType):
        return tuple(one for each in get_args(hint) for one in _choices(each))
    is_enum = isinstance(hint, type) and issubclass(hint, StrEnum)
    return tuple(one.value for one in hint) if is_enum else ()


def _initial(value: Any) -> Any:
    initial: Any = "" if value is None else str(value)
    match value:
        case tuple():
            initial = list(value)
        case Note():
            initial = texts.text(value)
        case Moment():
            initial = moment_words(value)
        case bool():
            initial = "true" if value else "false"
        case datetime():
            initial = value.astimezone(ZONE).strftime(STAMP)
        case _:
            pass
    return initial
