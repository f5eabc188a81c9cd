"""What is renewed before a subject meets users: passwords, patches, keys of suppliers."""

from django import forms

from reinstate.core.journal.events import facts
from reinstate.desk.fields import Line, People, When
from reinstate.desk.forms import DeskForm
from reinstate.desk.subjects.subject_act import SubjectAct, people
from reinstate.operations import prove
from reinstate.operations.act import Acted, Acting


class DoneForm(DeskForm):
    """Who did it, and when."""

    done_by = People()
    at = When()


class TokensRevoked(SubjectAct):
    """Say that sessions, keys and integrations were revoked."""

    title = "Sessions and keys of {} were revoked"
    said = "Sessions and keys of {} are revoked."
    lead = (
        "Everybody who was signed in is signed out, and every key that another program has is new."
    )
    form_class = DoneForm

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Write it down."""
        fact = facts.TokensRevoked(subject=self.subject, done_by=people(form), at=self.moment(form))
        return prove.record(acting, fact)


class CredentialsForm(DoneForm):
    """Whether recovery accounts work, who did it, and when."""

    is_checked = forms.BooleanField(
        label="Recovery accounts were seen to work before anything was reset", required=False
    )
    field_order = ("is_checked", "done_by", "at")


class Credentials(SubjectAct):
    """Say that administrator and service credentials were reset (R07)."""

    title = "Passwords of {} were reset"
    said = "Passwords and keys of {} are reset."
    lead = "Those of administrators and of services. See first that recovery accounts work."
    form_class = CredentialsForm

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Write it down."""
        fact = facts.CredentialsReset(
            subject=self.subject,
            done_by=people(form),
            are_recovery_accounts_checked=bool(form.cleaned_data["is_checked"]),
            at=self.moment(form),
        )
        return prove.record(acting, fact)


class PatchedForm(DoneForm):
    """To what level, who did it, and when."""

    level = Line("To what level", hint="A version, or the month of the updates.")
    field_order = ("level", "done_by", "at")


class Patched(SubjectAct):
    """Say that a subject was updated, and to what level."""

    title = "{} was patched"
    said = "{} is patched."
    lead = "It counts as a change: checks that were made before it have to be made again."
    form_class = PatchedForm

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Write it down."""
        level = form.words("level")
        return prove.patched(acting, self.subject, level, people(form), self.moment(form))
