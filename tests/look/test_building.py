"""Building the assets: listed with their digests, all or nothing, and carried by the wheel."""

import json
import subprocess
import sys
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from reinstate.cli.__main__ import main
from reinstate.cli.assets import finding
from reinstate.look.building import MANIFEST, NOTICES, SCRIPT, STYLE, build, is_built
from reinstate.look.cleaning import Unclean
from tests.repository.tree import ROOT

WORLD_FAILED = 3


@pytest.fixture
def modules(tmp_path: Path) -> Path:
    """Return a node_modules with a small stand-in for the Design System."""
    folder = tmp_path / "node_modules" / "govuk-frontend"
    (folder / "dist" / "govuk").mkdir(parents=True)
    about = {"name": "govuk-frontend", "version": "6.6.0", "license": "MIT"}
    (folder / "package.json").write_text(json.dumps(about), encoding="utf-8")
    style = folder / "dist" / "govuk" / "govuk-frontend.min.css"
    style.write_text(".a{font-family:GDS Transport,arial,sans-serif}", encoding="utf-8")
    script = folder / "dist" / "govuk" / "govuk-frontend.min.js"
    script.write_text("export{};", encoding="utf-8")
    return folder.parent


def spoil(modules: Path) -> None:
    """Let another release bring a font."""
    style = modules / "govuk-frontend" / "dist" / "govuk" / "govuk-frontend.min.css"
    style.write_text("@font-face {src: url(new.woff2)} @font-face", encoding="utf-8")


def test_every_file_is_listed_with_package_version_licence_and_digest(
    modules: Path, tmp_path: Path
) -> None:
    made = build(modules, tmp_path / "vendor")
    listed = json.loads((tmp_path / "vendor" / MANIFEST).read_text(encoding="utf-8"))
    assert (listed["package"], listed["version"], listed["licence"]) == (
        "govuk-frontend",
        "6.6.0",
        "MIT",
    )
    assert set(made) == {MANIFEST, NOTICES, SCRIPT, STYLE} == {MANIFEST, *listed["files"]}
    content = (tmp_path / "vendor" / STYLE).read_bytes()
    assert listed["files"][STYLE] == sha256(content).hexdigest()
    assert content == b".a{font-family:arial,sans-serif}"


def test_the_licence_goes_with_the_files(modules: Path, tmp_path: Path) -> None:
    build(modules, tmp_path / "vendor")
    text = (tmp_path / "vendor" / NOTICES).read_text(encoding="utf-8")
    assert "Crown Copyright (Government Digital Service)" in text
    assert "The above copyright notice and this permission notice shall be included" in text


def test_a_failed_build_leaves_what_stood_there(modules: Path, tmp_path: Path) -> None:
    target = tmp_path / "vendor"
    build(modules, target)
    spoil(modules)
    with pytest.raises(Unclean):
        build(modules, target)
    assert is_built(target)


def test_an_asset_that_was_changed_or_lost_counts_as_not_built(
    modules: Path, tmp_path: Path
) -> None:
    target = tmp_path / "vendor"
    assert not is_built(target)
    build(modules, target)
    (target / STYLE).write_text(".b{}", encoding="utf-8")
    assert not is_built(target)


def test_another_licence_is_refused(modules: Path, tmp_path: Path) -> None:
    about = modules / "govuk-frontend" / "package.json"
    about.write_text(json.dumps({"version": "7.0.0", "license": "Other"}), encoding="utf-8")
    with pytest.raises(Unclean, match="not under the MIT licence"):
        build(modules, tmp_path / "vendor")


def test_the_command_says_the_way_on_when_npm_has_fetched_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(("assets", "build", "--from", str(tmp_path / "nothing"))) == WORLD_FAILED
    said = " ".join(capsys.readouterr().err.split())
    assert "govuk-frontend is not in" in said
    assert "Run `script/bootstrap`" in said


def test_the_check_of_a_home_says_what_to_run_where_the_look_is_not_built(tmp_path: Path) -> None:
    found = finding(tmp_path / "nothing")
    assert found.is_right
    assert "Run `script/bootstrap`" in found.sentence


def test_a_wheel_carries_the_look(tmp_path: Path) -> None:
    if not is_built():
        pytest.skip("The look is not built: run script/bootstrap with the npm registry in reach.")
    words = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(words, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as opened:
        names = set(opened.namelist())
    wanted = {MANIFEST, NOTICES, SCRIPT, STYLE}
    assert {f"reinstate/look/vendor/{name}" for name in wanted} <= names
    assert not [name for name in names if "node_modules" in name]
