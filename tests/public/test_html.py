"""Every page passes html-validate."""

from pathlib import Path

import pytest

from reinstate.public.publish import files
from tests import html_validate
from tests.html_validate import complaints
from tests.public.builders import opened
from tests.public.everything import everything
from tests.public.long_record import a_record
from tests.public.sites import site_of

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def checker(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Give the words that start html-validate."""
    return html_validate.checker(tmp_path_factory)


def test_every_page_passes_html_validate(checker: list[str], tmp_path: Path) -> None:
    long = files(a_record(updates=150, promises=150, title_length=40))
    sites = {"full": site_of(everything()), "empty": site_of(opened()), "long": long}
    for name, site in sites.items():
        for path, content in site.items():
            (tmp_path / name / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name / path).write_bytes(content)
    assert complaints(checker, tmp_path) == []


def test_a_page_that_is_wrong_does_not_pass(checker: list[str], tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<p><b>Bins</p>", encoding="utf-8")
    assert complaints(checker, tmp_path) != []
