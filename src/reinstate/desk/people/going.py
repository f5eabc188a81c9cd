"""Leaving, and being found compromised."""

from django import forms
from django.contrib.auth import logout

from reinstate.desk.fields import MOMENT_INPUT
from reinstate.desk.forms import DeskForm
from reinstate.desk.people.about import PersonAct
from reinstate.operations import people
from reinstate.operations.act import Acted, Acting
from reinstate.operations.moments import moment


class Going(PersonAct):
    """Somebody acts here no more."""

    def gone(self, acted: Acted) -> Acted:
        """Lead out who said it of themself: their session is gone with the others."""
        if self.person == self.desk.person:
            logout(self.request)
        return acted


class LeaveOne(Going):
    """Say that somebody has left."""

    title = "Has left"
    button = "They have left"
    lead = "They are signed out, and can do nothing here any more. What they signed stays signed."
    is_signing = True
    is_warning = True

    def do(self, acting: Acting, form: DeskForm) -> Acted:  # noqa: ARG002 - there is nothing on it
        """Say so; they are signed out."""
        return self.gone(people.leave(acting, self.person))

    def done(self, acted: Acted) -> str:  # noqa: ARG002 - the entry says who
        """Return who acts here no more."""
        return f"{self.person} has left. What they signed stays signed."


class CompromisedForm(DeskForm):
    """Since when, and why we think so."""

    since = forms.CharField(
        label="Since when",
        help_text="Left empty, nothing that they ever did can be trusted.",
        required=False,
        widget=forms.TextInput(attrs=dict(MOMENT_INPUT)),
    )
    why = forms.CharField(
        label="Why do you think so?",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CompromisedOne(Going):
    """Say that somebody's account was not theirs alone."""

    title = "Account taken over"
    button = "Stop them at once"
    lead = (
        "They are signed out and can do nothing here any more, whoever uses their name. Clearances"
        " that they signed since then count no longer."
    )
    form_class = CompromisedForm
    is_warning = True
    is_never_held_up = True

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Say so: they are signed out, and their clearances since then lapse."""
        since = moment(form.words("since"), self.desk.now)
        return self.gone(people.report_compromised(acting, self.person, since, form.words("why")))

    def done(self, acted: Acted) -> str:  # noqa: ARG002 - the entries say what followed
        """Return who acts here no more."""
        return f"{self.person} is known as compromised and acts here no more."
