"""Serves the published pages over plain http on this machine: files as they stand, no more.

Beyond this machine the folder goes behind a web server with a certificate.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from socket import AF_INET, AF_INET6
from socketserver import TCPServer
from threading import Thread
from typing import Final

from reinstate.core.terms.trouble import BadInput, WorldFailed
from reinstate.public.answering import Answer, Asked, answer, refusal

IDLE_MAX_SECONDS: Final = 15


@contextmanager
def serving(target: Path, host: str, port: int, *, is_practice: bool) -> Iterator[str]:
    """Serve what `target` publishes until this ends; yield the address.

    Raises:
        BadInput: If `host` is beyond this machine.
        WorldFailed: If the port is taken.
    """
    refuse_beyond(host)
    server = _server(target, host, port, is_practice=is_practice)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        shown = f"[{host}]" if ":" in host else host
        yield f"http://{shown}:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def refuse_beyond(host: str) -> None:
    """Refuse an address that others could reach without a certificate.

    Raises:
        BadInput: If `host` is not this machine.
    """
    if not is_here(host):
        raise BadInput(
            "beyond-this-machine",
            "Beyond this machine pages are served with a certificate only.",
            place=f"--host {host}",
            next="Leave --host out, and put the published folder behind a web server that has one.",
        )


def is_here(host: str) -> bool:
    """Return whether an address is this machine's own, which no other can reach."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _server(target: Path, host: str, port: int, *, is_practice: bool) -> ThreadingHTTPServer:
    class Server(_Server):
        """Listens in the family of this address."""

        address_family = AF_INET6 if ":" in host else AF_INET

    class Reader(_Reader):
        """Answers from this target."""

        def given(self) -> Answer:
            return answer(target, self.asked(), is_practice=is_practice)

        def refused(self) -> Answer:
            return refusal(target, self.asked(), is_practice=is_practice)

    try:
        server = Server((host, port), Reader)
    except OverflowError as error:
        sentence = f"{port} is no port: ports go from 0 to 65535."
        raise BadInput("port-unknown", sentence, place=f"--public-port {port}") from error
    except OSError as error:
        raise WorldFailed(
            "port-taken",
            f"The pages cannot be served at {host}:{port} ({error.strerror}).",
            next="Name another port with --public-port; 0 takes any that is free.",
        ) from error
    return server


class _Server(ThreadingHTTPServer):
    """Answers each reader in a thread of its own; one who goes away is no trouble."""

    daemon_threads = True

    def server_bind(self) -> None:
        """Bind without asking the network for this machine's name, as the library would."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = "localhost", self.server_address[1]

    def handle_error(self, _request: object, _client: object) -> None:
        """Say nothing: the reader is gone."""


class _Reader(BaseHTTPRequestHandler):
    """One reader's connection."""

    protocol_version = "HTTP/1.1"
    server_version = "Reinstate"
    sys_version = ""
    timeout = IDLE_MAX_SECONDS

    def given(self) -> Answer:
        """Return the answer to a request to read."""
        raise NotImplementedError

    def refused(self) -> Answer:
        """Return the answer to a request to send."""
        raise NotImplementedError

    def asked(self) -> Asked:
        """Return what is asked for."""
        known, accepted = self.headers["If-None-Match"], self.headers["Accept-Encoding"]
        return Asked(self.path, known or "", accepted or "")

    def do_GET(self) -> None:
        """Send a file."""
        self._send(self.given(), has_content=True)

    def do_HEAD(self) -> None:
        """Send what a file would come with."""
        self._send(self.given(), has_content=False)

    def do_POST(self) -> None:
        """Refuse: nothing can be sent to the site."""
        given = self.refused()
        headers = {**given.headers, "Connection": "close"}
        self._send(Answer(given.status, headers, given.content), has_content=True)
        self.close_connection = True

    do_PUT = do_DELETE = do_PATCH = do_OPTIONS = do_POST  # noqa: N815 - the names that http.server calls

    def log_message(self, *_words: object) -> None:
        """Keep no record of who reads what."""

    def _send(self, given: Answer, *, has_content: bool) -> None:
        self.send_response(given.status)
        for name, value in given.headers.items():
            self.send_header(name, value)
        if given.status is not HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(given.content)))
        self.end_headers()
        if has_content and given.status is not HTTPStatus.NOT_MODIFIED:
            self.wfile.write(given.content)
