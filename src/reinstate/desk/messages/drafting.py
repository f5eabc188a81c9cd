"""Drafting: words that somebody proposes to say; nobody outside reads them yet."""

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, cast

from django import forms
from django.http import HttpRequest, HttpResponseBase

from reinstate.core.levels.names import cells_meant
from reinstate.core.notices.fit import TITLE_MAX
from reinstate.core.state.council import Council
from reinstate.core.state.step import cells_of
from reinstate.core.state.words import Notice
from reinstate.core.terms.place import ABOUT_SERVICES, Place
from reinstate.core.terms.reference import Ref, id_of, kind_of, ref, service_of
from reinstate.desk import links
from reinstate.desk.act_view import ActView
from reinstate.desk.forms import DeskForm
from reinstate.desk.messages.named import AUDIENCES, PLACE_HINTS, PLACES
from reinstate.desk.messages.parts_of_words import LongSelect, everything, parts
from reinstate.desk.messages.seeing import preview
from reinstate.look.forms import Hinted
from reinstate.operations import telling, words_seen
from reinstate.operations.act import Acted, Acting
from reinstate.operations.telling import Words

if TYPE_CHECKING:
    from reinstate.core.journal.events.notices import Audience

LOOK: Final = "look"
"""The name of the button that only shows how residents would read it."""


class DraftForm(DeskForm):
    """The words, to whom, where they stand, and about what."""

    about = forms.ChoiceField(
        label="About",
        required=False,
        widget=LongSelect,
        error_messages={"invalid_choice": "Choose a service that is on the register."},
    )
    place = forms.ChoiceField(
        label="Where it stands",
        choices=list(PLACES.items()),
        widget=Hinted(PLACE_HINTS),
        error_messages={"required": "Choose where the words stand."},
    )
    audience = forms.ChoiceField(
        label="To whom",
        choices=list(AUDIENCES.items()),
        help_text="Only words to residents go onto the public pages.",
        error_messages={"required": "Choose to whom it is said."},
    )
    title = forms.CharField(
        label="Title",
        help_text=f"One line of at most {TITLE_MAX} characters: what is new, or what to do.",
        error_messages={"required": "Write a title."},
    )
    text = forms.CharField(
        label="Text",
        help_text="What to do first, then why. An empty line begins a paragraph; lines that begin"
        " with - are a list. Say no name of a person or a system.",
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": "Write the text."},
    )
    replaces = forms.CharField(required=False, widget=forms.HiddenInput)

    def offer(self, council: Council, about: Ref) -> None:
        """Offer what words can be about: one service and its parts, or everybody and all."""
        field = cast("forms.ChoiceField", self.fields["about"])
        field.choices = parts(council, about) if about else everything(council)
        place = cast("forms.ChoiceField", self.fields["place"])
        if about:
            ours = (*sorted(ABOUT_SERVICES), "update")
            place.choices = [(one, words) for one, words in PLACES.items() if one in ours]

    def meant(self) -> Words:
        """Return the words as they were filled in."""
        return Words(
            audience=cast("Audience", self.words("audience")),
            title=self.words("title"),
            text=self.words("text"),
            place=cast("Place", self.words("place")),
            about=self.words("about") or None,
            replaces=self.words("replaces"),
        )


class Drafts(ActView):
    """Propose words."""

    title = "Write new words"
    button = "Propose these words"
    form_class = DraftForm
    template_name = "messages/draft.html"

    looked: dict[str, Any] | None = None

    @property
    def old(self) -> Notice | None:
        """Return the words that these are to take the place of, or to be like."""
        id_ = self.request.GET.get("anew") or self.request.GET.get("replaces") or ""
        return self.desk.present.notices.get(id_)

    @property
    def chosen(self) -> Ref:
        """Return the service or cell that the address names; empty without one."""
        asked = self.request.GET.get("about", "") or (self.old and self.old.drafted.about) or ""
        return asked if cells_meant(self.desk.present, asked) else ""

    def about(self) -> tuple[Ref, ...]:
        """Return the service with its cells: where the level moved, the words may be wrong."""
        about = self.request.POST.get("about", "")
        if kind_of(about) not in ("service", "cell"):
            return ()
        service = id_of(about) if kind_of(about) == "service" else service_of(about)
        return (ref("service", service), *cells_of(self.desk.present, service))

    def initial(self) -> dict[str, Any]:
        """Return what the address asks for, or the words that lapsed or are corrected."""
        old = self.old
        asked = self.request.GET
        place = asked.get("place", "") if asked.get("place", "") in PLACES else ""
        if old is None:
            return {"about": self.chosen, "place": place, "audience": "residents"}
        (seen,) = words_seen.seen(self.desk.present, (old,), self.desk.now)
        is_kept = seen.kept == "kept"
        return {
            "about": old.drafted.about or "",
            "place": old.drafted.place,
            "audience": old.drafted.audience,
            "title": seen.title if is_kept else "",
            "text": seen.text if is_kept else "",
            "replaces": old.id if asked.get("replaces") else "",
        }

    def form(self, *args: Any, **options: Any) -> DeskForm:
        """Return the form with what words can be about."""
        made = DraftForm(*args, **options)
        made.offer(self.desk.present, self.chosen)
        return made

    def facts(self) -> dict[str, Any]:
        """Return the part of the desk, the old words, and how the new ones would be read."""
        return {
            "area": "messages",
            "old": self.old,
            "is_anew": bool(self.request.GET.get("anew")),
            "chosen": self.chosen,
            "looked": self.looked,
        }

    def post(self, request: HttpRequest, **route: Any) -> HttpResponseBase:
        """Show how residents would read it, or propose it."""
        form = self.form(request.POST)
        if form.is_valid():
            words = cast("DraftForm", form).meant()
            self.looked = preview(self.desk.present, words, self.desk.now)
            if LOOK in request.POST:
                return self.shown(form)
        elif LOOK in request.POST:
            return self.shown(form, HTTPStatus.UNPROCESSABLE_ENTITY)
        return super().post(request, **route)

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Propose them."""
        return telling.draft(acting, cast("DraftForm", form).meant())

    def done(self, _acted: Acted) -> str:
        """Return what happens next."""
        return "Proposed. Nobody outside reads it before another person approves it."

    def leads_to(self, acted: Acted) -> str:
        """Return the page of the words."""
        return links.to(self.desk, "message", acted.id)
