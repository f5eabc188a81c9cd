"""Signing: the exact text, what it rests on, and one button; for one subject or a list."""

from typing import Any

from django import forms
from msgspec import Struct

from reinstate.core.gates.look import look_at
from reinstate.core.gates.rows_clearances import standing_clearances, two_clearances
from reinstate.core.journal.events.decisions import DecisionText
from reinstate.core.levels.names import name_of
from reinstate.core.state.council import Council
from reinstate.core.state.step import fact_of
from reinstate.core.terms.reference import Ref, is_subject
from reinstate.desk import links
from reinstate.desk.act_view import ActView
from reinstate.desk.forms import DeskForm
from reinstate.operations import chronicle, clearing, texts
from reinstate.operations.act import Acted, Acting
from reinstate.operations.chronicle import EntrySeen
from reinstate.operations.clearing import Read, Text
from reinstate.operations.plain_words import by_kind

SUBJECTS_MAX = 200
"""So many subjects one signature may stand for: a list that can still be read."""


class SignForm(DeskForm):
    """The digest of what was read: a text that changed meanwhile is not signed."""

    digest = forms.CharField(widget=forms.HiddenInput)


class TextSeen(Struct, frozen=True):
    """One decision text as it is read: the facts in words, and accepted gaps."""

    text: DecisionText
    digest: str
    facts: tuple[EntrySeen, ...]
    gaps: tuple[str, ...]


class Sign(ActView):
    """Say yes to the exact decision text of a subject, or of a list of like ones."""

    title = "Clear"
    button = "Sign this clearance"
    form_class = SignForm
    template_name = "clearances/sign.html"
    is_signing = True

    @property
    def subjects(self) -> tuple[Ref, ...]:
        """Return what is to be cleared, as the address names it."""
        named = dict.fromkeys(self.request.GET.getlist("subject"))
        return tuple(one for one in named if is_subject(one))[:SUBJECTS_MAX]

    def about(self) -> tuple[Ref, ...]:
        """Return the subjects, if what is signed is no more what was read.

        Whatever else happened meanwhile, the rules refuse what may not be signed.
        """
        digest = self.request.POST.get("digest", "")
        return () if digest and digest == self._read().digest else self.subjects

    def anew(self, form: DeskForm) -> DeskForm:
        """Return the form for the text as it stands now: its page shows that."""
        typed = dict(super().anew(form).data.items())
        return self.form({**typed, "digest": self._read().digest})

    def initial(self) -> dict[str, Any]:
        """Return the digest of the texts as they stand."""
        return {"digest": self._read().digest}

    def facts(self) -> dict[str, Any]:
        """Return the texts, and what drops out and why."""
        read, council = self._read(), self.desk.council
        names = [name_of(council, one) for one in self.subjects]
        return {
            "area": "clearances",
            "title": f"Clear {names[0]}" if len(names) == 1 else f"Clear {by_kind(self.subjects)}",
            "read": read,
            "texts": [_seen(council, one) for one in read.texts],
            "query": self.request.GET.urlencode(),
        }

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Sign it."""
        return clearing.sign(acting, self.subjects, form.words("digest"))

    def done(self, acted: Acted) -> str:
        """Return what was signed, and whether that is enough."""
        signed = [one for one in self.subjects if self._signed(acted, one)]
        if len(signed) > 1:
            return f"You cleared {by_kind(signed)}."
        look = look_at(acted.council, signed[0], acted.at)
        row, name = two_clearances(look), name_of(acted.council, signed[0])
        counts = row.blockers[0].sentence if row.blockers else "It has the signatures it needs."
        if row.blockers and len(standing_clearances(look)) == 1:
            counts = "It takes one more signature."
        return f"You cleared {name}. {counts}"

    def leads_to(self, _acted: Acted) -> str:
        """Return the page of the subject, or the list."""
        if len(self.subjects) == 1:
            return links.to(self.desk, "subject", self.subjects[0])
        return links.to(self.desk, "clearances")

    def _signed(self, acted: Acted, subject: Ref) -> bool:
        return any(getattr(entry.event, "subject", "") == subject for entry in acted.entries)

    def _read(self) -> Read:
        return clearing.read(self.desk.person, self.subjects)


def _seen(council: Council, one: Text) -> TextSeen:
    found = [fact_of(council, (one.text.subject,), id_) for id_ in one.text.facts]
    entries = sorted(filter(None, found), key=lambda entry: entry.seq)
    gaps = texts.texts(one.text.gaps)
    return TextSeen(
        one.text,
        one.digest,
        chronicle.worded(entries, council),
        tuple(gaps[gap.id] for gap in one.text.gaps),
    )
