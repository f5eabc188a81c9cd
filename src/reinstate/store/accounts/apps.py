"""Accounts as Django knows them: there only where a desk runs."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who may sign in at the desk."""

    name = "reinstate.store.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Accounts of the desk"
