"""A PostgreSQL server of our own for tests: in a temporary folder, on a socket, nobody else's.

It runs as another account where the tests run as root, since PostgreSQL refuses root.
"""

import os
import pwd
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from pathlib import Path
from shutil import rmtree, which
from tempfile import mkdtemp
from urllib.parse import quote

import psycopg

ACCOUNTS = ("postgres", "nobody")
OWNER = "reinstate"
GUEST = "guest"
GUEST_SECRET = "lamp granite swift"
PLACES = ("/usr/lib/postgresql", "/usr/pgsql")
MADE_WITH = (
    *("-U", OWNER, "-A", "trust", "--no-sync", "-E", "UTF8", "--locale", "C.UTF-8"),
    # Sorted by a language and not by bytes, so that whoever relies on bytes is found.
    *("--locale-provider", "icu", "--icu-locale", "en-GB"),
)
SETTINGS = {
    "listen_addresses": "''",
    "max_connections": "60",
    "fsync": "off",  # tests stop the server, never the machine
    "full_page_writes": "off",
    "shared_buffers": "16MB",
    "autovacuum": "off",  # what is erased is cleared away by us or not at all
}


@cache
def binaries() -> Path | None:
    """Return where the newest server's programs are; nothing where none is installed."""
    found = [path.parent for place in PLACES for path in Path(place).glob("*/bin/initdb")]
    on_path = which("initdb")
    found += [Path(on_path).resolve().parent] if on_path else []
    return max(found, key=lambda path: _version(path.parent.name), default=None)


def _version(name: str) -> float:
    digits = name.rpartition("@")[2]
    return float(digits) if digits.replace(".", "", 1).isdigit() else 0


@dataclass
class Cluster:
    """One running server."""

    folder: Path
    programs: Path
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def url(self, database: str) -> str:
        """Return the address of a database, as DATABASE_URL has it."""
        return f"postgresql://{OWNER}@/{database}?host={self.folder}"

    def guest_url(self, database: str, secret: str = GUEST_SECRET) -> str:
        """Return the address of a database for somebody who owns nothing in it."""
        return f"postgresql://{GUEST}:{quote(secret)}@/{database}?host={self.folder}"

    def create(self, *, template: str = "template0", options: str = "") -> str:
        """Make a database and return its name."""
        name = f"test_{next(self.numbers)}"
        self.say(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy {options}")
        return name

    def drop(self, name: str) -> None:
        """Remove a database and whoever is connected to it."""
        self.say(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def say(self, statement: str, database: str = "postgres") -> None:
        """Run one statement outside any transaction, as an administrator would."""
        with self.connection(database) as connection:
            connection.execute(statement.encode())

    @contextmanager
    def connection(
        self, database: str, *, autocommit: bool = True
    ) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
        """Yield a connection that goes round our program."""
        url = self.url(database)
        with psycopg.connect(url, autocommit=autocommit, connect_timeout=10) as connection:
            yield connection

    def start(self, **others: str) -> None:
        """Start the server, with other settings than usual, and wait until it answers."""
        settings = {**SETTINGS, **others, "unix_socket_directories": str(self.folder)}
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        self._control("start", "-w", "-l", str(self.folder / "log"), "-o", options)

    def stop(self, how: str = "fast") -> None:
        """Stop the server by its own data folder; `immediate` is as if it had crashed."""
        self._control("stop", "-w", "-m", how)

    @contextmanager
    def stopped(self, how: str = "immediate") -> Iterator[None]:
        """Stop the server for a while."""
        self.stop(how)
        try:
            yield
        finally:
            self.start()

    def bytes_in_tables(self) -> bytes:
        """Return everything that the files of the tables hold, after all is written to them."""
        self.say("CHECKPOINT")
        return b"".join(
            path.read_bytes() for path in (self.data / "base").rglob("*") if path.is_file()
        )

    @property
    def data(self) -> Path:
        """Return the server's data folder."""
        return self.folder / "data"

    def _control(self, *words: str) -> None:
        _run(self.programs / "pg_ctl", "-D", str(self.data), *words)


@contextmanager
def running(programs: Path) -> Iterator[Cluster]:
    """Yield a new server, and stop it afterwards."""
    folder = Path(mkdtemp(prefix="reinstate-pg-"))  # short: a socket's path is
    if _account():
        os.chown(folder, pwd.getpwnam(_account()).pw_uid, -1)
    cluster = Cluster(folder, programs)
    try:
        _run(programs / "initdb", "-D", str(cluster.data), *MADE_WITH)
        _ask_for_password(cluster.data / "pg_hba.conf")
        cluster.start()
        cluster.say(f"CREATE ROLE {GUEST} LOGIN PASSWORD '{GUEST_SECRET}'")
        try:
            yield cluster
        finally:
            if (cluster.data / "postmaster.pid").exists():
                cluster.stop("immediate")
    finally:
        rmtree(folder, ignore_errors=True)


def _ask_for_password(rules: Path) -> None:
    """Let the guest in by password alone; everybody else is trusted."""
    rules.write_text(f"local all {GUEST} scram-sha-256\n{rules.read_text()}")


@cache
def _account() -> str:
    """Return the account to act as where we are root; nothing where we are not."""
    if os.geteuid() != 0:
        return ""
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ACCOUNTS if name in known)


def _run(program: Path, *words: str) -> None:
    prefix = []
    if account := _account():
        entry = pwd.getpwnam(account)
        prefix = ["setpriv", f"--reuid={entry.pw_uid}", f"--regid={entry.pw_gid}", "--clear-groups"]
    done = subprocess.run(
        [*prefix, str(program), *words],
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        cwd="/",
    )
    assert done.returncode == 0, f"{program.name} failed: {done.stderr}"
