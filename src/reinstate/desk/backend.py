"""Proves who somebody is by handle and passphrase, as the command line does."""

from typing import TYPE_CHECKING

from django.contrib.auth.backends import BaseBackend

from reinstate.operations import accounts

if TYPE_CHECKING:
    from django.contrib.auth.models import _User


class PassphraseBackend(BaseBackend):
    """Finds the account of a person."""

    def get_user(self, user_id: int) -> "_User | None":
        """Return the account that a session belongs to."""
        return accounts.by_key(user_id)
