"""The book of dates: what we promised, to whom, and how it ended; two people stand for each."""

from datetime import date, datetime, timedelta
from typing import Any, Final, cast

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from msgspec import Struct

from reinstate.core.journal.events.notices import Audience, PromiseMade
from reinstate.core.levels.names import cells_meant
from reinstate.core.notices.reading import book, is_overdue
from reinstate.core.state.council import Council
from reinstate.core.state.words import Promise
from reinstate.core.terms.reference import Ref
from reinstate.desk import links
from reinstate.desk.act_view import ActView
from reinstate.desk.forms import DeskForm
from reinstate.desk.leaves import leaf
from reinstate.desk.messages.named import AUDIENCES, PROMISE_STATES, about_words
from reinstate.desk.messages.parts_of_words import LongSelect, everything, parts
from reinstate.desk.seen import Desk, DeskRequest
from reinstate.operations import telling, times
from reinstate.operations.act import Acted, Acting
from reinstate.operations.days import ZONE, end_of_day
from reinstate.operations.times import told_end
from reinstate.public.words import range_words

PROMISES_MAX: Final = 50
DAY: Final = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
NO_DAY: Final = {"invalid": "Write the day as 2026-12-01."}
HOW: Final = (
    ("kept", "Kept: it was back, or we said more, in time"),
    ("broken", "Not kept"),
    ("replaced", "Another date took its place"),
    ("withdrawn", "Taken back"),
)


class PromiseSeen(Struct, frozen=True, kw_only=True):
    """A promise in words."""

    promise: Promise
    audience: str
    about: str
    when: str
    state: str
    is_overdue: bool


def promise_seen(council: Council, promise: Promise, at: datetime) -> PromiseSeen:
    """Return a promise in words."""
    late = is_overdue(promise, at)
    return PromiseSeen(
        promise=promise,
        audience=AUDIENCES[promise.made.audience],
        about=about_words(council, promise.made.about),
        when=when_words(promise.made),
        state="Late" if late else PROMISE_STATES[promise.state],
        is_overdue=late,
    )


def when_words(made: PromiseMade) -> str:
    """Return what a promise says of when."""
    if made.earliest is not None and made.latest is not None:
        return f"Back {range_words(made.earliest, made.latest)}"
    if made.say_more_by is not None:
        return f"No date yet; more by {told_end(made.say_more_by)}"
    return "No date"


def promises(request: DeskRequest) -> HttpResponse:
    """Show the book: late ones first, then those that stand, then how the others ended."""
    desk = request.desk
    seen = [promise_seen(desk.council, one, desk.at) for one in reversed(book(desk.council))]
    seen.sort(key=lambda one: (not one.is_overdue, one.promise.state != "open"))
    states = [one.promise.state for one in seen]
    facts = {
        "area": "messages",
        "here": "promises",
        "tally": [(words, states.count(state)) for state, words in PROMISE_STATES.items()],
        **leaf(request, seen, PROMISES_MAX, "promise"),
    }
    return render(request, "messages/promises.html", facts)


class PromiseForm(DeskForm):
    """A range of days, or the day by which we say more."""

    about = forms.ChoiceField(
        label="About",
        required=False,
        widget=LongSelect,
        error_messages={"invalid_choice": "Choose a service that is on the register."},
    )
    audience = forms.ChoiceField(
        label="To whom",
        choices=list(AUDIENCES.items()),
        error_messages={"required": "Choose to whom it is promised."},
    )
    earliest = forms.DateField(
        label="Back at the earliest on",
        help_text="Never one day alone: a range that we can keep.",
        required=False,
        widget=DAY,
        error_messages=NO_DAY,
    )
    latest = forms.DateField(
        label="and at the latest on", required=False, widget=DAY, error_messages=NO_DAY
    )
    say_more_by = forms.DateField(
        label="Or: no date yet, and we say more by",
        help_text="Leave the two days above empty then.",
        required=False,
        widget=DAY,
        error_messages=NO_DAY,
    )

    def offer(self, council: Council, about: Ref) -> None:
        """Offer what it can be about."""
        field = cast("forms.ChoiceField", self.fields["about"])
        field.choices = parts(council, about) if about else everything(council)

    def meant(self, now: datetime) -> PromiseMade:
        """Return the promise as it was filled in; a range that begins today begins now."""
        earliest, latest, more = (self._day(one) for one in ("earliest", "latest", "say_more_by"))
        return PromiseMade(
            audience=cast("Audience", self.words("audience")),
            about=self.words("about") or None,
            earliest=_beginning(earliest, now) if earliest else None,
            latest=end_of_day(latest) if latest else None,
            say_more_by=end_of_day(more) if more else None,
        )

    def _day(self, name: str) -> date | None:
        found: date | None = self.cleaned_data.get(name)
        return found


