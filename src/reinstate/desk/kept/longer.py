"""Keeping texts and names longer than their date of review, for a reason."""

from functools import cached_property
from typing import Any

from msgspec import structs

from reinstate.core.journal.events.home import KeptLonger
from reinstate.core.terms.limit import Limit
from reinstate.desk.fields import Until, Words
from reinstate.desk.forms import DeskForm
from reinstate.desk.kept.kept_act import KeptAct
from reinstate.desk.wording import counted
from reinstate.operations import kept_texts, retention, times
from reinstate.operations.act import Acted, Acting
from reinstate.operations.kept_texts import KeptText


class KeepForm(DeskForm):
    """Until when, and why."""

    until = Until("Needed until the end of")
    why = Words(
        "Why they are needed still",
        hint="Kept as a text itself: name nobody who need not be named.",
    )


class Keep(KeptAct):
    """Say that texts, and names of people who left, are needed on."""

    title = "Keep longer"
    button = "Keep them"
    form_class = KeepForm
    template_name = "kept/keep.html"
    is_signing = True

    @cached_property
    def texts(self) -> tuple[KeptText, ...]:
        """Return the texts, of those that are kept still."""
        return kept_texts.kept_texts(self.desk.present, self.named.notes)

    def facts(self) -> dict[str, Any]:
        """Return what would be kept, and how far the limits let it."""
        limits = self.desk.present.limit
        return {
            **super().facts(),
            "texts": self.texts,
            "people": self.named.people,
            "limits": [
                ("a text", times.span_words(limits(Limit.NOTE_REVIEW))),
                ("a name", times.span_words(limits(Limit.PERSON_REVIEW))),
            ],
        }

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Keep them."""
        named = structs.replace(self.named, notes=tuple(text.note for text in self.texts))
        until = times.until(form.words("until"), self.desk.now)
        return retention.keep(acting, named, until, form.words("why"))

    def done(self, acted: Acted) -> str:
        """Return how many are kept, and until when."""
        kept = next(e.event for e in acted.entries if isinstance(e.event, KeptLonger))
        count = counted(len(kept.notes) + len(kept.people), "thing")
        return f"Kept until {times.told_end(kept.until)}: {count}. After that you are asked again."
