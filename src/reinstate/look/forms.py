"""Draws Django's forms as the Design System has them: label, hint, error, and classes of its own.

A form with `LookRenderer` (or a site whose FORM_RENDERER it is) needs nothing else: every widget
of Django's gets its class, and names its hint and its error in `aria-describedby`. A widget's own
classes stay beside ours: `TextInput(attrs={"class": "govuk-input--width-10"})`.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from django import forms
from django.forms import BoundField, Widget
from django.forms.boundfield import BoundWidget
from django.forms.renderers import DjangoTemplates
from django.forms.widgets import Input
from django.template.backends.django import DjangoTemplates as Backend
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from msgspec import Struct

Kind = Literal["choices", "tick", "parts", "line"]

_TEMPLATES: Final = Path(__file__).parent / "templates"
_OF_DJANGO: Final = Path(forms.__file__).parent / "templates"

_CLASSES: Final[tuple[tuple[type[Widget], str], ...]] = (  # the first that fits
    (forms.HiddenInput, ""),
    (forms.MultipleHiddenInput, ""),
    (forms.CheckboxSelectMultiple, "govuk-checkboxes__input"),
    (forms.RadioSelect, "govuk-radios__input"),
    (forms.CheckboxInput, "govuk-checkboxes__input"),
    (forms.SelectDateWidget, "govuk-select"),
    (forms.Select, "govuk-select"),
    (forms.Textarea, "govuk-textarea"),
    (forms.FileInput, "govuk-file-upload"),
    (Input, "govuk-input"),
    (forms.MultiWidget, "govuk-input"),
)


class Hinted(forms.RadioSelect):
    """Choices of which one is taken, each with a hint by its value."""

    def __init__(self, hints: dict[str, str]) -> None:
        """Remember the hints; a value may have none."""
        super().__init__()
        self.hints = hints


class DateAndTime(forms.SplitDateTimeWidget):
    """A moment in two parts that a browser helps to fill in."""

    template_name = "look/date_and_time.html"

    def __init__(self) -> None:
        """Take dates and times as browsers send them."""
        super().__init__(
            date_format="%Y-%m-%d",
            time_format="%H:%M",
            date_attrs={"type": "date"},
            time_attrs={"type": "time"},
        )


class Option(Struct, frozen=True):
    """One of several choices, ready to be drawn."""

    tag: SafeString
    id: str
    words: str
    hint: str
    hint_id: str


class LookField(BoundField):
    """A field of a form that knows how the Design System draws it."""

    @property
    def kind(self) -> Kind:
        """How the field is put together, for its template."""
        match self.field.widget:
            case forms.RadioSelect():
                return "choices"
            case forms.CheckboxInput():
                return "tick"
            case forms.MultiWidget() | forms.SelectDateWidget():
                return "parts"
            case _:
                return "line"

    @property
    def look(self) -> str:
        """Which of the two the choices are."""
        is_many = isinstance(self.field.widget, forms.CheckboxSelectMultiple)
        return "checkboxes" if is_many else "radios"

    @property
    def called(self) -> str:
        """The label as a sentence goes on from it: an error alone may not name its field."""
        return str(self.label).rstrip("?:.")

    @property
    def has_none(self) -> bool:
        """Return whether there is nothing to choose from."""
        widget = self.field.widget
        return isinstance(widget, forms.Select | forms.RadioSelect) and not list(widget.choices)

    @property
    def anchor(self) -> str:
        """The id of what takes the focus when a person follows an error; none where hidden."""
        if self.is_hidden or not self.auto_id:
            return ""
        if self.kind == "choices":
            return next((option.id for option in self.options), "")
        return self.id_for_label or f"{self.auto_id}_0"

    @property
    def options(self) -> Iterator[Option]:
        """The choices of a field that has them."""
        hints: dict[str, str] = getattr(self.field.widget, "hints", {})
        for one in self.subwidgets:
            yield _option(one, hints.get(str(one.data["value"]), ""))

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: Widget | None = None
    ) -> dict[str, Any]:
        """Add the Design System's classes to what Django says of a widget."""
        drawn = widget or self.field.widget
        said = super().build_widget_attrs(attrs, drawn)
        if classes := self._classes(drawn):
            said["class"] = classes
        if isinstance(drawn, forms.Textarea):
            said["maxlength"] = False  # a browser would cut what is pasted, and say nothing
        if self.kind == "choices":
            said.pop("aria-invalid", None)  # not for one choice: the group's error is read with it
        return said

    def _classes(self, widget: Widget) -> str:
        own = str(widget.attrs.get("class", ""))
        ours = next((name for kind, name in _CLASSES if isinstance(widget, kind)), "")
        is_wrong = ours and bool(self.errors) and not ours.endswith("__input")
        return " ".join(part for part in (ours, f"{ours}--error" if is_wrong else "", own) if part)


class LookRenderer(DjangoTemplates):
    """What draws a form; finds its templates by itself, whatever the settings are."""

    form_template_name = "look/form.html"
    field_template_name = "look/field.html"
    bound_field_class = LookField

    @cached_property
    def engine(self) -> Backend:
        """The pieces of the look, then the widgets of Django."""
        return _engine()


@cache
def _engine() -> Backend:
    """Read each template once, however many forms have a renderer of their own."""
    return Backend(
        {
            "APP_DIRS": True,
            "DIRS": [_TEMPLATES, _OF_DJANGO],
            "NAME": "look",
            "OPTIONS": {},
        }
    )


def _option(one: BoundWidget, hint: str) -> Option:
    found = str(one.id_for_label or "")
    hint_id = f"{found}_hint" if hint else ""
    if hint:
        one.data["attrs"]["aria-describedby"] = hint_id
    return Option(one.tag(), found, str(one.choice_label), hint, hint_id)
