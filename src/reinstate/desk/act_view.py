"""One form for one operation: shown, checked, done once, or given back with every reason.

A form is never lost: what was typed comes back with what was wrong, what the rules said, or
what somebody else changed meanwhile.
"""

from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Any, ClassVar, Final, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.views import View

from reinstate.core.journal.event import Event
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.reference import Ref
from reinstate.core.terms.trouble import BadInput, Refused, WorldFailed
from reinstate.desk import next_steps, proof
from reinstate.desk.forms import DeskForm, command_of, fresh, remember_sent, was_sent_otherwise
from reinstate.desk.seen import Desk, DeskRequest
from reinstate.desk.wording import said
from reinstate.operations import consequences, plain_words, since
from reinstate.operations.act import Acted, Acting, new_command_id
from reinstate.operations.chronicle import EntrySeen

NOTHING_NEW: Final = "Nothing was new: nothing was written."

DONE_BEFORE: Final = (
    "This form was sent before, and what was in it then was done. Below is what you changed"
    " since: nothing of it is done yet. Send it again to do that as well."
)


class ActView(View):
    """A form and the operation behind it; each kind of act overrides what differs.

    `title` and `button` are words on the page; `is_signing` asks for the factor again, before
    the page is shown, or with `is_read_first` only when it is sent; `is_never_held_up` is for
    isolating: no change meanwhile stops it; events that are `passing` stop it neither.
    """

    title: ClassVar[str]
    button: ClassVar[str] = "Save"
    form_class: ClassVar[type[DeskForm]] = DeskForm
    template_name: ClassVar[str] = "desk/act.html"
    is_signing: ClassVar[bool] = False
    is_read_first: ClassVar[bool] = False
    is_never_held_up: ClassVar[bool] = False
    passing: ClassVar[tuple[type[Event], ...]] = ()
    is_warning: ClassVar[bool] = False
    next_marks: ClassVar[tuple[str, ...]] = ()
    nothing_new: ClassVar[str] = NOTHING_NEW

    request: HttpRequest

    @property
    def desk(self) -> Desk:
        """Return the moment and the person."""
        return cast("DeskRequest", self.request).desk

    def about(self) -> tuple[Ref, ...]:
        """Return what the act is about: if others change that, the form is shown again."""
        return ()

    def initial(self) -> dict[str, Any]:
        """Return what the fields start from."""
        return {}

    def facts(self) -> dict[str, Any]:
        """Return what else the page shows."""
        return {}

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Do it, by one operation."""
        raise NotImplementedError

    def done(self, acted: Acted) -> str:
        """Return the sentence that says it is done."""
        raise NotImplementedError

    def leads_to(self, acted: Acted) -> str:
        """Return the address of the page that shows what came of it."""
        raise NotImplementedError

    def form(self, *args: Any, **options: Any) -> DeskForm:
        """Return the form; override to give it choices."""
        return self.form_class(*args, **options)

    def get(self, request: HttpRequest, **_route: Any) -> HttpResponseBase:
        """Show the form, empty or as it was before the factor was asked for."""
        is_asked = self.is_signing and not self.is_read_first
        if is_asked and (asked := proof.asked_again(request)):
            return asked
        kept = proof.kept_form(request)
        if kept is not None:
            return self.shown(self.form(kept))
        return self.shown(self.form(initial={**fresh(self.desk.council.seq), **self.initial()}))

    def post(self, request: HttpRequest, **_route: Any) -> HttpResponseBase:
        """Do it, or show the form again with the reason."""
        form = self.form(request.POST, request.FILES)
        if not form.is_valid():
            return self.shown(form, HTTPStatus.UNPROCESSABLE_ENTITY)
        if self.is_signing and (asked := proof.asked_again(request)):
            return asked
        if changed := self._changed(form):
            return self.shown(self.anew(form), HTTPStatus.CONFLICT, changed=changed)
        if self._is_changed_by_hand(form):
            return self.shown(self._as_another(), HTTPStatus.CONFLICT)
        return self._tried(form)

    def _tried(self, form: DeskForm) -> HttpResponseBase:
        acting = self.desk.acting(command_of(self.request, form.cleaned_data["command_id"]))
        if self.is_signing:
            acting = proof.signing(self.request, acting)
        try:
            return self.answer(acting, form)
        except Refused as refused:
            return self.shown(form, HTTPStatus.CONFLICT, blockers=refused.blockers)
        except BadInput as trouble:
            words = " ".join(filter(None, (trouble.sentence, trouble.next)))
            form.add_error(None, plain_words.in_words(self.desk.present, words))
            return self.shown(form, HTTPStatus.UNPROCESSABLE_ENTITY)
        except WorldFailed as trouble:
            form.add_error(None, f"{trouble} Nothing was done. Send it again when it is mended.")
            return self.shown(form, HTTPStatus.SERVICE_UNAVAILABLE)

    def answer(self, acting: Acting, form: DeskForm) -> HttpResponseBase:
        """Do it, and lead to the page that shows what came of it.

        Override where a form appends nothing: it looks, signs a checkpoint, asks for a job.
        """
        acted = self.do(acting, form)
        remember_sent(self.request, form.cleaned_data["command_id"], acting.command_id)
        self._told(acted)
        return self.led_to(self.leads_to(acted))

    def led_to(self, address: str) -> HttpResponseBase:
        """Lead to another page, so that loading it again sends nothing again."""
        response = HttpResponseRedirect(address)
        response.status_code = HTTPStatus.SEE_OTHER
        return response

    def _changed(self, form: DeskForm) -> tuple[EntrySeen, ...]:
        if self.is_never_held_up:
            return ()
        seen: int = form.cleaned_data["seen"]
        desk = self.desk
        return since.changes(desk.present, seen, self.about(), desk.person, passing=self.passing)

    def anew(self, form: DeskForm) -> DeskForm:
        """Return the form as typed, resting on what its page shows now."""
        data = self.request.POST.copy()
        data["seen"] = str(self.desk.present.seq)
        return self.form(data, form.files)

    def _is_changed_by_hand(self, form: DeskForm) -> bool:
        """Return whether it was done before with something else in it; isolating never waits."""
        given = form.cleaned_data["command_id"]
        return not self.is_never_held_up and was_sent_otherwise(self.request, given)

    def _as_another(self) -> DeskForm:
        """Return the form as typed under a new number, saying that the one before was done."""
        data = self.request.POST.copy()
        data["command_id"], data["seen"] = new_command_id(), str(self.desk.present.seq)
        form = self.form(data, self.request.FILES)
        form.add_error(None, DONE_BEFORE)
        return form

    def _told(self, acted: Acted) -> None:
        """Say what was done, and what followed by itself, on the page that comes next.

        The tags of the message are the marks of what is to do next.
        """
        lines = [self.done(acted) if acted.entries else self.nothing_new, *consequences.told(acted)]
        words = "\n".join(
            plain_words.in_words(acted.council, said(self.desk, one)) for one in lines
        )
        level = messages.SUCCESS if acted.entries else messages.INFO
        if consequences.demanded(acted):
            level = messages.WARNING
        marks = " ".join((*next_steps.marks_of(acted), *self.next_marks))
        messages.add_message(self.request, level, words, extra_tags=marks)

    def shown(
        self,
        form: DeskForm,
        status: HTTPStatus = HTTPStatus.OK,
        *,
        blockers: tuple[Blocker, ...] = (),
        changed: tuple[EntrySeen, ...] = (),
        more: Mapping[str, Any] = MappingProxyType({}),
    ) -> HttpResponseBase:
        """Return the page of the form; `more` is what only this answer shows."""
        facts = {
            "title": self.title,
            "button": self.button,
            "is_warning": self.is_warning,
            "form": form,
            "blockers": blockers,
            "changed": changed,
            **self.facts(),
            **more,
        }
        return render(self.request, self.template_name, facts, status=status)
