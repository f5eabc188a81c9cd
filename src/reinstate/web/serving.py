"""The desk's process: makes ready what the desk needs, then answers until `serve` ends.

It answers from two processes, each with threads enough for those who wait on something slow.
"""

import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from granian.constants import Interfaces, SSLProtocols
from granian.log import LogLevels
from granian.server import Server

from reinstate.cli import lifeline
from reinstate.cli.desk_part import DeskGiven
from reinstate.cli.trouble import exit_code, tell
from reinstate.core.terms.trouble import ReinstateError
from reinstate.operations import accounts, desk_secret, homes
from reinstate.web import static_files

SETTINGS: Final = "reinstate.web.desk_settings"
SECRET_SETTING: Final = "REINSTATE_DESK_SECRET"  # noqa: S105 - the name of a setting
APPLICATION: Final = "reinstate.web.wsgi:application"
PROCESSES: Final = 2
THREADS: Final = 16
KILL_SECONDS: Final = 10
LOGS: Final[dict[str, Any]] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(message)s"}},
    "handlers": {"errors": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "loggers": {"_granian": {"handlers": ["errors"], "level": "ERROR", "propagate": False}},
}


def main() -> int:
    """Serve the desk until told to stop."""
    given = lifeline.given(DeskGiven)
    pipe = lifeline.held()
    lifeline.end_with(pipe)
    logging.basicConfig(level=logging.ERROR)
    try:
        make_ready()
    except ReinstateError as trouble:
        tell(trouble)
        return exit_code(trouble)
    server(given).serve(target_loader=_loader(pipe), wrap_loader=False)
    return 0


def make_ready() -> None:
    """Make the secret, the tables of sign-in, and the style sheets as they are given out."""
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    homes.open_home()
    ...


def server(given: DeskGiven) -> Server:
    """Return the server, not started yet."""
    return Server(
        APPLICATION,
        address=given.host,
        port=given.port,
        interface=Interfaces.WSGI,
        workers=PROCESSES,
        blocking_threads=THREADS,
        websockets=False,
        log_level=LogLevels.error,
        log_dictconfig=LOGS,
        ssl_cert=Path(given.certificate) if given.certificate else None,
        ssl_key=Path(given.key) if given.key else None,
        ssl_protocol_min=SSLProtocols.tls12,
        respawn_failed_workers=True,
        workers_kill_timeout=KILL_SECONDS,
    )
