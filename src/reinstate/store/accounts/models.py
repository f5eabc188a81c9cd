"""The account by which a person signs in at the desk: their random id, and nothing else.

Names, handles and passphrases stand in the tables of the store, once: erasing them there
leaves an account that says nothing. No password is ever set here.
"""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import make_password
from django.db import models


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by the id of the person."""


class Account(AbstractBaseUser):
    """The account of one person; `password` holds a random mark that no passphrase fits."""

    person_id = models.TextField(unique=True)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "person_id"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        db_table = "account"

    def __str__(self) -> str:
        return self.person_id

    def has_usable_password(self) -> bool:
        """Return that there is a passphrase to ask for: ours is kept elsewhere."""
        return True

    @classmethod
    def of(cls, person_id: str) -> "Account":
        """Return the account of a person, made when they first sign in."""
        mark = {"password": make_password(None)}
        return cls.objects.get_or_create(person_id=person_id, defaults=mark)[0]


class Cached(models.Model):
    """What all processes of the desk count together for a while, such as tries to sign in."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "desk_cache"

    def __str__(self) -> str:
        return self.cache_key
