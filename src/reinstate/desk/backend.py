"""Lets Django ask our own passphrases: it keeps none of its own."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from reinstate.operations import accounts, sign_in


class PassphraseBackend:
    """Knows a person by id and passphrase; `username` is what Django calls the id."""

    def authenticate(
        self, _request: HttpRequest | None, username: str = "", password: str = ""
    ) -> AbstractBaseUser | None:
        """Return the account of a person who proved who they are."""
        return accounts.account_of(username) if sign_in.proves(username, password) else None

    def get_user(self, user_id: int) -> AbstractBaseUser | None:
        """Return the account that a session names."""
        return accounts.by_key(user_id)
