"""Forms as the look draws them: every control is labelled, described, and classed."""

from pathlib import Path
from urllib.parse import urlencode

import pytest
from django import forms

from reinstate.look.forms import LookRenderer
from tests import html_validate
from tests.look.pieces import HOSTILE, Everything, a_form, page
from tests.look.reading import Reader, read, runs_or_styles

SENT = "name=Ledger&route=keep"
CLASSES = {
    "name": "govuk-input",
    "reason": "govuk-textarea",
    "password": "govuk-input",
    "count": "govuk-input",
    "day": "govuk-input govuk-input--width-10",
    "kind": "govuk-select",
    "route": "govuk-radios__input",
    "zones": "govuk-checkboxes__input",
    "sure": "govuk-checkboxes__input",
    "sheet": "govuk-file-upload",
    "when_0": "govuk-input",
    "when_1": "govuk-input",
}
GROUPS = ("route", "zones", "when")


def drawn(words: str = "Words", sent: str | None = None) -> Reader:
    """Return what a reader makes of the form of all shapes."""
    return read(str(a_form(words, sent)))


def described(seen: Reader, name: str) -> list[str]:
    """Return the ids that say more about a control: its own, or those of its group."""
    if name not in GROUPS:
        (control,) = seen.named(name)
        return control.attributes["aria-describedby"].split()
    groups = [one for one in seen.elements if one.tag == "fieldset"]
    every = [one.attributes["aria-describedby"].split() for one in groups]
    (found,) = [ids for ids in every if any(f"id_{name}_" in one for one in ids)]
    return found


@pytest.mark.parametrize(("name", "classes"), CLASSES.items())
def test_every_control_has_the_class_of_its_kind_and_keeps_its_own(name: str, classes: str) -> None:
    controls = drawn().named(name)
    assert {one.attributes["class"] for one in controls} == {classes}


def test_what_nobody_sees_has_no_class() -> None:
    (hidden,) = drawn().named("seen")
    assert set(hidden.attributes) == {"type", "name", "id"}


def test_there_is_a_field_for_every_kind_of_control() -> None:
    assert {name.split("_")[0] for name in CLASSES} | {"seen"} == set(Everything.base_fields)


@pytest.mark.parametrize("name", [name for name in Everything.base_fields if name != "seen"])
def test_every_control_names_its_hint_and_its_error(name: str) -> None:
    seen = drawn()
    assert described(seen, name) == [f"id_{name}_helptext"]
    assert f"id_{name}_helptext" in seen.ids()
    wrong = drawn(sent="seen=7")
    assert described(wrong, name) == [f"id_{name}_helptext", f"id_{name}_error"]
    assert f"id_{name}_error" in wrong.ids()


def test_every_control_has_a_label_of_its_own() -> None:
    seen = drawn()
    labelled = {one.attributes["for"] for one in seen.elements if one.tag == "label"}
    for name in CLASSES:
        for control in seen.named(name):
            assert control.attributes["id"] in labelled


def test_only_what_is_wrong_is_drawn_as_wrong() -> None:
    seen = drawn(sent=SENT)
    (name,) = seen.named("name")
    (reason,) = seen.named("reason")
    assert name.attributes["class"] == "govuk-input"
    assert reason.attributes["class"] == "govuk-textarea govuk-textarea--error"
    assert "aria-invalid" not in name.attributes
    assert reason.attributes["aria-invalid"] == "true"
    groups = [
        one for one in seen.elements if "form-group--error" in one.attributes.get("class", "")
    ]
    assert len(groups) == len(a_form("Words", SENT).errors) - 1  # nobody sees the hidden one


def test_words_that_were_sent_are_kept() -> None:
    (name,) = drawn(sent=SENT).named("name")
    assert name.attributes["value"] == "Ledger"
    keep, rebuild = drawn(sent=SENT).named("route")
    assert "checked" in keep.attributes
    assert "checked" not in rebuild.attributes


def test_the_summary_leads_to_every_control_that_is_wrong() -> None:
    seen = drawn(sent="")
    links = [one.attributes["href"] for one in seen.elements if one.tag == "a"]
    places = {one.attributes["id"]: one.tag for one in seen.elements if "id" in one.attributes}
    assert len(links) == len(Everything.base_fields) - 1  # nobody can go to the hidden one
    assert {places[link.removeprefix("#")] for link in links} <= {"input", "textarea", "select"}
    assert "#id_route_0" in links


def test_the_summary_names_the_field_of_every_error() -> None:
    seen = drawn("Why?", sent="")
    named = [word for word in seen.words if word == "Why: This field is required."]
    assert len(named) == len(Everything.base_fields)


def test_a_moment_is_a_date_and_a_time_as_browsers_send_them() -> None:
    form = a_form("Words", "when_0=2026-11-02&when_1=03:04")
    form.full_clean()
    assert form.cleaned_data["when"].isoformat() == "2026-11-02T03:04:00+00:00"
    seen = read(str(form))
    for name, kind, value in (("when_0", "date", "2026-11-02"), ("when_1", "time", "03:04")):
        (part,) = seen.named(name)
        assert (part.attributes["type"], part.attributes["value"]) == (kind, value)


def test_a_choice_says_its_hint() -> None:
    seen = drawn()
    keep, rebuild = seen.named("route")
    assert keep.attributes["aria-describedby"] == "id_route_0_hint"
    assert "id_route_0_hint" in seen.ids()
    assert "aria-describedby" not in rebuild.attributes


class NothingToChoose(forms.Form):
    """Choices of which there are none yet."""

    default_renderer = LookRenderer
    point = forms.ChoiceField(label="From which one")
    checks = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)


def test_a_field_without_choices_says_so() -> None:
    assert str(NothingToChoose()).count("There is none to choose yet.") == 2
    assert "There is none" not in str(a_form("Words", SENT))


def test_no_id_stands_twice() -> None:
    ids = drawn(sent=SENT).ids()
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("sent", [None, SENT])
def test_hostile_words_stay_words(sent: str | None) -> None:
    seen = drawn(HOSTILE, sent)
    assert HOSTILE in "".join(seen.words)
    assert runs_or_styles(seen) == []


def test_hostile_words_that_were_sent_stay_words() -> None:
    seen = drawn(sent=urlencode(dict.fromkeys(Everything.base_fields, HOSTILE)))
    (name,) = seen.named("name")
    assert name.attributes["value"] == HOSTILE
    assert runs_or_styles(seen) == []


def test_an_error_of_the_whole_form_is_said_once_and_first() -> None:
    class Odd(Everything):
        def clean(self) -> None:
            raise forms.ValidationError(HOSTILE)

    seen = read(str(Odd({})))
    assert sum(HOSTILE in word for word in seen.words) == 1
    assert seen.elements[0].attributes["class"] == "govuk-error-summary"


@pytest.mark.slow
def test_a_form_passes_html_validate(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    checker = html_validate.checker(tmp_path_factory)
    for name, sent in {"fresh": None, "sent": SENT}.items():
        button = '<button type="submit">Go</button>'
        body = f'<form action="#main-content">{a_form("Words", sent)}{button}</form>'
        (tmp_path / f"{name}.html").write_text(page(body), encoding="utf-8")
    assert html_validate.complaints(checker, tmp_path) == []
