"""What a page gives to be taken away: a file under a name, never shown by the browser."""

from typing import Final

from django.http import HttpResponse

TEXT: Final = "text/plain; charset=utf-8"
JSON: Final = "application/json"
ZIP: Final = "application/zip"
CSV: Final = "text/csv; charset=utf-8"


def file(name: str, content: bytes, media_type: str) -> HttpResponse:
    """Return a file to be kept; `name` is ours, never typed by somebody."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
