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
from reinstate.look.building import MANIFEST, NOTICES, START, VENDOR, build, is_built
from reinstate.look.cleaning import Unclean
from reinstate.look.packages import GOVUK, MOJ, PACKAGES, Package
from tests.repository.tree import ROOT

WORLD_FAILED = 3


VERSIONS = {GOVUK: "6.6.0", MOJ: "11.1.0"}
PICTURE = "images/icon-tick.svg"
OWN_FILES = {MANIFEST, NOTICES, START}
FILES = OWN_FILES | {
    name for package in PACKAGES for name in (package.style, package.script, package.notice)
}


@pytest.fixture
def modules(tmp_path: Path) -> Path:
    """Return a node_modules with a small stand-in for each package."""
    for package, version in VERSIONS.items():
        lay(tmp_path / "node_modules", package, version)
    picture = tmp_path / "node_modules" / MOJ.name / "moj" / "assets" / PICTURE
    picture.parent.mkdir(parents=True)
    picture.write_text("<svg/>", encoding="utf-8")
    (picture.parent / "crest.svg").write_text("<svg/>", encoding="utf-8")
    return tmp_path / "node_modules"


def lay(modules: Path, package: Package, version: str) -> None:
    """Put a small stand-in for a package into node_modules."""
    folder = modules / package.name
    (folder / package.built).parent.mkdir(parents=True)
    about = {"name": package.name, "version": version, "license": "MIT"}
    (folder / "package.json").write_text(json.dumps(about), encoding="utf-8")
    restyle(modules, package, ".a{font-family:GDS Transport,arial,sans-serif}")
    (folder / f"{package.built}.min.js").write_text("export{};", encoding="utf-8")


def restyle(modules: Path, package: Package, text: str) -> None:
    """Let a release of a package bring another style sheet."""
    (modules / package.name / f"{package.built}.min.css").write_text(text, encoding="utf-8")


def spoil(modules: Path) -> None:
    """Let another release bring a font."""
    restyle(modules, GOVUK, "@font-face {src: url(new.woff2)} @font-face")


def test_every_file_is_listed_with_its_digest_and_every_package_with_version_and_licence(
    modules: Path, tmp_path: Path
) -> None:
    made = build(modules, tmp_path / "vendor")
    listed = json.loads((tmp_path / "vendor" / MANIFEST).read_text(encoding="utf-8"))
    assert listed["packages"] == [
        {"package": "govuk-frontend", "version": "6.6.0", "licence": "MIT"},
        {"package": "@ministryofjustice/frontend", "version": "11.1.0", "licence": "MIT"},
    ]
    assert set(made) == {*FILES, PICTURE} == {MANIFEST, *listed["files"]}
    for package in PACKAGES:
        content = (tmp_path / "vendor" / package.style).read_bytes()
        assert listed["files"][package.style] == sha256(content).hexdigest()
        assert content == b".a{font-family:arial,sans-serif}"


def test_the_licence_of_each_package_goes_with_its_files(modules: Path, tmp_path: Path) -> None:
    build(modules, tmp_path / "vendor")
    every = (tmp_path / "vendor" / NOTICES).read_text(encoding="utf-8")
    for package, version in VERSIONS.items():
        text = (tmp_path / "vendor" / package.notice).read_text(encoding="utf-8")
        assert f"{package.name} {version}" in text
        assert package.copyright in text
        assert "The above copyright notice and this permission notice shall be included" in text
        assert text in every
    assert "Ministry" not in (tmp_path / "vendor" / GOVUK.notice).read_text(encoding="utf-8")


def test_a_picture_that_a_style_sheet_names_must_be_there(modules: Path, tmp_path: Path) -> None:
    restyle(modules, MOJ, f".a{{background:url(/assets/{PICTURE})}}")
    build(modules, tmp_path / "vendor")
    restyle(modules, MOJ, ".a{background:url(/assets/images/icon-gone.svg)}")
    with pytest.raises(Unclean, match=r"moj\.css names images/icon-gone\.svg"):
        build(modules, tmp_path / "vendor")


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
    (target / GOVUK.style).write_text(".b{}", encoding="utf-8")
    assert not is_built(target)


def test_another_licence_is_refused(modules: Path, tmp_path: Path) -> None:
    about = modules / MOJ.name / "package.json"
    about.write_text(json.dumps({"version": "12.0.0", "license": "Other"}), encoding="utf-8")
    with pytest.raises(Unclean, match="frontend is not under the MIT licence"):
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
    listed = json.loads((VENDOR / MANIFEST).read_text(encoding="utf-8"))["files"]
    wanted = {*FILES, *listed}
    assert any(name.startswith("images/") for name in wanted)
    assert {f"reinstate/look/vendor/{name}" for name in wanted} <= names
    assert not [name for name in names if "node_modules" in name]
