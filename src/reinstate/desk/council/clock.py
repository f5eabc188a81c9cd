"""The clock of a practice home, so that a story may span weeks in an afternoon."""

from typing import Any

from django import forms

from reinstate.desk.council.council_act import CouncilAct
from reinstate.desk.forms import DeskForm
from reinstate.operations import settings_of_home
from reinstate.operations.act import Acted, Acting
from reinstate.operations.times import instant, told


class ClockForm(DeskForm):
    """To when."""

    to = forms.CharField(
        label="Let it stand at",
        help_text="As in 2026-12-01 09:00, or +3d for three days on. Empty: the time that it is.",
        required=False,
        max_length=40,
    )


class Clock(CouncilAct):
    """Let the clock stand at a moment, or follow the machine's again."""

    title = "Set the clock"
    button = "Set it"
    form_class = ClockForm
    lead = (
        "Only where nothing is real: the clock stands still there until it is set again. Set to"
        " before the last entry, ages and deadlines may come out shorter."
    )

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Set it."""
        words = form.words("to")
        return settings_of_home.set_clock(acting, instant(words, self.desk.now) if words else None)

    def done(self, acted: Acted) -> str:
        """Return what time it is from now on."""
        clock = acted.council.home.clock
        return f"The clock stands at {told(clock)}." if clock else "The clock is the machine's."

    def facts(self) -> dict[str, Any]:
        """Return what time it is now."""
        return {**super().facts(), "title": f"Set the clock: it is {told(self.desk.now)}"}
