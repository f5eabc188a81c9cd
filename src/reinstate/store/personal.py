"""Names, contacts and passwords: beside the journal, so that they can be erased.

Call the writing functions inside `append_session`, so that they stand or fall with the entry.
"""

import secrets
from collections.abc import Iterable
from datetime import date, datetime
from hashlib import scrypt
from hmac import compare_digest
from typing import Final

from msgspec import Struct

from reinstate.store import models, sign_in
from reinstate.store.traces import leave_no_trace
from reinstate.store.trouble import told

PASSWORD: Final = "password"  # noqa: S105 - the name of a kind, not a password
SALT_SIZE_BYTES: Final = 16
SCRYPT_MEMORY_MAX_BYTES: Final = 128 * 1024 * 1024


class Cost(Struct, frozen=True):
    """How much work a guess at a password takes."""

    rounds: int
    block_size: int
    parallel: int


SCRYPT_COST: Final = Cost(2**15, 8, 3)  # OWASP password storage cheat sheet, read 2026-11


class Details(Struct, frozen=True):
    """Who a person id is, how to reach them, and when to ask whether we still need this.

    The `handle` is what others type for the person: in small letters, once in a home.
    """

    person_id: str
    handle: str
    name: str
    contact: str
    review_on: date


def put_details(details: Details) -> None:
    """Write who a person is, replacing what was known."""
    with told("writing personal details"):
        models.PersonalDetails.objects.update_or_create(
            person_id=details.person_id,
            defaults={
                "handle": details.handle.lower(),
                "name": details.name,
                "contact": details.contact,
                "review_on": details.review_on,
            },
        )


def all_details() -> dict[str, Details]:
    """Return what is known of each person, by id; the erased are not in it."""
    with told("reading personal details"):
        rows = list(models.PersonalDetails.objects.all())
    rows.sort(key=lambda row: (row.name, row.person_id))  # the same on every engine
    return {
        row.person_id: Details(row.person_id, row.handle, row.name, row.contact, row.review_on)
        for row in rows
    }


def erase_people(person_ids: Iterable[str]) -> None:
    """Erase people's details, factors and accounts; the journal stays whole."""
    ids = list(person_ids)
    with told("erasing personal details"):
        models.PersonalDetails.objects.filter(person_id__in=ids).delete()
        models.Factor.objects.filter(person_id__in=ids).delete()
        sign_in.forget(ids)
        leave_no_trace()


def review_people(person_ids: Iterable[str], on: date) -> None:
    """Set when to ask again whether we still need to know who these people are."""
    with told("setting dates of review"):
        models.PersonalDetails.objects.filter(person_id__in=list(person_ids)).update(review_on=on)


def review_people_by(latest: date) -> None:
    """Bring every later date of review of a person forward to `latest`."""
    with told("setting dates of review"):
        models.PersonalDetails.objects.filter(review_on__gt=latest).update(review_on=latest)


def set_password(person_id: str, password: str, at: datetime) -> None:
    """Keep the hash of a person's password in place of any other."""
    secret = _hashed(password, secrets.token_bytes(SALT_SIZE_BYTES), SCRYPT_COST)
    with told("setting a password"):
        models.Factor.objects.update_or_create(
            person_id=person_id,
            kind=PASSWORD,
            defaults={"secret": secret, "set_at": at},
        )


def password_holds(person_id: str, password: str) -> bool:
    """Return whether this is the person's password; as slow when they have none."""
    with told("reading a password"):
        kept = models.Factor.objects.filter(person_id=person_id, kind=PASSWORD)
        secret = kept.values_list("secret", flat=True).first()
    if secret is None:
        _hashed(password, bytes(SALT_SIZE_BYTES), SCRYPT_COST)  # so that time tells nothing
        return False
    _, rounds, block_size, parallel, salt, _ = secret.split("$")
    cost = Cost(int(rounds), int(block_size), int(parallel))
    return compare_digest(_hashed(password, bytes.fromhex(salt), cost), secret)


def password_set_at(person_id: str) -> datetime | None:
    """Return when the person's password was set; nothing for who has none."""
    with told("reading when a password was set"):
        kept = models.Factor.objects.filter(person_id=person_id, kind=PASSWORD)
        return kept.values_list("set_at", flat=True).first()


def _hashed(password: str, salt: bytes, cost: Cost) -> str:
    digest = scrypt(
        password.encode(),
        salt=salt,
        n=cost.rounds,
        r=cost.block_size,
        p=cost.parallel,
        maxmem=SCRYPT_MEMORY_MAX_BYTES,
    )
    settings = f"{cost.rounds}${cost.block_size}${cost.parallel}"
    return f"scrypt${settings}${salt.hex()}${digest.hex()}"
