"""Every page passes html-validate."""

from pathlib import Path

import pytest

from tests import html_validate
from tests.html_validate import complaints
from tests.public.builders import opened
from tests.public.everything import everything
from tests.public.sites import site_of

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def checker(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Give the words that start html-validate."""
    return html_validate.checker(tmp_path_factory)


def test_every_page_passes_html_validate(checker: list[str], tmp_path: Path) -> None:
    for name, story in {"full": everything(), "empty": opened()}.items():
        for path, content in site_of(story).items():
            (tmp_path / name / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name / path).write_bytes(content)
    assert complaints(checker, tmp_path) == []


def test_a_page_that_is_wrong_does_not_pass(checker: list[str], tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<p><b>Bins</p>", encoding="utf-8")
    assert complaints(checker, tmp_path) != []
