"""The pieces of the look: whatever words they are given, they stay words."""

from pathlib import Path

import pytest

from reinstate.look.drawing import draw
from tests import html_validate
from tests.look.pieces import ENGINE, HOSTILE, drawn, page, pieces
from tests.look.reading import read, runs_or_styles
from tests.repository.tree import PACKAGE

FOR_OTHERS = {
    "date_and_time",
    "field",
    "field_words",
    "fields",
    "form",
    "text",
}  # drawn in tests of their own
FOR_RESIDENTS = {"breadcrumbs", "time", "warning"}
NAMES = sorted(
    {path.stem for path in (PACKAGE / "look/templates/look").glob("*.html")}
    - FOR_OTHERS
    - FOR_RESIDENTS
)


@pytest.fixture(scope="module")
def checker(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Give the words that start html-validate."""
    return html_validate.checker(tmp_path_factory)


def test_every_piece_is_drawn_here() -> None:
    assert sorted(pieces("")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_hostile_words_stay_words(name: str) -> None:
    seen = read(drawn(name, HOSTILE))
    assert HOSTILE in " ".join(seen.words)
    assert runs_or_styles(seen) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_piece_says_how_it_is_drawn(name: str) -> None:
    text = (PACKAGE / f"look/templates/look/{name}.html").read_text(encoding="utf-8")
    assert text.startswith("{% comment %}\n")


@pytest.mark.parametrize("name", ["details", "filter", "interruption_card", "timeline"])
def test_what_stands_inside_a_piece_is_drawn_from_a_template_once(name: str) -> None:
    facts = pieces("Words")[name] | {"inside": "look/details.html", "summary": HOSTILE}
    seen = read(draw(ENGINE, f"look/{name}.html", facts).decode())
    count = len([one for one in seen.elements if one.tag == "details"])
    assert count == {"details": 2, "timeline": 2}.get(name, 1)
    assert HOSTILE in "".join(seen.words)
    assert runs_or_styles(seen) == []


@pytest.mark.parametrize("words", ["Finance ledger", HOSTILE])
@pytest.mark.slow
def test_every_piece_passes_html_validate(checker: list[str], tmp_path: Path, words: str) -> None:
    for name in NAMES:
        (tmp_path / f"{name}.html").write_text(page(drawn(name, words)), encoding="utf-8")
    assert html_validate.complaints(checker, tmp_path) == []
