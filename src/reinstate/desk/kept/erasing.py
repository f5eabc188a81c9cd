"""Erasing for good: exactly what goes and what stays is read first."""

from functools import cached_property
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from msgspec import Struct

from reinstate.core.journal.events.home import NoteRedacted
from reinstate.core.journal.events.people import PersonErased
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.trouble import BadInput, Refused
from reinstate.desk import links
from reinstate.desk.act_view import ActView
from reinstate.desk.forms import DeskForm, remember_sent
from reinstate.desk.kept.kept_act import KeptAct
from reinstate.desk.wording import counted
from reinstate.operations import erasing
from reinstate.operations.act import Acted, Acting
from reinstate.operations.erasing import OTHERWISE, Doomed, Erased
from reinstate.public.erase import erase

SHOWN_MAX: Final = 100
"""So many texts are shown word for word; the rest is counted."""

REPUBLISHED: Final = "Residents' pages are published afresh, and their earlier releases are gone."
TRACES: Final = (
    "Another program used the database, or its disk is full: bytes of it may lie in this home"
    " still. When that is put right, choose “Rewrite the database” under what is kept of people."
)
PAGES: Final = (
    "Residents' pages may hold it still, as they could not be published afresh: {} Publish them"
    " anew, and remove their earlier releases."
)


class Looked(Struct, frozen=True):
    """What somebody reads before they erase: what would go, or everything that is against it."""

    doomed: Doomed | None
    against: tuple[Blocker, ...] = ()
    trouble: str = ""


class EraseForm(DeskForm):
    """The digest of what was read: if something else would go, nothing does."""

    digest = forms.CharField(widget=forms.HiddenInput)


class Erase(KeptAct):
    """Erase texts with their salts, and people who left."""

    title = "Erase for good"
    button = "Erase for good"
    form_class = EraseForm
    template_name = "kept/erase.html"
    is_signing = True
    is_warning = True

    @property
    def has_texts_along(self) -> bool:
        """Return whether what these people wrote goes along."""
        return bool(self.named.people) and "texts" in self.request.GET

    @cached_property
    def looked(self) -> Looked:
        """Return what would go as things are now."""
        acting = self.desk.acting()
        try:
            found = erasing.doomed(acting, self.named, with_texts=self.has_texts_along)
        except Refused as refused:
            return Looked(None, refused.blockers)
        except BadInput as trouble:
            return Looked(None, trouble=trouble.sentence)
        return Looked(found)

    def initial(self) -> dict[str, Any]:
        """Return the digest of what is read."""
        doomed = self.looked.doomed
        return {"digest": doomed.digest if doomed else ""}

    def facts(self) -> dict[str, Any]:
        """Return what goes, and what stays."""
        named, doomed = self.named, self.looked.doomed
        texts, left = (doomed.texts, doomed.left) if doomed else ((), ())
        wrote = [text for text in left if text.by in named.people]
        return {
            **super().facts(),
            "title": self._title(len(texts)),
            "looked": self.looked,
            "is_anything": bool(named.notes or named.people),
            "people": doomed.people if doomed else (),
            "texts": texts[:SHOWN_MAX],
            "texts_rest": max(len(texts) - SHOWN_MAX, 0),
            "wrote": wrote[:SHOWN_MAX],
            "wrote_rest": max(len(wrote) - SHOWN_MAX, 0),
            "told": [text for text in left if text.by not in named.people][:SHOWN_MAX],
            "is_read_by_residents": any(text.read_by == "residents" for text in texts),
            "has_facts": any(text.is_fact for text in texts),
            "today": self.desk.now,
            "with_texts": links.to(self.desk, "erase", what=self._what(), texts=1),
        }

    def answer(self, acting: Acting, form: DeskForm) -> HttpResponseBase:
        """Erase what was read; if it is something else now, it is read again first."""
        named, digest = self.named, form.words("digest")
        try:
            done = erase(acting, named, digest, with_texts=self.has_texts_along)
        except BadInput as trouble:
            if trouble.code != OTHERWISE:
                raise
            messages.warning(self.request, str(trouble))
            return self.led_to(self.request.get_full_path())
        remember_sent(self.request, form.cleaned_data["command_id"], acting.command_id)
        messages.success(self.request, "\n".join(_told(done)))
        return self.led_to(self.leads_to(done.acted))

    def leads_to(self, acted: Acted) -> str:
        """Return the list, or the page of the one person."""
        if len(self.named.people) == 1:
            return links.to(self.desk, "person", self.named.people[0])
        return super().leads_to(acted)

    def _what(self) -> list[str]:
        return [*self.named.people, *self.named.notes]

    def _title(self, text_count: int) -> str:
        people = [self.desk.names.get(one, one) for one in self.named.people]
        whom = people[0] if len(people) == 1 else f"{len(people)} people" if people else ""
        what = counted(text_count, "text") if text_count else ""
        named = " and ".join(filter(None, (whom, what)))
        return f"Erase {named} for good" if named else self.title


def _told(done: Erased) -> list[str]:
    """Return what was erased, and what of it may lie here still."""
    events = [entry.event for entry in done.acted.entries]
    people = sum(1 for event in events if isinstance(event, PersonErased))
    texts = sum(1 for event in events if isinstance(event, NoteRedacted))
    whom = "1 person" if people == 1 else f"{people} people" if people else ""
    what = counted(texts, "text") if texts else ""
    lines = [f"Erased for good: {' and '.join(filter(None, (whom, what)))}."]
    if done.is_republished:
        lines.append(REPUBLISHED)
    if done.has_traces:
        lines.append(TRACES)
    elif done.trouble:
        lines.append(PAGES.format(_sentence(done.trouble)))
    return lines


def _sentence(trouble: erasing.Trouble) -> str:
    return str(trouble) if isinstance(trouble, Refused) else trouble.sentence


class Rewrite(ActView):
    """Write the database anew, where an erasure said that copies may have stayed."""

    title = "Rewrite the database"
    button = "Rewrite it"
    template_name = "kept/rewrite.html"

    def facts(self) -> dict[str, Any]:
        """Return the part of the desk that this belongs to, and the way back."""
        back = (links.to(self.desk, "kept"), "What is kept of people")
        return {"area": "people", "leads_back": back}

    def answer(self, acting: Acting, form: DeskForm) -> HttpResponseBase:  # noqa: ARG002 - there is nothing on it
        """Rewrite it."""
        erasing.scrub()
        messages.success(self.request, "Nothing of what was erased is left in the database.")
        return self.led_to(links.to(self.desk, "kept"))
