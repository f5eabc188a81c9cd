"""The accounts by which people sign in at the desk; only a process of the desk has them."""

from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model

from reinstate.core.terms.reference import PersonId
from reinstate.store import tables

if TYPE_CHECKING:
    from reinstate.store.accounts.models import Account


def make_ready() -> None:
    """Make the tables of sign-in where they are not there yet."""
    tables.make_desk()


def account_of(person: PersonId) -> "Account":
    """Return the account of a person, made when they first sign in."""
    return get_user_model().of(person)


def by_key(key: int) -> "Account | None":
    """Return the account with this key; nothing where it was erased."""
    return get_user_model().objects.filter(pk=key).first()
