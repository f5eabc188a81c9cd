"""Every piece of the look with something in all its places, and a page that holds them."""

from typing import Any, Final

from django import forms
from django.http import QueryDict

from reinstate.look.drawing import draw, engine
from reinstate.look.forms import DateAndTime, Hinted, LookRenderer
from tests.repository.tree import PACKAGE

HOSTILE: Final = "<script>alert('1')</script>\"><img src=x onerror=alert(1)> & </p>"
ENGINE: Final = engine(PACKAGE / "look" / "templates")

PAGE: Final = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
{head}</head>
<body class="govuk-template__body">
<main class="govuk-width-container" id="main-content">
{body}
</main>
</body>
</html>
"""

CHOICES: Final = [("keep", "Keep"), ("rebuild", "Rebuild")]


def pieces(words: str) -> dict[str, dict[str, Any]]:
    """Return the facts of every piece by its name, all of them the same words."""
    link = {"words": words, "href": "#main-content"}
    time = {"machine": "2026-11-02T03:04:00Z", "words": words}
    tag = {"word": words, "colour": "red"}
    level = {"word": words, "code": "stopped"}
    return {
        "alert": {"kind": "warning", "title": words, "words": words, "can_dismiss": True}
        | one(link),
        "badge": {"badge": {"word": words, "colour": "red"}},
        "details": {"summary": words, "words": words, "is_open": True},
        "empty": {"title": words, "words": words, "links": [link]},
        "error_summary": {"errors": [link, {"words": words}]},
        "filter": {
            "action": "#main-content",
            "clear": "#main-content",
            "chosen": [{"name": words, "links": [link]}],
            "form": a_form(words),
        },
        "identity_bar": {
            "title": words,
            "tags": [tag, level],
            "facts": [{"name": words, "words": words}],
            "links": [link],
        },
        "interruption_card": {"title": words, "lines": [words], "submit": words, "back": link},
        "notification_banner": {"words": words, "is_success": True} | one(link),
        "pagination": {
            "pages": [
                {"number": "1", "href": "#main-content"},
                {"is_gap": True},
                {"number": "7", "href": "#main-content", "is_current": True},
            ],
            "previous": "#main-content",
            "next": "#main-content",
            "words": words,
            "label": words,
        },
        "sub_navigation": {
            "label": words,
            "links": [link | {"is_current": True, "count": words}, link],
        },
        "summary_list": {
            "rows": [
                {"name": words, "words": words, "href": "#main-content", "links": [link]},
                {"name": words, "lines": [words, words], "links": [link | {"about": words}]},
                {"name": words, "words": words, "tag": tag, "time": time},
            ]
        },
        "tag": {"tag": tag},
        "task_list": {
            "tasks": [
                {"words": words, "href": "#main-content", "hint": words, "tag": tag},
                {"words": words, "status": words},
            ]
        },
        "timeline": {
            "entries": [
                {"title": words, "by": words, "time": time, "words": words, "id": "entry-7"},
                {"title": words, "time": time, "href": "#main-content"},
            ]
        },
    }


def one(link: dict[str, str]) -> dict[str, dict[str, str]]:
    """Return the facts that say a piece has one link."""
    return {"link": link}


def drawn(name: str, words: str) -> str:
    """Return a piece with words in all its places."""
    return draw(ENGINE, f"look/{name}.html", pieces(words)[name]).decode()


def page(body: str, *, title: str = "Pieces", head: str = "") -> str:
    """Return a whole page around a piece of one."""
    return PAGE.format(title=title, head=head, body=body)


class Everything(forms.Form):
    """A form with a field of every shape."""

    default_renderer = LookRenderer

    seen = forms.CharField(widget=forms.HiddenInput)
    name = forms.CharField(widget=forms.TextInput(attrs={"autocomplete": "username"}))
    reason = forms.CharField(widget=forms.Textarea)
    password = forms.CharField(
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    count = forms.IntegerField()
    day = forms.DateField(widget=forms.DateInput(attrs={"class": "govuk-input--width-10"}))
    kind = forms.ChoiceField(choices=CHOICES)
    route = forms.ChoiceField(choices=CHOICES, widget=Hinted({}))
    zones = forms.MultipleChoiceField(choices=CHOICES, widget=forms.CheckboxSelectMultiple)
    sure = forms.BooleanField()
    sheet = forms.FileField()
    when = forms.SplitDateTimeField(widget=DateAndTime)


def a_form(words: str, sent: str | None = None) -> Everything:
    """Return the form with words as every label, hint and choice; sent, where something was."""
    form = Everything(None if sent is None else QueryDict(sent))
    for field in form.fields.values():
        field.label = field.help_text = words
        if isinstance(field, forms.ChoiceField):
            field.choices = [("keep", words), ("rebuild", "Rebuild")]
        if isinstance(field.widget, Hinted):
            field.widget.hints = {"keep": words}
    return form
