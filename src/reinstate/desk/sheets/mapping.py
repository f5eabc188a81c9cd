"""Saying what the columns of a sheet mean, once: the next list of that shape is read by it."""

from functools import cached_property
from http import HTTPStatus
from typing import Any, Final, cast

from django import forms
from django.http import Http404, HttpRequest, HttpResponseBase
from msgspec import structs

from reinstate.desk import links
from reinstate.desk.forms import DeskForm
from reinstate.desk.sheets.comparing import look_by_job
from reinstate.desk.sheets.looking import OfSheets
from reinstate.engines.imports import choice
from reinstate.engines.imports.choice import Chosen
from reinstate.engines.imports.column_map import BadMap, ColumnMap
from reinstate.engines.imports.header import columns_of
from reinstate.engines.imports.kinds import KINDS, Column, Kind
from reinstate.engines.imports.shipped import shipped_maps
from reinstate.engines.imports.table import Table
from reinstate.engines.imports.values import day
from reinstate.operations import importing_maps, staging
from reinstate.operations.act import Acting

THEIRS: Final = "their-"
ALWAYS: Final = "always-"
VALUE: Final = "value-"
DATES: Final = (
    ("", "As 2026-12-31"),
    ("day/month/year", "As 31/12/2026: day first"),
    ("month/day/year", "As 12/31/2026: month first"),
)
NEVER_THE_SAME: Final = frozenset({"id", "name", "handle"})
"""Columns that tell rows apart: no list has one of these the same in every row."""

WAY_ON: Final = (
    "Choose the column that holds each, or say below what is the same for every row. Else add the"
    " column to the sheet, and send it again."
)
UNREAD: Final = ("", "Leave it unread")


class MapForm(DeskForm):
    """A field for each of their columns, for what all rows share, and for words to translate."""

    makes = forms.CharField(widget=forms.HiddenInput)
    title = forms.CharField(
        label="What you call this list", max_length=80, help_text="Such as: the estates sheet."
    )
    dates = forms.ChoiceField(label="How days are written in it", choices=DATES, required=False)
    remember = forms.BooleanField(
        label="Read the next list of this shape in the same way", required=False, initial=True
    )

    def __init__(
        self, *args: Any, table: Table, kind: Kind, known: ColumnMap | None, **options: Any
    ) -> None:
        """Take the fields of this sheet."""
        super().__init__(*args, **options)
        self.table, self.kind, self.known = table, kind, known
        self.theirs = choice.theirs_of(table, kind.name, known)
        ours = [UNREAD, *((one.name, _ours(one)) for one in kind.columns)]
        for number, column in enumerate(self.theirs):
            self.fields[f"{THEIRS}{number}"] = forms.ChoiceField(
                label=column.name,
                required=False,
                choices=ours,
                initial=column.ours,
                help_text=f"Such as: {', '.join(column.examples)}" if column.examples else "",
            )
        for one in kind.columns:
            if one.must and one.name not in NEVER_THE_SAME:
                self._take_always(one)
        self._take_values()
        if not any(one.read is day for one in kind.columns):
            del self.fields["dates"]
        self.order_fields(
            [f"{THEIRS}{number}" for number in range(len(self.theirs))]
            + [name for name in self.fields if name.startswith((ALWAYS, VALUE))]
            + ["dates", "title", "remember"]
        )

    def _take_always(self, ours: Column) -> None:
        said = self.known.columns.get(ours.name) if self.known else None
        choices = [("", "A column says it"), *((word, word) for word in ours.words)]
        field = (
            forms.ChoiceField(required=False, choices=choices)
            if ours.words
            else forms.CharField(required=False, max_length=200)
        )
        field.label = f"{_ours(ours)}: the same for every row"
        field.help_text = "Only if no column of theirs says it."
        field.initial = said.always if said and said.always else ""
        self.fields[f"{ALWAYS}{ours.name}"] = field

    def _take_values(self) -> None:
        """Take a field for each cell that is none of our words, in the columns as chosen."""
        for ours, cells in choice.untranslated(self.table, self.kind.name, self.chosen()).items():
            words = next(one.words for one in self.kind.columns if one.name == ours)
            known = (
                self.known.columns[ours].values if self.known and ours in self.known.columns else {}
            )
            for number, cell in enumerate(cells):
                self.fields[f"{VALUE}{ours}-{number}"] = forms.ChoiceField(
                    label=f"“{cell}” in {_words(ours)} means",
                    required=False,
                    choices=[("", "Choose"), *((word, word) for word in words)],
                    initial=known.get(cell, ""),
                )

    def chosen(self) -> dict[str, str]:
        """Return by our column theirs: as it was sent, else as it may be."""
        found: dict[str, str] = {}
        for number, column in enumerate(self.theirs):
            sent = self.data.get(f"{THEIRS}{number}") if self.is_bound else column.ours
            if sent and sent not in found:
                found[str(sent)] = column.name
        return found

    def clean(self) -> dict[str, Any]:
        """Return what was said, if each column of ours is said once and each word is known."""
        cleaned = super().clean() or {}
        taken: dict[str, str] = {}
        for number in range(len(self.theirs)):
            name = f"{THEIRS}{number}"
            ours = cleaned.get(name)
            if ours and ours in taken:
                self.add_error(name, f"{taken[ours]} is read as {_words(ours)} already.")
            elif ours:
                taken[ours] = self.theirs[number].name
        for name in self.fields:
            if name.startswith(VALUE) and not cleaned.get(name):
                self.add_error(name, f"Choose what {self.fields[name].label}.")
        return cleaned

    def as_choice(self) -> Chosen:
        """Return what a person said."""
        said = self.cleaned_data
        values = {
            ours: {
                cell: said.get(f"{VALUE}{ours}-{number}", "") for number, cell in enumerate(cells)
            }
            for ours, cells in choice.untranslated(
                self.table, self.kind.name, self.chosen()
            ).items()
        }
        always = {
            name.removeprefix(ALWAYS): said[name]
            for name in self.fields
            if name.startswith(ALWAYS) and said.get(name)
        }
        return Chosen(
            self.kind.name,
            self.chosen(),
            always,
            values,
            said.get("dates", ""),
            said["title"].strip(),
        )


