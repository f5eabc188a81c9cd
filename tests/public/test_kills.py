"""Killed at random moments, publishers lose nothing and never leave half a site."""

import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parents[2] / "bench" / "kills.py"
LONGEST_SECONDS = 300


@pytest.mark.slow
@pytest.mark.parametrize(("kills", "options"), [(50, ()), (20, ("--stick",))])
def test_what_was_acknowledged_stays_and_what_is_published_is_whole(
    kills: int, options: tuple[str, ...]
) -> None:
    words = (sys.executable, str(BENCH), "--kills", str(kills), *options)
    done = subprocess.run(
        words, capture_output=True, text=True, timeout=LONGEST_SECONDS, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "lost 0, half 0, left behind 0" in done.stdout
    killed = [line.split() for line in done.stdout.splitlines() if line.startswith("  killed ")]
    counts = {" ".join(words[1:-1]): int(words[-1]) for words in killed}
    assert sum(counts.values()) == kills
    assert counts["while publishing"] > 0
