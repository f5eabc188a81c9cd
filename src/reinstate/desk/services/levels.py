"""What residents read: opened by the owner, lowered by a person, and lifted again."""

from typing import Any, Final

from django import forms

from reinstate.core.journal.events.service import LevelLowered, ServiceOpened
from reinstate.core.levels.publish import Standing, standing_in
from reinstate.core.levels.view import View
from reinstate.core.state.step import cells_of
from reinstate.core.terms.level import WORDS, Level
from reinstate.desk.forms import DeskForm
from reinstate.desk.messages.seeing import texts_seen
from reinstate.desk.services.parts import PartForm, ServiceAct, part_words
from reinstate.operations import serving, words_seen
from reinstate.operations.act import Acted, Acting
from reinstate.operations.days import end_of_day
from reinstate.public.words import MEANING

DAY: Final = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
OPENABLE: Final = (Level.NORMAL, Level.PARTLY_WORKING, Level.BY_HAND, Level.STOPPED)
LOWERABLE: Final = (Level.PARTLY_WORKING, Level.BY_HAND, Level.STOPPED, Level.UNKNOWN)
LONG: Final = forms.Textarea(attrs={"rows": 3})


def _choices(levels: tuple[Level, ...]) -> list[tuple[str, str]]:
    return [(level.value, f"{WORDS[level]}: {MEANING[level]}") for level in levels]


class LevelAct(ServiceAct):
    """An act after which residents may read another level: approved words end with theirs."""

    template_name = "services/level.html"

    def facts(self) -> dict[str, Any]:
        """Return the words that end as soon as residents read otherwise."""
        desk = self.desk
        ending = words_seen.ends_with_level(desk.present, self.service, desk.now)
        return {**super().facts(), "ending": texts_seen(desk, ending)}


class OpenForm(PartForm):
    """How far the owner lets it rise."""

    level = forms.ChoiceField(
        label="Residents may read that it works as well as",
        choices=_choices(OPENABLE),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how far it is opened."},
    )


class Opens(LevelAct):
    """Let residents read that it works again, as far as it does."""

    title = "Open"
    button = "Open it"
    form_class = OpenForm
    template_name = "services/open.html"
    is_signing = True

    def initial(self) -> dict[str, Any]:
        """Return the level that the parts derive, where it is one for all."""
        levels = {one.derived.level for _, one in self._standings()}
        level = levels.pop().value if len(levels) == 1 else ""
        return {**super().initial(), "level": level}

    def facts(self) -> dict[str, Any]:
        """Return how far each part could be opened."""
        return {**super().facts(), "parts": self._standings()}

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Open it."""
        return serving.open_to(acting, self.meant(form), Level(form.words("level")))

    def done(self, acted: Acted) -> str:
        """Return how far it is open."""
        opened = (one.event for one in acted.entries if isinstance(one.event, ServiceOpened))
        return f"{self.name} is open as far as {WORDS[next(opened).level]}."

    def _standings(self) -> list[tuple[str, Standing]]:
        view = View(self.desk.present, self.desk.now)
        cells = cells_of(self.desk.present, self.service)
        return [(part_words(cell), standing_in(view, cell)) for cell in cells]


class LowerForm(PartForm):
    """How bad it is, why, and when somebody looks again."""

    level = forms.ChoiceField(
        label="Residents shall read no better than",
        choices=_choices(LOWERABLE),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what residents shall read."},
    )
    why = forms.CharField(
        label="Why it is worse than it looks",
        help_text="For staff only: residents read the level, not the reason.",
        widget=LONG,
        error_messages={"required": "Say why, in a few words."},
    )
    review = forms.DateField(
        label="When somebody looks at it again",
        help_text="It stays lowered until somebody lifts it; after this day it stands in red.",
        widget=DAY,
        error_messages={
            "required": "Say on which day somebody looks at it again.",
            "invalid": "Write the day as 2026-12-01.",
        },
    )


class Lowers(LevelAct):
    """Say that it is worse than it looks."""

    title = "Lower"
    button = "Lower it"
    form_class = LowerForm

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Lower it."""
        level, review_at = Level(form.words("level")), end_of_day(form.cleaned_data["review"])
        return serving.lower(acting, self.meant(form), level, form.words("why"), review_at)

    def done(self, acted: Acted) -> str:
        """Return what it reads."""
        lowered = (one.event for one in acted.entries if isinstance(one.event, LevelLowered))
        return f"{self.name} reads no better than {WORDS[next(lowered).level]} from now on."


class Lifts(LevelAct):
    """End a lowering."""

    title = "Lift the lowering"
    button = "Lift it"
    is_signing = True

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Lift it."""
        return serving.lift(acting, self.meant(form))

    def done(self, _acted: Acted) -> str:
        """Return that it is over."""
        return f"{self.name} is no longer lowered. It rises no further than it is opened."
