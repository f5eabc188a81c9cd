"""The desk as a person runs it: `serve` as a process, and browsers that come over the wire."""

import json
import os
import signal
import ssl
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPMessage, HTTPSConnection
from http.cookies import SimpleCookie
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import urlencode, urlsplit

from reinstate.core.terms.reference import PersonId
from reinstate.operations import identity, reading
from tests.cli.schemas import faults
from tests.desk.staff import Fields, fields_of

PROGRAM = (sys.executable, "-m", "reinstate")
ENTRANCE = "/account/sign-in/practice/"
STOP_SECONDS = 20
WAIT_SECONDS = 20


@dataclass
class Served:
    """A running `serve`, and where its two sites are."""

    process: subprocess.Popen[str]
    desk: str
    public: str

    def stop(self) -> str:
        """Stop it as Ctrl-C does; return what it said on standard error."""
        os.kill(self.process.pid, signal.SIGINT)
        _, errors = self.process.communicate(timeout=STOP_SECONDS)
        return errors

    def children(self) -> dict[int, str]:
        """Return the processes that it started, by number, with their command."""
        return children_of(self.process.pid)

    def child(self, module: str) -> int:
        """Return the number of the process that runs this module, once there is one."""
        ends = monotonic() + WAIT_SECONDS
        while True:
            for number, words in self.children().items():
                if module in words:
                    return number
            assert monotonic() < ends, f"{module} was not started"
            sleep(0.05)


@contextmanager
def served(home: Path, *options: str, **settings: str) -> Iterator[Served]:
    """Run `serve` in a home on free ports, until this ends."""
    words = [*PROGRAM, "serve", "--desk-port", "0", "--public-port", "0", "--json", *options]
    with subprocess.Popen(
        words,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "REINSTATE_HOME": str(home), **settings},
        text=True,
    ) as process:
        try:
            assert process.stdout
            line = process.stdout.readline()
            if not line:
                assert process.stderr
                raise AssertionError(process.stderr.read())
            said = json.loads(line)
            assert (said["schema"], faults(said)) == ("serve/1", []), said
            yield Served(process, said["desk"], said["public"])
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.communicate(timeout=STOP_SECONDS)
            process.kill()


def children_of(number: int) -> dict[int, str]:
    """Return the processes that one started, by number, with their command."""
    words = ["ps", "-o", "pid=,args=", "--ppid", str(number)]
    found = subprocess.run(words, capture_output=True, text=True, check=False).stdout
    pairs = (line.split(maxsplit=1) for line in found.splitlines())
    return {int(pair[0]): pair[-1] for pair in pairs if "<defunct>" not in pair[-1]}


def until_gone(*numbers: int) -> None:
    """Wait until none of these processes runs; one that nobody has buried does not."""
    ends = monotonic() + WAIT_SECONDS
    words = ["ps", "-o", "stat=", "-p", ",".join(map(str, numbers))]
    while True:
        found = subprocess.run(words, capture_output=True, text=True, check=False).stdout.split()
        if all(state.startswith("Z") for state in found):
            return
        assert monotonic() < ends, found
        sleep(0.05)


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: HTTPMessage
    content: bytes

    @property
    def page(self) -> str:
        """The words of it."""
        return self.content.decode()


@dataclass
class Browser:
    """A browser at an address, signed in or not; each request is a connection of its own."""

    address: str
    cookies: dict[str, str] = field(default_factory=dict)
    trusted: Path | None = None

    def get(self, path: str, **headers: str) -> Answer:
        """Return the answer to a page asked for."""
        return self._sent("GET", path, None, headers)

    def post(self, path: str, fields: Mapping[str, str], **headers: str) -> Answer:
        """Return the answer to a form that is sent."""
        body = urlencode(fields).encode()
        sent = {"Content-Type": "application/x-www-form-urlencoded", "Origin": self._origin}
        return self._sent("POST", path, body, {**sent, **headers})

    def form(self, path: str) -> Fields:
        """Return the fields of the form on a page."""
        answer = self.get(path)
        assert answer.status == 200, answer.page
        return fields_of(answer.page)

    @property
    def _origin(self) -> str:
        return self.address.rstrip("/")

    def _sent(
        self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]
    ) -> Answer:
        connection = self._connection()
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            sent = {"Host": urlsplit(self.address).netloc, "Cookie": cookies, **headers}
            connection.request(method, path, body, sent)
            response = connection.getresponse()
            answer = Answer(response.status, response.headers, response.read())
        finally:
            connection.close()
        for line in response.headers.get_all("Set-Cookie") or ():
            self.cookies.update({name: one.value for name, one in SimpleCookie(line).items()})
        return answer

    def _connection(self) -> HTTPConnection:
        found = urlsplit(self.address)
        if self.trusted is None:
            host = "127.0.0.1" if found.hostname == "localhost" else str(found.hostname)
            return HTTPConnection(host, found.port, timeout=WAIT_SECONDS)
        trusting = ssl.create_default_context(cafile=str(self.trusted))
        return HTTPSConnection(
            str(found.hostname), found.port, timeout=WAIT_SECONDS, context=trusting
        )


def signed_in(address: str, handle: str) -> Browser:
    """Return the browser of somebody who signed in, as practice homes let one."""
    return entered(address, identity.person_id(reading.council(), handle))


def entered(address: str, person: PersonId) -> Browser:
    """Return the browser of the person of this id."""
    browser = Browser(address)
    answer = browser.post(ENTRANCE, {**browser.form(ENTRANCE), "person": person})
    assert answer.status == 302, answer.page
    return browser


def tried(browser: Browser, path: str, fields: Mapping[str, str]) -> Answer | None:
    """Return the answer to a form, or nothing where the server went away meanwhile."""
    try:
        return browser.post(path, fields)
    except (OSError, HTTPException):
        return None
