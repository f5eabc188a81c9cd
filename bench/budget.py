"""Prints a measured figure beside its budget, with the machine's load."""

import os
import platform
import statistics
import sys
from collections.abc import Sequence


def heading(title: str) -> None:
    """Print what is measured, on what, and how busy it was."""
    load = os.getloadavg()[0]
    cores = os.cpu_count()
    print(f"{title}\n  Python {platform.python_version()}, {cores} cores, load {load:.1f}")


def row(what: str, seconds: float, budget_seconds: float) -> bool:
    """Print one figure and whether it is within its budget."""
    is_kept = seconds <= budget_seconds
    verdict = "within" if is_kept else "OVER"
    print(f"  {what:<52} {seconds * 1000:9.1f} ms   {verdict} {budget_seconds * 1000:.0f} ms")
    return is_kept


def told(what: str, seconds: float) -> None:
    """Print a figure that no budget holds."""
    print(f"  {what:<52} {seconds * 1000:9.1f} ms   (no budget)")


def p95(samples: Sequence[float]) -> float:
    """Return the 95th percentile."""
    return statistics.quantiles(samples, n=20)[-1]


def leave(kept: Sequence[bool]) -> None:
    """End with 0 when every budget was kept."""
    sys.exit(0 if all(kept) else 1)
