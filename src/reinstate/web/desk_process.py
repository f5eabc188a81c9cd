"""The process of the desk, as `serve` starts it: settles where everything is, then serves.

Django's settings are read when the first table is loaded, so what they rest on is set before
anything of ours that knows tables is imported.
"""

import os
import sys
from pathlib import Path

from reinstate.cli import lifeline
from reinstate.cli.given import DeskGiven
from reinstate.web import static_folder

SETTINGS = {
    "module": "DJANGO_SETTINGS_MODULE",
    "home": "REINSTATE_HOME",
    "secret": "REINSTATE_DESK_SECRET",
    "static": "REINSTATE_DESK_STATIC",
}


def main() -> int:
    """Serve the desk until told to stop."""
    given = lifeline.given(DeskGiven)
    os.environ[SETTINGS["module"]] = "reinstate.web.desk_settings"
    os.environ[SETTINGS["home"]] = given.home
    os.environ[SETTINGS["secret"]] = given.secret
    os.environ[SETTINGS["static"]] = str(static_folder.chosen(Path(given.home)))
    from reinstate.web import serving  # noqa: PLC0415 - it reads the settings

    return serving.serve(given)


if __name__ == "__main__":
    sys.exit(main())
