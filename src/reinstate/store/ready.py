"""Makes Django ready for our tables, and for no more than that."""

import os
from typing import Final

from django.apps import apps
from django.conf import settings

SETTINGS: Final = "reinstate.web.settings"


def make_ready() -> None:
    """Load the applications once; `django.setup()` would load web pages as well."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    if not apps.apps_ready:
        apps.populate(settings.INSTALLED_APPS)
