"""The desk as Django knows it."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The staff site where the recovery is run."""

    name = "reinstate.desk"
    label = "desk"
