"""Style sheets and scripts under names that hold their digest, with packed copies beside them."""

from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage


class DeskStaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # without types
    """Gives a file that was never built its plain name: the page is then plain, and works."""

    manifest_strict = False
    support_js_module_import_aggregation = True  # a module asks for others by name

    def stored_name(self, name: str) -> str:
        """Return the name with the digest in it, or the plain one where there is no such file."""
        try:
            return str(super().stored_name(name))
        except ValueError:
            return name

    def url(self, name: str | None, force: Any = False) -> str:  # noqa: FBT002 - Django calls it so
        """Return the address of a file, whether it is there or not."""
        try:
            return str(super().url(name, force))
        except ValueError:
            return f"{self.base_url}{name}"
