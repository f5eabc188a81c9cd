"""The desk as it is served: a process of its own, in a real browser."""

import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reinstate.operations import homes

STARTED_SECONDS_MAX = 30


@contextmanager
def serving(home: Path) -> Iterator[str]:
    """Serve the desk of a home; give its address, by a name and not a number."""
    port = _free_port()
    address = f"http://localhost:{port}"
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"]
    command += ["--host", "127.0.0.1", "--port", str(port), "reinstate.web.wsgi:application"]
    settings = {"REINSTATE_DESK_SECRET": secrets.token_hex(32), homes.HOME_SETTING: str(home)}
    log = (home.parent / "desk.log").open("wb")
    server = subprocess.Popen(command, env={**os.environ, **settings}, stdout=log, stderr=log)
    try:
        _wait(port, server)
        yield address
    finally:
        server.terminate()
        server.wait()
        log.close()


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + STARTED_SECONDS_MAX
    while time.monotonic() < until:
        assert server.poll() is None, "The desk did not start."
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("The desk does not answer.")


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
