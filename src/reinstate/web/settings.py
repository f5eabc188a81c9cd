"""Django's settings: one database, no accounts of Django's own, and little to load.

The database named here is a stand-in; `store.connect` points it at a home.
"""

from typing import Any, Final

INSTALLED_APPS: Final = ["reinstate.store"]

DATABASES: Final[dict[str, dict[str, Any]]] = {
    "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
}
DEFAULT_AUTO_FIELD: Final = "django.db.models.BigAutoField"

USE_TZ: Final = True
TIME_ZONE: Final = "UTC"
LANGUAGE_CODE: Final = "en-gb"
USE_I18N: Final = False

LOGGING_CONFIG: Final = None
