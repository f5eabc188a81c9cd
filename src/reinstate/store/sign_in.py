"""What the desk keeps of signing in: second factors, sessions, and tries that failed.

These tables belong to the packages that sign people in. They are there once a desk has run,
and the command line does not load those packages: so they are asked for by their names.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Final

from django.db import connection
from django.db.backends.utils import CursorWrapper
from msgspec import Struct

from reinstate.core.journal.events.people import SecondFactor
from reinstate.store import carried
from reinstate.store.carried import moment
from reinstate.store.trouble import told

OF_ACCOUNT: Final = (
    ("mfa_authenticator", "user_id"),
    ("usersessions_usersession", "user_id"),
    ("account_emailaddress", "user_id"),
    ("account", "id"),
)
"""Tables with rows of one account, by which column; the account itself comes last."""
TRIES: Final = ("axes_accessattempt", "axes_accessfailurelog", "axes_accesslog")
"""Tables with what was tried under a person's id."""
TABLES: Final = (*(table for table, _ in OF_ACCOUNT), *TRIES, "django_session")
OF_MACHINE: Final = ("usersessions_usersession", "django_session", *TRIES, "desk_cache")
"""Tables about one machine's sessions and tries: they go to no other."""

KINDS: Final[dict[str, SecondFactor]] = {"totp": "totp", "webauthn": "passkey"}
"""What the table calls each kind, and what we do."""

WHO_HAS_WHAT: Final = """
    SELECT person_id, type, created_at, last_used_at
    FROM mfa_authenticator JOIN account ON account.id = user_id
    WHERE type IN ('totp', 'webauthn') ORDER BY created_at, mfa_authenticator.id
"""
HOW_MANY: Final = """
    SELECT person_id, COUNT(*)
    FROM usersessions_usersession AS theirs JOIN account ON account.id = user_id
    JOIN django_session AS kept ON kept.session_key = theirs.session_key
    WHERE expire_date > %s GROUP BY person_id
"""
KEYS_OF: Final = "SELECT session_key FROM usersessions_usersession WHERE user_id = %s"


class SignIn(Struct, frozen=True):
    """A way of proving oneself beside the passphrase, since when and last used when."""

    person: str
    kind: SecondFactor
    since: datetime
    used_at: datetime | None


def second_factors() -> tuple[SignIn, ...]:
    """Return everybody's one-time codes and passkeys, the oldest first.

    Those that came with a sealed home count before a desk has run here.
    """
    with _asking("reading who has which factor") as cursor:
        rows = _rows(cursor, WHO_HAS_WHAT) if _has_desk(cursor) else []
        rows += carried.on_their_way()
    return tuple(
        SignIn(person, KINDS[kind], moment(since), moment(used) if used else None)
        for person, kind, since, used in rows
    )


def sessions(at: datetime) -> Mapping[str, int]:
    """Return how many sessions each person has open at `at`; who has none is not in it."""
    now = connection.ops.adapt_datetimefield_value(at)
    with _asking("counting sessions") as cursor:
        return dict(_rows(cursor, HOW_MANY, now)) if _has_desk(cursor) else {}


def reset_second_factor(person: str, kind: SecondFactor) -> None:
    """Take away a person's codes or keys; with the last of them, the recovery codes too."""
    named = next(name for name, ours in KINDS.items() if ours == kind)
    with _asking("resetting a factor") as cursor:
        carried.reset(person, named)
        for account in _accounts(cursor, (person,)):
            _delete(cursor, "mfa_authenticator", "user_id = %s AND type = %s", account, named)
            left = _rows(cursor, "SELECT type FROM mfa_authenticator WHERE user_id = %s", account)
            if {type_ for (type_,) in left}.isdisjoint(KINDS):
                _delete(cursor, "mfa_authenticator", "user_id = %s", account)


def end_sessions(people: Iterable[str], but: str = "") -> None:
    """Sign people out everywhere, except in the session of the key `but`."""
    with _asking("ending sessions") as cursor:
        for account in _accounts(cursor, people):
            for (key,) in _rows(cursor, KEYS_OF, account):
                if key != but:
                    _delete(cursor, "django_session", "session_key = %s", key)
                    _delete(cursor, "usersessions_usersession", "session_key = %s", key)


def forget_ended_sessions(at: datetime) -> None:
    """Remove the sessions that ended before `at`, and what was counted until then.

    What somebody typed last may lie in the one, and where they were in the other.
    """
    before = connection.ops.adapt_datetimefield_value(at)
    with _asking("removing old sessions") as cursor:
        if _has_desk(cursor):
            _delete(cursor, "django_session", "expire_date <= %s", before)
            left = "session_key NOT IN (SELECT session_key FROM django_session)"
            _delete(cursor, "usersessions_usersession", left)
            _delete(cursor, "desk_cache", "expires <= %s", before)


def forget(people: Iterable[str]) -> None:
    """Erase accounts with all that hangs on them: factors, sessions, and tries that failed."""
    ids = tuple(people)
    end_sessions(ids)
    with _asking("erasing accounts") as cursor:
        carried.forget(ids)
        for table in TRIES if _has_desk(cursor) else ():
            for person in ids:
                _delete(cursor, table, "username = %s", person)
        for account in _accounts(cursor, ids):
            for table, column in OF_ACCOUNT:
                _delete(cursor, table, f"{column} = %s", account)


def knows_anybody() -> bool:
    """Return whether there are accounts here."""
    with _asking("looking for accounts") as cursor:
        return _has_desk(cursor) and bool(_rows(cursor, "SELECT id FROM account LIMIT 1"))


def there(cursor: CursorWrapper) -> frozenset[str]:
    """Return which of these tables there are."""
    return frozenset(connection.introspection.table_names(cursor)) & frozenset(TABLES)


@contextmanager
def _asking(doing: str) -> Iterator[CursorWrapper]:
    with told(doing), connection.cursor() as cursor:
        yield cursor


def _has_desk(cursor: CursorWrapper) -> bool:
    """Return whether a desk has run here: else there are no such tables."""
    return there(cursor) == frozenset(TABLES)


def _accounts(cursor: CursorWrapper, people: Iterable[str]) -> tuple[int, ...]:
    if not _has_desk(cursor):
        return ()
    query = "SELECT id FROM account WHERE person_id = %s"
    return tuple(id_ for person in people for (id_,) in _rows(cursor, query, person))


def _rows(cursor: CursorWrapper, query: str, *values: str | int | None) -> list[Any]:
    cursor.execute(query, values)
    return list(cursor.fetchall())


def _delete(cursor: CursorWrapper, table: str, where: str, *values: str | int | None) -> None:
    cursor.execute(f"DELETE FROM {table} WHERE {where}", values)  # noqa: S608 - our own names
