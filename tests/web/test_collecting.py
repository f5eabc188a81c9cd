"""Style sheets and scripts as they are given out: made once, made anew when one changes."""

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from reinstate.look import building
from tests.repository.tree import ROOT

URL = re.compile(r"""url\(["']?(?!data:|#)([^"')?#]+)""")
COLLECT = (
    "import os, django; django.setup();"
    "from reinstate.web.collecting import collect; collect();"
    "from django.templatetags.static import static;"
    "print(static('desk/desk.css')); print(static('look/never-built.css'))"
)


def collected(folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Collect into a folder, in a process of its own; say under which names two files stand."""
    environment = {
        "DJANGO_SETTINGS_MODULE": "reinstate.web.desk_settings",
        "REINSTATE_DESK_SECRET": "a secret of the tests",
        "REINSTATE_DESK_STATIC": str(folder),
    }
    return subprocess.run(
        [sys.executable, "-c", COLLECT],
        env={**os.environ, **environment, **settings},
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )


def test_files_stand_under_names_of_their_digest_with_packed_copies(tmp_path: Path) -> None:
    done = collected(tmp_path / "static")
    assert done.returncode == 0, done.stderr
    named, missing = done.stdout.split()
    assert named.startswith("/static/desk/desk.")
    assert missing == "/static/look/never-built.css"
    file = tmp_path / named.removeprefix("/")
    assert file.is_file()
    assert file.with_name(f"{file.name}.br").stat().st_size < file.stat().st_size
    assert not (tmp_path / "static/desk/desk.css").exists()


def test_a_second_time_makes_nothing_and_a_change_makes_all_anew(tmp_path: Path) -> None:
    folder = tmp_path / "static"
    assert collected(folder).returncode == 0
    first = folder.stat().st_ino
    assert collected(folder).returncode == 0
    assert folder.stat().st_ino == first
    (folder / ".collected").write_text("of another release")
    (folder / "left-over.css").write_text("p {}")
    assert collected(folder).returncode == 0
    assert not (folder / "left-over.css").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["static"]


def test_what_a_killed_one_left_is_cleared_away(tmp_path: Path) -> None:
    (tmp_path / "static.new").mkdir()
    (tmp_path / "static.new" / "half.css").write_text("p {")
    (tmp_path / "static.old").mkdir()
    assert collected(tmp_path / "static").returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == ["static"]
    assert not (tmp_path / "static/half.css").exists()


def test_two_at_once_make_it_once(tmp_path: Path) -> None:
    with ThreadPoolExecutor(2) as both:
        done = list(both.map(collected, [tmp_path / "static"] * 2))
    assert [one.returncode for one in done] == [0, 0], done
    assert done[0].stdout == done[1].stdout


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = collected(tmp_path / "file" / "static")
    assert done.returncode == 1
    assert "cannot be put in their place" in done.stderr


def test_a_script_asks_for_others_under_the_names_they_have(tmp_path: Path) -> None:
    if not building.is_built():
        pytest.skip("The look is not built: script/bootstrap with the npm registry in reach.")
    assert collected(tmp_path / "static").returncode == 0
    look = tmp_path / "static/look"
    [start] = look.glob("start.*.js")
    wanted = re.findall(r'(?:from|import\() ?"\./([^"]+)"', start.read_text())
    assert len(wanted) > 1
    assert [name for name in wanted if not (look / name).is_file()] == []


def test_what_is_given_out_names_nothing_that_is_not_there(tmp_path: Path) -> None:
    """Style sheets name pictures, scripts name modules: each under the name it has there."""
    assert collected(tmp_path / "static").returncode == 0
    sheets = list((tmp_path / "static").rglob("*.css"))
    named = {(sheet, url) for sheet in sheets for url in URL.findall(sheet.read_text())}
    lost = [url for sheet, url in named if not (sheet.parent / url).is_file()]
    assert sheets
    assert lost == []
