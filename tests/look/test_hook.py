"""A wheel is never built without the look; an install from a checkout goes on without."""

import subprocess
import sys
from pathlib import Path
from shutil import copyfile, copytree, ignore_patterns

import pytest

ROOT = Path(__file__).parents[2]
ASKS = """
import sys
sys.path.insert(0, sys.argv[1])
import hatch_build
object.__new__(hatch_build.AssetsHook).initialize(sys.argv[2], {})
"""


@pytest.mark.parametrize(("version", "is_fine"), [("editable", True), ("standard", False)])
def test_a_wheel_asks_for_the_look_and_an_editable_install_does_not(
    tmp_path: Path, version: str, *, is_fine: bool
) -> None:
    copyfile(ROOT / "hatch_build.py", tmp_path / "hatch_build.py")
    look = tmp_path / "src/reinstate/look"
    copytree(ROOT / "src/reinstate/look", look, ignore=ignore_patterns("vendor", "__pycache__"))
    (tmp_path / "src/reinstate/__init__.py").touch()
    words = (sys.executable, "-c", ASKS, str(tmp_path), version)
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode == 0) is is_fine, done.stderr
    assert ("govuk-frontend is not in" in done.stderr) is not is_fine
