"""What somebody looks for in the journal, as the address of a page says it."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from django import forms
from django.http import QueryDict
from msgspec import Struct

from reinstate.core.levels.names import name_of
from reinstate.core.terms.reference import Ref, kind_of
from reinstate.core.terms.trouble import BadInput
from reinstate.desk import links
from reinstate.desk.journal.words import KINDS, SURFACES
from reinstate.desk.seen import Desk
from reinstate.look.forms import LookRenderer
from reinstate.operations import times
from reinstate.operations.journal_search import Wanted

NOT_WANTED: Final = ("edge", "backlog")
"""Rows of the register that nobody looks for by themselves."""

ACTS: Final = "1"


class FilterForm(forms.Form):
    """What to look for; every field may be left empty."""

    default_renderer = LookRenderer
    use_required_attribute = False

    words = forms.CharField(
        label="Words", required=False, help_text="In what was written, in names, in the entry."
    )
    about = forms.CharField(
        label="About", required=False, help_text="A system, service or anything else: name or id."
    )
    by = forms.ChoiceField(label="By", required=False)
    kind = forms.ChoiceField(
        label="Kind", required=False, choices=[("", "Everything"), *KINDS.items()]
    )
    surface = forms.ChoiceField(
        label="Came", required=False, choices=[("", "Any way"), *SURFACES.items()]
    )
    since = forms.CharField(
        label="From", required=False, widget=forms.TextInput(attrs={"type": "date"})
    )
    until = forms.CharField(
        label="To", required=False, widget=forms.TextInput(attrs={"type": "date"})
    )
    acts = forms.BooleanField(
        label="Only what people did, not what followed by itself", required=False
    )

    def __init__(self, desk: Desk, data: QueryDict) -> None:
        """Take the council's people as choices."""
        super().__init__(data, auto_id="find-%s")
        self.desk = desk
        known = ((id_, desk.names.get(id_, id_)) for id_ in desk.council.people)
        people = sorted(known, key=lambda person: person[1])
        field: Any = self.fields["by"]
        field.choices = [("", "Anybody"), *people]

    def clean_about(self) -> Ref:
        """Return the reference that was meant."""
        said = str(self.cleaned_data["about"]).strip()
        return _meant(self.desk, said) if said else ""

    def clean(self) -> dict[str, Any]:
        """Return what was meant, days as the moments at which they begin and end."""
        cleaned = super().clean() or {}
        for name, read in (("since", times.instant), ("until", times.until)):
            if said := cleaned.get(name):
                try:
                    cleaned[name] = read(str(said), self.desk.now)
                except BadInput as trouble:
                    self.add_error(name, trouble.sentence)
        return cleaned

    @property
    def wanted(self) -> Wanted:
        """Return what is looked for; what could not be read is left out."""
        said = self.cleaned_data
        return Wanted(
            about=said.get("about", ""),
            by=said.get("by", ""),
            kind=said.get("kind", ""),
            words=said.get("words", "").strip(),
            since=said.get("since") or None,
            until=said.get("until") or None,
            surface=said.get("surface", ""),
            is_by_people=said.get("acts", False),
        )


class Chosen(Struct, frozen=True):
    """Something that narrows the list, and the address of the list without it."""

    words: str
    address: str


def chosen(form: FilterForm) -> Iterator[Chosen]:
    """Yield what narrows the list."""
    said = form.cleaned_data
    query = {name: str(form.data[name]) for name in form.fields if form.data.get(name)}
    words = {
        "words": f"“{said.get('words')}”",
        "about": f"about {name_of(form.desk.council, said.get('about') or '')}",
        "by": f"by {form.desk.names.get(said.get('by', ''), said.get('by'))}",
        "kind": KINDS.get(said.get("kind", ""), ""),
        "surface": SURFACES.get(said.get("surface", ""), ""),
        "since": f"from {query.get('since')}",
        "until": f"to {query.get('until')}",
        "acts": "only what people did",
    }
    for name in query:
        if said.get(name):
            rest = {other: value for other, value in query.items() if other != name}
            yield Chosen(words[name], links.to(form.desk, "journal", **rest))


def _meant(desk: Desk, said: str) -> Ref:
    """Return the one thing that is called so: by reference, by id, or by a part of its name."""
    rows = {**desk.council.register.gone, **desk.council.register.rows}
    known = [key for key in rows if kind_of(key) not in NOT_WANTED]
    if said in known or kind_of(said) == "cell":
        return said
    folded = said.casefold()
    whole = [key for key in known if folded in (key.partition(":")[2].casefold(), _name(desk, key))]
    found = whole or [key for key in known if folded in _name(desk, key)]
    if not found:
        raise forms.ValidationError(f"Nothing on the register is called {said}.")
    if len(found) > 1:
        raise forms.ValidationError(f"Several things are called so: {_some(desk, found)}.")
    return found[0]


def _name(desk: Desk, key: Ref) -> str:
    return name_of(desk.council, key).casefold()


def _some(desk: Desk, keys: Iterable[Ref], count: int = 4) -> str:
    names = [f"{name_of(desk.council, key)} ({key})" for key in keys]
    more = f" and {len(names) - count} more" if len(names) > count else ""
    return ", ".join(names[:count]) + more
