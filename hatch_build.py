"""Puts the look's assets into wheels and source archives, so that installing never needs Node."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent


class AssetsHook(BuildHookInterface):  # type: ignore[type-arg]  # hatchling hands its own settings
    """Builds the assets where they are missing; an editable install goes without."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling calls it so
        """See that the assets are there before files are gathered."""
        if version != "editable":
            ensure()


def ensure() -> None:
    """Build the assets from `ui/node_modules` where they are missing."""
    sys.path.insert(0, str(ROOT / "src"))
    try:
        from reinstate.look import building  # noqa: PLC0415 - from this checkout, not an install
    finally:
        sys.path.pop(0)
    if not building.is_built():
        building.build(ROOT / "ui" / "node_modules")