def _beginning(day: date, now: datetime) -> datetime:
    """Return when a day begins; today, in a minute: a promise is about the time to come."""
    begins = times.instant(day.isoformat(), now)
    is_today = day == now.astimezone(ZONE).date()
    return now + timedelta(minutes=1) if is_today else begins


class Promises(ActView):
    """Propose a date; it is told once another person signs."""

    title = "Promise a date"
    button = "Propose it"
    form_class = PromiseForm
    is_signing = True

    def form(self, *args: Any, **options: Any) -> DeskForm:
        """Return the form with what it can be about."""
        made = PromiseForm(*args, **options)
        made.offer(self.desk.present, self._chosen())
        return made

    def initial(self) -> dict[str, Any]:
        """Return what the address names."""
        return {"about": self._chosen(), "audience": "residents"}

    def facts(self) -> dict[str, Any]:
        """Return the part of the desk."""
        return {"area": "messages", "leads_back": _book(self.desk)}

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Propose it."""
        return telling.propose_promise(acting, cast("PromiseForm", form).meant(self.desk.now))

    def done(self, _acted: Acted) -> str:
        """Return what happens next."""
        return "Proposed. It is told once another person has signed."

    def leads_to(self, _acted: Acted) -> str:
        """Return where it waits."""
        return links.to(self.desk, "proposals")

    def _chosen(self) -> Ref:
        asked = self.request.GET.get("about", "")
        return asked if cells_meant(self.desk.present, asked) else ""


class EndForm(DeskForm):
    """How it ended."""

    how = forms.ChoiceField(
        label="How it ended",
        choices=HOW,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it ended."},
    )
    why = forms.CharField(
        label="When and why",
        help_text="Needed once its date has passed, unless it was not kept. For staff.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class EndsPromise(ActView):
    """Say how a promise ended; the book keeps it for good."""

    title = "How did it end?"
    button = "Write it into the book"
    form_class = EndForm
    template_name = "messages/promise_end.html"

    @property
    def promise(self) -> Promise:
        """Return the promise that the address names."""
        known = self.desk.present.promises.get(str(self.kwargs["promise"]))
        if known is None:
            raise Http404
        return known

    def about(self) -> tuple[Ref, ...]:
        """Return the promise."""
        return (self.promise.id,)

    def facts(self) -> dict[str, Any]:
        """Return the promise in words."""
        one = promise_seen(self.desk.present, self.promise, self.desk.now)
        return {"area": "messages", "one": one, "leads_back": _book(self.desk)}

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """End it."""
        how = cast("telling.HowEnded", form.words("how"))
        return telling.end_promise(acting, self.promise.id, how, form.words("why"))

    def done(self, acted: Acted) -> str:
        """Return how it ended."""
        return f"Written into the book: {PROMISE_STATES[self._state(acted)].lower()}."

    def leads_to(self, _acted: Acted) -> str:
        """Return the book."""
        return links.to(self.desk, "promises")

    def _state(self, acted: Acted) -> Any:
        return acted.council.promises[self.promise.id].state


def _book(desk: Desk) -> tuple[str, str]:
    """Return the way back to every date that was given."""
    return links.to(desk, "promises"), "Dates we gave"
