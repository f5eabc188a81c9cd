"""The idiom of every form: an id so that it is done once, and the entry its page showed."""

import json
import re
from hashlib import blake2b, file_digest
from typing import Any, Final

from django import forms
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest

from reinstate.desk.proof import SECRETS
from reinstate.operations.act import new_command_id

_ID: Final = re.compile(r"[0-9a-f]{12}")
_REQUIRED: Final = str(forms.Field.default_error_messages["required"])
_NOT_TYPED: Final = frozenset({"csrfmiddlewaretoken", "command_id", "seen"})

SENT: Final = "sent"
"""The name in the session of the forms that were done."""

SENT_MAX: Final = 20
"""So many of them are remembered: nobody goes further back."""


class AtMost(MaxLengthValidator):
    """Refuses words that are too long, and says by how much."""

    def __call__(self, value: Any) -> None:
        """Count them."""
        most, length = int(self.limit_value), len(value)
        if length > most:
            words = f"{most:,} characters at most; this has {length:,}. Shorten it, and send again."
            raise forms.ValidationError(words, self.code)


class DeskForm(forms.Form):
    """A form that is sent once.

    The command's own id is made of `command_id` and what was typed: see `command_of`. `seen`
    is the number of the last entry that its page showed. Words are kept as typed when it is
    shown again.
    """

    command_id = forms.CharField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    required_css_class = "app-required"
    use_required_attribute = False

    def __init__(self, *args: Any, **options: Any) -> None:
        """Let what is too long be told in our words."""
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.validators = [
                AtMost(one.limit_value) if isinstance(one, MaxLengthValidator) else one
                for one in field.validators
            ]

    def full_clean(self) -> None:
        """Look at what was typed; what is missing is told by its name."""
        say_missing(self)
        super().full_clean()

    def clean_command_id(self) -> str:
        """Return the id, if it is one that we could have given."""
        given = str(self.cleaned_data["command_id"])
        if not _ID.fullmatch(given):
            raise forms.ValidationError("This form has lost its number. Open it again.")
        return given

    def words(self, name: str) -> str:
        """Return what was typed into a field, without space around it; empty for nothing."""
        return str(self.cleaned_data.get(name) or "").strip()

    def asked_fields(self) -> list[forms.BoundField]:
        """Return the fields that a person fills in."""
        return list(self.visible_fields())


def say_missing(form: forms.BaseForm) -> None:
    """Let each field that is left empty say what is wanted, unless it has words of its own."""
    for name, field in form.fields.items():
        if str(field.error_messages.get("required")) == _REQUIRED:
            label = str(form[name].label).rstrip(".:?")
            field.error_messages["required"] = f"{_wanted(field)}: {label}."


def _wanted(field: forms.Field) -> str:
    if isinstance(field, forms.ChoiceField):
        return "Choose"
    return "Tick this" if isinstance(field, forms.BooleanField) else "Fill this in"


def fresh(seen: int) -> dict[str, Any]:
    """Return what a new form starts from on a page that shows entry `seen`."""
    return {"command_id": new_command_id(), "seen": seen}


def command_of(request: HttpRequest, given: str) -> str:
    """Return the id of the command that a form is, together with what was typed into it.

    Sent twice it is one command. Sent again with something else in it, as after going back, it
    is another: else it would be said to be done, and would not be; the page says first that
    the one before was done. Secrets leave no mark.
    """
    said = blake2b(request.get_full_path().encode(), key=bytes.fromhex(given), digest_size=6)
    for name in sorted(request.POST.keys() - _NOT_TYPED - SECRETS):
        said.update(json.dumps([name, request.POST.getlist(name)]).encode())
    for name in sorted(request.FILES):
        for sent in request.FILES.getlist(name):
            sent.seek(0)
            digest = file_digest(sent, "sha256").hexdigest()
            said.update(json.dumps([name, sent.name, digest]).encode())
            sent.seek(0)
    return said.hexdigest()


def was_sent_otherwise(request: HttpRequest, given: str) -> bool:
    """Return whether a form was sent before, done, and has something else in it now."""
    before = request.session.get(SENT, {}).get(given)
    return before is not None and before != command_of(request, given)


def remember_sent(request: HttpRequest, given: str, command_id: str) -> None:
    """Remember in the session what a form was when it was done; the last ones are enough."""
    sent = {**request.session.get(SENT, {}), given: command_id}
    request.session[SENT] = dict(list(sent.items())[-SENT_MAX:])
