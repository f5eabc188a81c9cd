"""Second factors on their way: a sealed home brings them to whatever engine it is opened on.

The tables that the desk keeps them in are made by its packages, where a desk runs. A home that
came from elsewhere holds them in a table of ours until then; nobody signs in there before.
"""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Final

from django.apps import apps
from django.core.management.color import no_style
from django.db import connections, transaction

from reinstate.store import models

WANTED: Final = frozenset(("account", "mfa_authenticator"))
WHAT_THERE_IS: Final = """
    SELECT account.id, person_id, type, CAST(data AS TEXT), created_at, last_used_at
    FROM mfa_authenticator JOIN account ON account.id = user_id ORDER BY mfa_authenticator.id
"""
KINDS: Final = ("totp", "webauthn")
"""What is a factor by itself; recovery codes only stand for one."""


def gather(source: str, target: str) -> None:
    """Write the factors that the desk keeps in one database into our table of another."""
    with connections[source].cursor() as cursor:
        if not frozenset(connections[source].introspection.table_names(cursor)) >= WANTED:
            return
        cursor.execute(WHAT_THERE_IS)
        rows = cursor.fetchall()
    models.CarriedFactor.objects.using(target).bulk_create(
        models.CarriedFactor(
            account=account,
            person_id=person,
            kind=kind,
            data=data,
            created_at=moment(since),
            last_used_at=moment(used) if used else None,
        )
        for account, person, kind, data, since, used in rows
    )


def settle(alias: str) -> None:
    """Give what came along to accounts of the desk, under the numbers that passkeys know.

    Its packages have to be loaded, and its tables made.
    """
    from django.contrib.auth.hashers import make_password  # noqa: PLC0415 - slow to load

    account, factor = (_table(name) for name in ("accounts.Account", "mfa.Authenticator"))
    with transaction.atomic(using=alias):
        for row in models.CarriedFactor.objects.using(alias).order_by("id"):
            owner, _ = account.objects.using(alias).get_or_create(
                person_id=row.person_id,
                defaults={"id": row.account, "password": make_password(None)},
            )
            factor.objects.using(alias).create(
                user_id=owner.pk,
                type=row.kind,
                data=json.loads(row.data),
                created_at=row.created_at,
                last_used_at=row.last_used_at,
            )
        if models.CarriedFactor.objects.using(alias).all().delete()[0]:
            _count_on(alias, account)


def on_their_way() -> list[tuple[str, str, datetime, datetime | None]]:
    """Return whose factors have come along and wait for the desk, of which kind, since when."""
    every = models.CarriedFactor.objects.filter(kind__in=KINDS).order_by("created_at", "id")
    return list(every.values_list("person_id", "kind", "created_at", "last_used_at"))


def reset(person: str, kind: str) -> None:
    """Take away what came along of one kind; with the last of them, the recovery codes too."""
    theirs = models.CarriedFactor.objects.filter(person_id=person)
    theirs.filter(kind=kind).delete()
    if not theirs.filter(kind__in=KINDS).exists():
        theirs.delete()


def forget(people: Iterable[str]) -> None:
    """Erase what came along of these people."""
    models.CarriedFactor.objects.filter(person_id__in=list(people)).delete()


def moment(value: datetime | str) -> datetime:
    """Return a moment as this engine gives it: SQLite gives words, without the zone."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def _table(name: str) -> Any:
    return apps.get_model(name)


def _count_on(alias: str, table: Any) -> None:
    """Let PostgreSQL number new accounts after those that came along."""
    database = connections[alias]
    with database.cursor() as cursor:
        for statement in database.ops.sequence_reset_sql(no_style(), [table]):
            cursor.execute(statement)
