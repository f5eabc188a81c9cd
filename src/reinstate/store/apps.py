"""The store as Django knows it."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """Rows of the journal and of what must not stand in it."""

    name = "reinstate.store"
    label = "store"
    verbose_name = "Journal store"
