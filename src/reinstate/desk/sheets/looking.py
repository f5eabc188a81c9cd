"""What sheets would change, row by row, and taking them: all of it, or nothing."""

from functools import cached_property
from http import HTTPStatus
from typing import Any, Final

from django import forms
from django.http import HttpRequest, HttpResponseBase
from msgspec import Struct, structs

from reinstate.core.journal.rows import AnyRow, EdgeRow, key_of
from reinstate.core.register.compare import Comparison, differences
from reinstate.core.state.council import Council
from reinstate.core.terms.reference import kind_of, ref
from reinstate.core.terms.trouble import BadInput
from reinstate.desk import links, troubles
from reinstate.desk.act_view import ActView
from reinstate.desk.forms import DeskForm
from reinstate.desk.sheets.comparing import Compared, compared, look_by_job
from reinstate.engines.imports import choice
from reinstate.engines.imports.header import NONE_OF_OURS, columns_of
from reinstate.operations import importing, since, staging
from reinstate.operations.act import Acted, Acting
from reinstate.operations.importing_words import (
    Called,
    listed,
    names_in,
    person_words,
    row_words,
    value_words,
)
from reinstate.operations.jobs import asking
from reinstate.operations.staging import Staged

LISTED_MAX: Final = 60
CHANGED_MAX: Final = 200
PEOPLE_MAX: Final = 200
PROBLEMS_MAX: Final = 200


OF_SERVICES: Final = frozenset({"service", "cell", "backlog"})
"""What sheets bring that is looked through among the services."""

WANTED: Final = {"service": "services", "system": "systems", "edge": "what needs what"}
"""What a register cannot do without, in the order in which it is best brought."""


class Field(Struct, frozen=True):
    """A field of a row, as it is and as it would be."""

    name: str
    old: str
    new: str


class ChangedRow(Struct, frozen=True):
    """A row that would change: its reference, its name, and what changes."""

    key: str
    name: str
    fields: tuple[Field, ...]


class TakeForm(DeskForm):
    """Take them: what was shown goes along, so that nothing else is taken."""

    shown = forms.CharField(widget=forms.HiddenInput, max_length=64)
    leave_out = forms.BooleanField(
        label="Take the rest, and leave out what cannot be taken", required=False
    )


