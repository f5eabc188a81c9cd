"""The idiom of every form: an id so that it is done once, and the entry its page showed."""

import re
from typing import Any, Final

from django import forms

from reinstate.operations.act import new_command_id

_ID: Final = re.compile(r"[0-9a-f]{12}")


class DeskForm(forms.Form):
    """A form that is sent once.

    `command_id` becomes the command's own; `seen` is the number of the last entry that its
    page showed. Words are kept as typed when it is shown again.
    """

    command_id = forms.CharField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    required_css_class = "app-required"
    use_required_attribute = False

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


def fresh(seen: int) -> dict[str, Any]:
    """Return what a new form starts from on a page that shows entry `seen`."""
    return {"command_id": new_command_id(), "seen": seen}