class Map(OfSheets):
    """Say what the columns of one sheet mean."""

    title = "What the columns mean"
    button = "Read it so"
    form_class = MapForm
    template_name = "sheets/map.html"

    @cached_property
    def table(self) -> Table:
        """Return the sheet."""
        tables = staging.tables_in(self.staged)
        number = int(self.kwargs["number"])
        if number >= len(tables) or not choice.may_be_mapped(tables[number]):
            raise Http404
        return tables[number]

    @cached_property
    def known(self) -> ColumnMap | None:
        """Return the map that reads it already, if one does."""
        columns = columns_of(self.table)
        maps = self.staged.wanted.maps
        return next((map_ for map_ in maps if map_.fits(columns)), None)

    @cached_property
    def kind(self) -> Kind:
        """Return what the sheet is of: as it was asked for, else by its map, else by a guess."""
        said = self.request.POST.get("makes") or self.request.GET.get("makes") or ""
        likely = self.known.makes if self.known else choice.likely_kind(self.table)
        return choice.kind_named(str(said) or likely)

    def post(self, request: HttpRequest, **route: Any) -> HttpResponseBase:
        """Read the sheet as was said, or by a map that comes along."""
        named = str(request.POST.get("shipped", ""))
        if named in choice.fitting_shipped(self.table):
            return self._read_by(next(map_ for map_ in shipped_maps() if map_.name == named))
        return super().post(request, **route)

    def initial(self) -> dict[str, Any]:
        """Return the kind, and what the list may be called."""
        title = self.known.title if self.known and self.known.title else self.table.file
        dates = (
            next((c.dates for c in self.known.columns.values() if c.dates), "")
            if self.known
            else ""
        )
        return {"makes": self.kind.name, "title": title[:80], "dates": dates}

    def form(self, *args: Any, **options: Any) -> DeskForm:
        """Return the form of this sheet."""
        return MapForm(*args, table=self.table, kind=self.kind, known=self.known, **options)

    def facts(self) -> dict[str, Any]:
        """Return the sheet, and what it could be of."""
        return {
            "area": "import",
            "digest": self.digest,
            "table": self.table,
            "kind": self.kind.name,
            "kinds": KINDS,
            "shipped": choice.fitting_shipped(self.table),
        }

    def answer(self, acting: Acting, form: DeskForm) -> HttpResponseBase:  # noqa: ARG002 - nothing is taken yet
        """Read the sheet so, and lead to what it would change."""
        try:
            map_ = self._map(form)
        except BadMap as trouble:
            form.add_error(None, f"{trouble} {WAY_ON}")
            return self.shown(form, HTTPStatus.UNPROCESSABLE_ENTITY)
        return self._read_by(map_)

    def _read_by(self, map_: ColumnMap) -> HttpResponseBase:
        """Put the sheets by again with this map, and lead to what they would change."""
        staged, columns = self.staged, columns_of(self.table)
        others = tuple(one for one in staged.maps if not one.fits(columns))
        digest = staging.again(structs.replace(staged, maps=(map_, *others)))
        look_by_job(self.desk, digest)
        return self.led_to(links.to(self.desk, "import-look", digest))

    def _map(self, form: DeskForm) -> ColumnMap:
        map_ = choice.map_of_choice(self.table, cast("MapForm", form).as_choice())
        if form.cleaned_data["remember"]:
            importing_maps.keep_map(map_)
        return map_


def _ours(column: Column) -> str:
    needed = " (needed)" if column.must else ""
    return f"{_words(column.name)}{needed}"


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()
