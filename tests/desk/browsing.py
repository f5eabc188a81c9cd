"""A desk that is served as it is in earnest, and browsers at it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Browser, Page

from reinstate.operations import homes
from tests.desk.staff import Staff

START_TRIES = 200
PAUSE_SECONDS = 0.05
COOKIE = "desk"


@contextmanager
def desk_of(home: Path) -> Iterator[str]:
    """Serve the desk of a home by a process of its own; give its address."""
    port = _free_port()
    process = subprocess.Popen(_command(port), env=_environment(home), start_new_session=True)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(process, f"{address}/account/sign-in/")
        yield address
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()


def _command(port: int) -> list[str]:
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi"),
        *("reinstate.web.wsgi:application", "--host", "127.0.0.1", "--port", str(port)),
        *("--no-ws", "--no-log", "--workers", "1"),
    ]


def _environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return {
        **kept,
        homes.HOME_SETTING: str(home),
        "DJANGO_SETTINGS_MODULE": "reinstate.web.desk_settings",
        "REINSTATE_DESK_SECRET": "a secret of the tests",
    }


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
        return port


def _wait(process: "subprocess.Popen[bytes]", address: str) -> None:
    for _ in range(START_TRIES):
        try:
            with urlopen(address):  # noqa: S310 - an address of ours, on this machine
                return
        except OSError:
            assert process.poll() is None, "the desk ended while it started"
            time.sleep(PAUSE_SECONDS)
    raise AssertionError("the desk did not start")


@contextmanager
def browsing(
    browser: Browser, address: str, staff: Staff, width: int, *, has_script: bool = True
) -> Iterator[Page]:
    """Give a page of somebody who signed in, at a width."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, java_script_enabled=has_script
    )
    session = staff.client.cookies[COOKIE].value
    context.add_cookies([{"name": COOKIE, "value": session, "url": address}])
    yield context.new_page()
    context.close()
