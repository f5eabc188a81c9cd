"""Where style sheets and scripts stand as they are given out: named by digest, and packed."""

import os
from pathlib import Path
from typing import Final

IN_PACKAGE: Final = Path(__file__).parent / "static"
"""Beside us, made at set-up and ignored by git; an installed package may not be writable."""

IN_HOME: Final = Path("desk", "static")


def chosen(home: Path) -> Path:
    """Return the folder in the package where it can be written, else one in the home."""
    is_ours = os.access(IN_PACKAGE.parent, os.W_OK)
    return IN_PACKAGE if is_ours else home / IN_HOME
