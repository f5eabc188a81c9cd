"""What nginx and the demo server carry on this machine, side by side, by `wrk`; no budget."""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from os import getloadavg
from pathlib import Path
from shutil import which

import budget

sys.path.insert(0, str(Path(__file__).parents[1]))

from council import invented

from reinstate.public.serving import serving
from tests.public.webserver import behind_nginx

SECONDS = 4
READERS = 32
PACKED = "Accept-Encoding: br, gzip"
PER_SECOND = re.compile(r"Requests/sec:\s+([\d.]+)")
FAILED = re.compile(r"Non-2xx|Socket errors: (?!connect 0, read 0, write 0, timeout 0).*")


def main() -> None:
    """Measure and print; end with 1 when an answer was not a page."""
    budget.heading(f"Serving the residents' pages to {READERS} readers at once, requests a second")
    if which("wrk") is None:
        sys.exit("No `wrk` on the path: apt-get install wrk.")
    with tempfile.TemporaryDirectory() as folder:
        target = invented(Path(folder))
        page = max(one.name for one in (target / "current/services").iterdir() if one.is_dir())
        for path in ("/", f"/services/{page}/", "/api/v2/summary.json"):
            rates = []
            for server in (_nginx, _demo):
                with server(target, Path(folder)) as address:
                    rates.append(_rate(f"{address}{path}"))
            load = getloadavg()[0]
            print(f"  {path:<40} nginx {rates[0]:9,.0f}   serve {rates[1]:7,.0f}   load {load:.1f}")


@contextmanager
def _nginx(target: Path, folder: Path) -> Iterator[str]:
    with behind_nginx(target, folder / "nginx") as address:
        yield address


@contextmanager
def _demo(target: Path, _folder: Path) -> Iterator[str]:
    with serving(target, "127.0.0.1", 0, is_practice=True) as address:
        yield address.rstrip("/")


def _rate(address: str) -> float:
    words = ["wrk", "-t1", f"-c{READERS}", f"-d{SECONDS}s", "-H", PACKED, address]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    if found := FAILED.search(done.stdout):
        sys.exit(f"{address}: {found.group()}")
    rate = PER_SECOND.search(done.stdout)
    return float(rate.group(1)) if rate else 0.0


if __name__ == "__main__":
    main()