class OfSheets(ActView):
    """What every page about sheets that were put by shares: they are there, and one's own."""

    @property
    def digest(self) -> str:
        """Return what the sheets are known by."""
        return str(self.kwargs["staged"])

    @cached_property
    def staged(self) -> Staged:
        """Return the sheets, and how they are read."""
        return staging.staged_by(self.digest, self.desk.person)

    @cached_property
    def compared(self) -> Compared:
        """Return what the sheets would change."""
        return compared(self.desk, self.digest)

    def dispatch(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponseBase:
        """Answer, or say that the sheets are gone."""
        try:
            _ = self.staged
        except BadInput as gone:
            told = troubles.Trouble("These sheets are gone", gone.sentence, gone.next)
            return troubles.told(request, HTTPStatus.NOT_FOUND, told)
        return super().dispatch(request, *args, **options)


class Look(OfSheets):
    """Show what the sheets would change, and take them."""

    title = "What these sheets would change"
    button = "Take them"
    form_class = TakeForm
    template_name = "sheets/look.html"
    is_signing = True
    is_read_first = True

    def initial(self) -> dict[str, Any]:
        """Return what is shown, in short."""
        found = self.compared.preview
        return {"shown": importing.digest_of(found) if found is not None else ""}

    def form(self, *args: Any, **options: Any) -> DeskForm:
        """Return the form; it asks about bad rows only where there are any."""
        form = super().form(*args, **options)
        found = self.compared.preview
        if found is None or not found.problems:
            del form.fields["leave_out"]
        return form

    def facts(self) -> dict[str, Any]:
        """Return everything that would change."""
        is_asked = self.compared.preview is not None
        told = _told(self.desk.present, self.compared) if is_asked else {}
        return {
            "area": "import",
            "digest": self.digest,
            "compared": self.compared,
            "files": [file.name for file in self.staged.files],
            "sheets": self._sheets(),
            **told,
        }

    def _sheets(self) -> dict[str, int]:
        """Return by place the number of each sheet whose columns a person may name."""
        found = self.compared.preview
        unknown = {
            one.file
            for one in (found.problems if found else ())
            if one.reason.startswith(NONE_OF_OURS)
        }
        maps = self.staged.maps
        tables = staging.tables_in(self.staged) if maps or unknown else ()
        return {
            table.file: number
            for number, table in enumerate(tables)
            if (table.file in unknown and choice.may_be_mapped(table))
            or any(one.fits(columns_of(table)) for one in maps)
        }

    def answer(self, acting: Acting, form: DeskForm) -> HttpResponseBase:
        """Take them, unless the register moved since the page was shown, or rows are bad."""
        found = self.compared.preview
        if found is None:
            return self._moved(form)
        if found.problems and not form.cleaned_data.get("leave_out"):
            form.add_error(
                "leave_out",
                "Some of it cannot be taken: say that it is left out, or mend the sheet.",
            )
            return self.shown(form, HTTPStatus.UNPROCESSABLE_ENTITY)
        if self.staged.is_large:
            return self._by_job(acting, form)
        try:
            return super().answer(acting, form)
        except BadInput as trouble:
            if trouble.code != importing.MOVED:
                raise
            return self._moved(form)

    def _by_job(self, acting: Acting, form: DeskForm) -> HttpResponseBase:
        found = self.compared.preview
        if found is None or importing.digest_of(found) != form.cleaned_data["shown"]:
            return self._moved(form)
        sent = self.staged.sent(quarantine=bool(found.problems))
        return self.led_to(links.to(self.desk, "job", asking.ask("import-apply", sent, acting)))

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Take what was shown, and nothing else."""
        sheaf, replace = staging.sheaf_of(self.staged), frozenset(self.staged.replace)
        _, acted = importing.take(sheaf, acting, replace, form.cleaned_data["shown"])
        return acted

    def done(self, acted: Acted) -> str:
        """Return how much was taken."""
        count = len(acted.entries)
        taken = f"Taken, in {count:,} {'entry' if count == 1 else 'entries'} of the journal."
        return f"{taken} {_next_words(acted)}"

    def leads_to(self, acted: Acted) -> str:
        """Return the part of the register that the sheets are about, to look through."""
        found = self.compared.preview
        if not acted.entries or found is None:
            return links.to(self.desk, "import")
        kinds = found.sheets.kinds
        if not kinds and found.people:
            return links.to(self.desk, "people")
        is_of_services = kinds & OF_SERVICES and not kinds - OF_SERVICES
        return links.to(self.desk, "services" if is_of_services else "systems")

    def _moved(self, form: DeskForm) -> HttpResponseBase:
        """Return the page as things are now, with what others did meanwhile."""
        look_by_job(self.desk, self.digest)
        found = self.compared.preview
        about = _keys(found.comparison) if found is not None else ()
        changed = since.changes(self.desk.present, form.cleaned_data["seen"], about, "")
        data = self.request.POST.copy()
        data["seen"], data["shown"] = str(self.desk.present.seq), self.initial()["shown"]
        return self.shown(
            self.form(data), HTTPStatus.CONFLICT, changed=changed, more={"is_moved": True}
        )


class ReplaceForm(DeskForm):
    """Which sheets are whole, so that what they lack goes."""

    kinds = forms.MultipleChoiceField(
        label="Which of these sheets are whole?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="What a whole sheet lacks is retired: it stays in the journal, and is no longer"
        " on the register. Choose none if the sheets only add to it.",
    )


class Replace(OfSheets):
    """Say which sheets are whole: what they lack would go."""

    title = "Sheets that are whole"
    button = "Show what would go"
    form_class = ReplaceForm
    template_name = "sheets/replace.html"

    def form(self, *args: Any, **options: Any) -> DeskForm:
        """Return the form with the kinds that these sheets bring."""
        form = super().form(*args, **options)
        found = self.compared.preview
        kinds = sorted(found.sheets.kinds) if found is not None else self.staged.replace
        field: Any = form.fields["kinds"]
        field.choices = [(kind, KIND_WORDS.get(kind, kind)) for kind in kinds]
        return form

    def initial(self) -> dict[str, Any]:
        """Return those that were said to be whole."""
        return {"kinds": list(self.staged.replace)}

    def facts(self) -> dict[str, Any]:
        """Return the part of the desk."""
        return {"area": "import", "digest": self.digest}

    def answer(self, acting: Acting, form: DeskForm) -> HttpResponseBase:  # noqa: ARG002 - nothing is done yet
        """Lead to what they would change then."""
        kinds = tuple(form.cleaned_data["kinds"])
        digest = staging.again(structs.replace(self.staged, replace=kinds))
        look_by_job(self.desk, digest)
        return self.led_to(links.to(self.desk, "import-look", digest))


class Again(OfSheets):
    """Look at long sheets again, because the register moved."""

    title = "Look again"

    def answer(self, acting: Acting, form: DeskForm) -> HttpResponseBase:  # noqa: ARG002 - one job for all
        """Ask for the job."""
        look_by_job(self.desk, self.digest)
        return self.led_to(links.to(self.desk, "import-look", self.digest))


KIND_WORDS: Final = {
    "organisation": "Organisations",
    "team": "Teams",
    "partner": "Partners",
    "service": "Services",
    "system": "Systems",
    "link": "Links",
    "devices": "Device groups",
    "wave": "Waves of staff",
    "cell": "How services are divided",
    "backlog": "Backlogs",
    "edge": "What needs or uses what",
}


def _next_words(acted: Acted) -> str:
    """Return what to do after taking sheets: bring what is lacking, else look through it."""
    there = {kind_of(key) for key in acted.council.register.rows}
    lacking = next((words for kind, words in WANTED.items() if kind not in there), "")
    if lacking:
        return f"Next, bring in the list of {lacking}."
    return "Look it through. What is wrong, put right in the sheet, and send it again."


def _told(council: Council, compared: Compared) -> dict[str, Any]:
    found = compared.preview
    if found is None:
        return {}
    comparison = found.comparison
    called = names_in(council, comparison)
    return {
        "added": listed(comparison.added, LISTED_MAX, called, is_whole=True),
        "gone": listed(comparison.gone, LISTED_MAX, called),
        "changed_rows": [_changed(*pair, called) for pair in comparison.changed[:CHANGED_MAX]],
        "counts": {
            "added": len(comparison.added),
            "changed": len(comparison.changed),
            "gone": len(comparison.gone),
            "people": len(found.people),
            "problems": len(found.problems),
        },
        "divided": [
            (called(ref("service", each.service)), [called(cell) for cell in each.new])
            for each in comparison.divided
        ],
        "unchanged": comparison.unchanged,
        "people": [person_words(one) for one in found.people[:PEOPLE_MAX]],
        "problems": found.problems[:PROBLEMS_MAX],
        "against": found.blockers[:PROBLEMS_MAX],
        "against_count": len(found.blockers),
        "remarks": found.sheets.remarks,
        "guesses": found.sheets.guesses,
        "may_take": not found.is_empty and not found.blockers,
        "limits": {"changed": CHANGED_MAX, "problems": PROBLEMS_MAX, "people": PEOPLE_MAX},
    }


def _changed(old: AnyRow, new: AnyRow, called: Called) -> ChangedRow:
    fields = tuple(
        Field(name.rstrip("_").replace("_", " "), value_words(before), value_words(now))
        for name, before, now in differences(old, new)
    )
    name = row_words(new, called) if isinstance(new, EdgeRow) else new.name or new.id
    return ChangedRow(key_of(new), name, fields)


def _keys(comparison: Comparison) -> tuple[str, ...]:
    rows = (*comparison.added, *comparison.gone, *(new for _, new in comparison.changed))
    return tuple(each for row in rows for each in (key_of(row), row.id))
