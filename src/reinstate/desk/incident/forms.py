"""The forms of an incident: words, and when something was true."""

from typing import Any, Final

from django import forms

from reinstate.desk.forms import DeskForm

WORDS_MAX: Final = 4_000
LINE_MAX: Final = 300
OPTIONS_MAX: Final = 6
OPTIONS_MIN: Final = 2
REPORT_BYTES_MAX: Final = 64 * 1024 * 1024
WHOSE: Final = {"required": "Choose the organisation that it is about."}


def words(label: str, hint: str = "", *, is_needed: bool = True) -> forms.CharField:
    """Return a field for a few sentences."""
    return forms.CharField(
        label=label,
        required=is_needed,
        help_text=hint,
        max_length=WORDS_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def moment(label: str, hint: str = "", *, is_needed: bool = False) -> forms.CharField:
    """Return a field for a moment, in the council's own time."""
    return forms.CharField(
        label=label,
        required=is_needed,
        help_text=hint,
        max_length=40,
        widget=forms.TextInput(attrs={"type": "datetime-local", "class": "govuk-input--width-20"}),
    )


class WhyForm(DeskForm):
    """Why, in a few words."""

    why = words("Why")


class WhenForm(DeskForm):
    """When something was true: one moment, or between two."""

    first = moment("When, or not before")
    last = moment("Not after", "Only if you are not sure of the moment.")

    def moment(self) -> str:
        """Return the moment as `operations.moments` reads it."""
        first, last = self.words("first"), self.words("last")
        return f"{first}..{last}" if last else first


class DeclareForm(WhenForm):
    """What is seen, and when it was noticed."""

    why = words("What is seen", "Such as: files encrypted on three servers.")
    first = moment("When it was noticed, or not before", "Leave it empty if nobody knows yet.")

    field_order = ("why", "first", "last")


class FirstEntryForm(WhenForm):
    """Between when and when the attacker came in."""

    first = moment("Not before")
    last = moment("Not after")


class AwareForm(WhenForm):
    """Which controller has known since when."""

    controller = forms.ChoiceField(label="Data controller", error_messages=WHOSE)
    first = moment("Since when it has known, at the earliest", is_needed=True)
    last = moment("At the latest", "Only if you are not sure of the moment.")

    field_order = ("controller", "first", "last")


class ToldForm(WhenForm):
    """For which controller the authority was told, when, and the receipt."""

    controller = forms.ChoiceField(label="Data controller", error_messages=WHOSE)
    first = moment("When the authority was told", is_needed=True)
    why = words(
        "Receipt, and reasons if it is late",
        "The number that the authority gave. A late report must say why it is late.",
        is_needed=False,
    )

    field_order = ("controller", "first", "last", "why")


class MilestoneForm(WhenForm):
    """What was reached."""

    what = words("What was reached", "Such as: payroll ran in full.")
    first = moment("When, or not before", "Leave it empty for now.")

    field_order = ("what", "first", "last")


class WhatForm(DeskForm):
    """What was done."""

    what = words("How the way in was closed, or blocked")


class PhaseForm(DeskForm):
    """Which phase, and why where it is an earlier one."""

    phase = forms.ChoiceField(label="Phase", widget=forms.RadioSelect)
    why = words("Why", "Needed only to go back to an earlier phase.", is_needed=False)


class DecisionForm(DeskForm):
    """What could be done, what is done, and why."""

    subject = forms.CharField(
        label="What is decided", max_length=LINE_MAX, help_text="Such as: council tax bills."
    )
    choice = forms.ChoiceField(
        label="Which one is done",
        choices=[(str(n), f"Option {n + 1}") for n in range(OPTIONS_MAX)],
    )
    why = words("Why")

    def __init__(self, *args: Any, **options: Any) -> None:
        """Take a line for each option; two are needed."""
        super().__init__(*args, **options)
        for number in range(OPTIONS_MAX):
            self.fields[f"option{number}"] = forms.CharField(
                label=f"Option {number + 1}",
                max_length=LINE_MAX,
                required=number < OPTIONS_MIN,
                help_text="Doing nothing is an option too." if number == 1 else "",
                error_messages={"required": "Write at least two options."},
            )
        names = [f"option{number}" for number in range(OPTIONS_MAX)]
        self.order_fields(["subject", *names, "choice", "why"])

    def given(self) -> tuple[str, ...]:
        """Return the options, without gaps between them."""
        said = (self.words(f"option{number}") for number in range(OPTIONS_MAX))
        return tuple(filter(None, said))

    def clean(self) -> dict[str, Any]:
        """Return what was said, if the choice is one of the options."""
        cleaned = super().clean() or {}
        chosen = cleaned.get("choice", "0")
        if not self.words(f"option{chosen}"):
            self.add_error("choice", "Choose one of the options that you wrote.")
        return cleaned

    def chosen(self) -> int:
        """Return which of the options is done, counted from 0 among those that were written."""
        before = range(int(self.cleaned_data["choice"]))
        return sum(bool(self.words(f"option{number}")) for number in before)


class CloseForm(DeskForm):
    """The report."""

    report = forms.FileField(
        label="The report",
        max_length=150,
        help_text="What happened, what was done, what was learned: up to 64 MB. A copy is kept"
        " here, and its digest stands in the journal.",
        error_messages={"required": "Choose the report.", "empty": "The report is empty."},
    )

    def clean_report(self) -> Any:
        """Return the report, if it is not too long."""
        report = self.cleaned_data["report"]
        if (report.size or 0) > REPORT_BYTES_MAX:
            raise forms.ValidationError("The report is longer than 64 MB.")
        return report
