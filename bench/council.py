"""The invented council's site, for benches that look at it from outside."""

import os
from pathlib import Path

from reinstate.demo.keeping import keep
from reinstate.operations import homes
from reinstate.public.publish import publish


def invented(folder: Path) -> Path:
    """Return the folder of the invented council's published pages."""
    os.environ[homes.HOME_SETTING] = str(folder / "home")
    keep(is_fresh=False)
    return publish(folder / "www").target
