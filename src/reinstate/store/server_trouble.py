"""What can go wrong between us and a PostgreSQL server, each in words with a way on.

Of the server's own words only the first line is ever shown: what follows may repeat a row.
"""

from typing import Final

from msgspec import Struct

from reinstate.core.terms.trouble import JournalCorrupt, ReinstateError
from reinstate.store.failed import DiskFull, HomeMissing, HomeReadOnly, StoreBusy, StoreFailed

URL: Final = "DATABASE_URL"


class Words(Struct, frozen=True):
    """How a trouble is told; `what` stands for what we were doing."""

    kind: type[ReinstateError]
    code: str
    sentence: str
    next: str

    def about(self, doing: str) -> ReinstateError:
        """Return the trouble that befell us while `doing` something."""
        return self.kind(self.code, self.sentence.format(what=doing), URL, self.next)


BUSY: Final = Words(
    StoreBusy,
    "journal-busy",
    "Another process kept the journal locked: {what} was not done.",
    "Repeat the command; if it stays so, see who is connected (pg_stat_activity).",
)
SLOW: Final = Words(
    StoreBusy,
    "database-slow",
    "The database took too long and was stopped: {what} was not done.",
    "See what else the server is doing, then repeat the command.",
)
UNFINISHED: Final = Words(
    HomeMissing,
    "home-unfinished",
    "The database of this home holds no finished journal.",
    "If making or restoring the home was interrupted, remove its folder and repeat that;"
    f" else see which database {URL} names.",
)
READ_ONLY: Final = Words(
    HomeReadOnly,
    "home-read-only",
    "The database can be read but not written: {what} was not done.",
    f"Let {URL} name the server that takes writes, as an account that may write.",
)
NOT_ALLOWED: Final = Words(
    HomeReadOnly,
    "database-not-allowed",
    "The database does not let this account do that: {what} was not done.",
    f"Let {URL} name an account that owns the tables, or may read and write them.",
)
FULL: Final = Words(
    DiskFull,
    "disk-full",
    "The disk of the database server is full: {what} was not done.",
    "Make room on the disk of the server, then repeat the command.",
)
CROWDED: Final = Words(
    StoreFailed,
    "database-not-now",
    "The database server has no connection left for us: {what} was not done.",
    "Wait a little and repeat the command.",
)
NOT_READY: Final = Words(
    StoreFailed,
    "database-not-now",
    "The database server is not ready: {what} was not done.",
    "Wait a little and repeat the command.",
)
DAMAGED: Final = Words(
    JournalCorrupt,
    "database-damaged",
    "The database is damaged: {what} was not done.",
    "Stop the server and keep its files; restore with `reinstate init --from FILE`.",
)
REFUSES: Final = Words(
    StoreFailed,
    "database-refuses",
    "The database server does not let us in: {what} was not done.",
    f"See that {URL} holds the right user and password, and whom the server lets in.",
)
MISSING: Final = Words(
    StoreFailed,
    "database-missing",
    "The database server has no database of that name: {what} was not done.",
    "Make it: createdb --encoding UTF8 --template template0 NAME.",
)
UNREACHABLE: Final = Words(
    StoreFailed,
    "database-unreachable",
    "The database server cannot be reached: {what} was not done.",
    f"See that the server runs and that {URL} names it.",
)
LOST: Final = Words(
    StoreFailed,
    "database-lost",
    "The database server went away while we were {what}.",
    "A command is there whole or not at all: see `reinstate journal show`, and repeat what"
    " is not there.",
)

# PostgreSQL's own codes: its manual, appendix A, read 2026-11. The longest that fits counts.
BY_CODE: Final = {
    "08": LOST,
    "25006": READ_ONLY,
    "25P03": LOST,
    "28": REFUSES,
    "3D000": MISSING,
    "40001": BUSY,
    "40P01": BUSY,
    "42501": NOT_ALLOWED,
    "42P01": UNFINISHED,
    "53100": FULL,
    "53300": CROWDED,
    "55P03": BUSY,
    "57014": SLOW,
    "57P01": LOST,
    "57P02": LOST,
    "57P03": NOT_READY,
    "XX00": DAMAGED,
}

# Before there is a connection the driver knows no code, only words.
BY_WORDS: Final = (
    (("too many ", "connection slots"), CROWDED),
    (("no password", "password authentication", "pg_hba", "role "), REFUSES),
    (("does not exist",), MISSING),
    (("starting up", "shutting down", "recovery mode", "not yet accepting"), NOT_READY),
)

FIRST_WORDS: Final = ("connection to server", "connection timeout", "resolve")
"""Of a connection that never was; none of them says more."""


def said_by_server(error: BaseException) -> BaseException | None:
    """Return what the driver raised, where `error` comes from a PostgreSQL server."""
    at: BaseException | None = error
    while at is not None and type(at).__module__.partition(".")[0] != "psycopg":
        at = at.__cause__
    return at


def server_trouble(error: BaseException, doing: str) -> ReinstateError:
    """Return the trouble, in our words, that the driver's `error` stands for."""
    code = str(getattr(error, "sqlstate", None) or "")
    for length in range(len(code), 1, -1):
        if code[:length] in BY_CODE:
            return BY_CODE[code[:length]].about(doing)
    if not code and type(error).__name__ in {"OperationalError", "ConnectionTimeout"}:
        return _without_code(str(error).lower()).about(doing)
    said = (str(error).splitlines() or [""])[0]
    sentence = f"The database failed: {doing} was not done ({said})."
    next_ = "Look at the log of the database server, then repeat the command."
    return StoreFailed("store-failed", sentence, URL, next_)


def _without_code(said: str) -> Words:
    for words, trouble in BY_WORDS:
        if any(each in said for each in words):
            return trouble
    is_first = any(each in said for each in FIRST_WORDS)
    return UNREACHABLE if is_first else LOST
