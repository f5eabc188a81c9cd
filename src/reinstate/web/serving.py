"""Makes ready what the desk needs, then answers from two processes until `serve` ends.

Each answers with threads enough for those who wait: a browser that sends slowly holds one.
"""

import logging
import signal
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import monotonic, sleep
from typing import Any, Final

from granian.constants import Interfaces, SSLProtocols
from granian.log import LogLevels
from granian.server.mp import MPServer

from reinstate.cli import lifeline
from reinstate.cli.given import DeskGiven
from reinstate.cli.trouble import exit_code, tell
from reinstate.core.terms.trouble import ReinstateError
from reinstate.operations import accounts, homes
from reinstate.web import collecting

APPLICATION: Final = "reinstate.web.wsgi:application"
PROCESSES: Final = 2
THREADS: Final = 16
KILL_SECONDS: Final = 10
TOLD_SECONDS: Final = 0.2
LOGS: Final[dict[str, Any]] = {
    "formatters": {"plain": {"format": "%(message)s"}},
    "handlers": {"errors": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "loggers": {"_granian": {"handlers": ["errors"], "propagate": False}},
}

Application = Callable[..., Any]


def serve(given: DeskGiven) -> int:
    """Serve the desk until told to stop; return the exit code."""
    pipe = lifeline.held()
    lifeline.end_with(pipe)
    logging.basicConfig(level=logging.ERROR)
    try:
        _make_ready()
    except ReinstateError as trouble:
        tell(trouble)
        return exit_code(trouble)
    _server(given).serve(target_loader=partial(_application, pipe), wrap_loader=False)
    return 0


def _make_ready() -> None:
    """Make the tables of sign-in and the packed style sheets; leave no connection to inherit."""
    homes.open_home()
    accounts.make_ready()
    collecting.collect()
    homes.leave()


def _application(pipe: int) -> Application:
    """Return the desk, in a process that answers; it ends with `serve`, however that ends.

    Until the server listens to signals itself, those that it inherited would be lost.
    """
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    lifeline.end_with(pipe)
    from reinstate.web.wsgi import application  # noqa: PLC0415 - it opens the home, once for each

    return application


class DeskServer(MPServer):
    """Tells its processes to stop until they do: one that is only starting misses it at first."""

    def _stop_workers(self) -> None:
        ends = monotonic() + KILL_SECONDS
        while monotonic() < ends and any(one.inner.is_alive() for one in self.wrks):
            for one in self.wrks:
                one.terminate()  # type: ignore[no-untyped-call]  # granian is typed in part
            sleep(TOLD_SECONDS)
        super()._stop_workers()  # type: ignore[no-untyped-call]  # likewise


def _server(given: DeskGiven) -> MPServer:
    return DeskServer(
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
        workers_kill_timeout=1,
    )
