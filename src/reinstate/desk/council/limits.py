"""Making a limit stricter: never looser again."""

from typing import Any, Final

from django import forms
from django.http import Http404, HttpRequest, HttpResponseBase

from reinstate.core.terms.limit import LENGTHEN_TO_TIGHTEN, Limit
from reinstate.desk.council.council_act import CouncilAct
from reinstate.desk.forms import DeskForm
from reinstate.desk.wording import LIMITS
from reinstate.operations import retention, times
from reinstate.operations.act import Acted, Acting

UNITS: Final = (("d", "days"), ("h", "hours"), ("m", "minutes"), ("w", "weeks"))
COUNT_MAX: Final = 9_999_999


class TightenForm(DeskForm):
    """How long it is from now on."""

    count = forms.IntegerField(label="From now on", min_value=1, max_value=COUNT_MAX)
    unit = forms.ChoiceField(label="Days, hours, minutes or weeks", choices=UNITS)


class Tighten(CouncilAct):
    """Make a limit stricter."""

    title = "Make a limit stricter"
    button = "Make it stricter, for good"
    form_class = TightenForm
    template_name = "council/limit.html"
    is_signing = True
    is_warning = True

    def dispatch(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponseBase:
        """Answer, if there is such a limit."""
        if self.kwargs["limit"] not in set(Limit):
            raise Http404
        return super().dispatch(request, *args, **options)

    @property
    def limit(self) -> Limit:
        """Return which one."""
        return Limit(str(self.kwargs["limit"]))

    def about(self) -> tuple[str, ...]:
        """Return the limit."""
        return (self.limit.value,)

    def facts(self) -> dict[str, Any]:
        """Return what it is about, and how it stands."""
        return {
            **super().facts(),
            "words": LIMITS[self.limit],
            "stands": times.span_words(self.desk.present.limit(self.limit)),
            "stricter": "longer" if self.limit in LENGTHEN_TO_TIGHTEN else "shorter",
            "is_of_review": self.limit in retention.REVIEWED,
        }

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Make it stricter."""
        minutes = times.span_minutes(f"{form.cleaned_data['count']}{form.words('unit')}")
        return retention.tighten(acting, self.limit, minutes)

    def done(self, acted: Acted) -> str:
        """Return how it stands now."""
        now = times.span_words(acted.council.limit(self.limit))
        return f"The limit {self.limit} is {now} from now on."
