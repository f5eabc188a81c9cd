"""Pages of the past say what the command line says of it: one state, however it is asked."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from reinstate.operations import reading
from tests.cli.answers import Home
from tests.desk.conftest import At
from tests.desk.test_journal_pages import numbers

SUBJECTS = 5
SERVICES = 4


@pytest.mark.parametrize("days_ago", [0, 3, 10])
def test_every_area_shows_the_past_as_the_command_line_tells_it(
    days_ago: int, later: At, played: Path, tmp_path: Path
) -> None:
    asha = later("asha")
    then = (reading.council().last_at - timedelta(days=days_ago)).isoformat()
    said = json.loads(Home(played, tmp_path).ok("status", "--as-of", then, "--json").out)
    for one in said["systems"][::31][:SUBJECTS]:
        page = asha.page(f"/subjects/{one['subject']}/", **{"as-of": then})
        assert f"app-zone--{one['zone']}" in page, one
    for one in said["services"][::29][:SERVICES]:
        page = asha.page(f"/services/{one['id']}/", **{"as-of": then})
        heading = page.partition("<h1")[2].partition("</h1>")[0]
        assert f"app-level--{one['level']}" in heading, one
    page = asha.page("/incident/", **{"as-of": then})
    current = page.partition('aria-current="step">')[2].partition("<")[0]
    assert current.lower().replace(" ", "-") == said["phase"]
    known = reading.council_as_of(reading.council().last_at - timedelta(days=days_ago))
    page = asha.page("/journal/", **{"as-of": then})
    assert numbers(page)[0] == known.seq
    assert f"at entry {known.seq} of the journal" in page
