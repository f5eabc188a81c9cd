"""The second person: approves exactly the words they read, or refuses them; and taking back."""

from typing import Any

from django import forms
from django.http import Http404

from reinstate.core.state.step import cells_of
from reinstate.core.state.words import Notice
from reinstate.core.terms.reference import Ref, ref
from reinstate.desk import links
from reinstate.desk.act_view import ActView
from reinstate.desk.forms import DeskForm
from reinstate.desk.messages.seeing import TextSeen, approval_blockers, texts_seen
from reinstate.operations import telling
from reinstate.operations.act import Acted, Acting


class ApproveForm(DeskForm):
    """The digest of the words that were read: others are not approved."""

    digest = forms.CharField(widget=forms.HiddenInput)


class WordsAct(ActView):
    """An act about one text."""

    template_name = "messages/approve.html"

    @property
    def notice(self) -> Notice:
        """Return the notice that the address names."""
        known = self.desk.present.notices.get(str(self.kwargs["notice"]))
        if known is None:
            raise Http404
        return known

    @property
    def text(self) -> TextSeen:
        """Return the words as they stand."""
        (found,) = texts_seen(self.desk, (self.notice,))
        return found

    def about(self) -> tuple[Ref, ...]:
        """Return the notice, and the parts of the service whose levels it was written for."""
        service = self.text.service
        cells = (ref("service", service), *cells_of(self.desk.present, service)) if service else ()
        return (self.notice.id, *cells)

    def facts(self) -> dict[str, Any]:
        """Return the words."""
        return {"area": "messages", "text": self.text}

    def leads_to(self, _acted: Acted) -> str:
        """Return the page of the words."""
        return links.to(self.desk, "message", self.notice.id)


class Approves(WordsAct):
    """Stand, as a second person, for exactly the words that are shown."""

    title = "Approve these words"
    button = "I have read them: approve"
    form_class = ApproveForm
    is_signing = True

    def initial(self) -> dict[str, Any]:
        """Return the digest of the words as they stand."""
        return {"digest": self.text.seen.digest}

    def facts(self) -> dict[str, Any]:
        """Return the words, and what stands in the way of approving them."""
        text = self.text
        return {
            **super().facts(),
            "text": text,
            "in_the_way": approval_blockers(self.desk, text.seen),
            "may_approve": True,
        }

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Approve them."""
        return telling.approve(acting, self.notice.id, form.words("digest"))

    def done(self, _acted: Acted) -> str:
        """Return who reads them now."""
        if self.notice.drafted.audience == "residents":
            return "Approved. It is published in seconds; a page just read may stay for a minute."
        return "Approved. It may be told from now on."


class Withdraws(WordsAct):
    """Take words back, or refuse a draft."""

    title = "Take these words back"
    button = "Take them back"
    is_warning = True

    def facts(self) -> dict[str, Any]:
        """Return the words, and whether this refuses a draft of somebody else."""
        is_draft = self.notice.state == "draft"
        title = "Refuse these words" if is_draft else self.title
        return {**super().facts(), "title": title, "button": title, "is_draft": is_draft}

    def do(self, acting: Acting, _form: DeskForm) -> Acted:
        """Take them back."""
        return telling.withdraw(acting, self.notice.id)

    def done(self, _acted: Acted) -> str:
        """Return that they no longer stand."""
        return "Taken back: the words no longer stand."
