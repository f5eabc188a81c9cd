"""What goes with each file of the site over http: one table for `serve` and for nginx.

They differ in one: `serve` lets a browser of this machine keep no page without asking.
"""

from pathlib import PurePosixPath
from typing import Final

from reinstate.operations.packing import is_fingerprinted
from reinstate.operations.publishing import CHECKPOINT
from reinstate.public.pages import POLICY

API: Final = "api/v2/"
MISSING: Final = "404.html"
NEVER_OFFERED: Final = f"{API}subscribers.json"
"""Clients of a Statuspage may ask to be written to; nothing here takes an address."""

TEXT: Final = "text/plain; charset=utf-8"
TYPES: Final = {
    "atom": "application/atom+xml; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "svg": "image/svg+xml",
}
"""By the ending of the name; whatever has another is plain text."""

FRESH: Final = "public, max-age=60"
ASKED_AGAIN: Final = "no-cache"
"""Of a page that `serve` shows on this machine: who looks at what was just published sees it."""

FOR_EVER: Final = "public, max-age=31536000, immutable"
NOT_KEPT: Final = "no-store"
SAFETY: Final = {
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def headers_of(path: str) -> dict[str, str]:
    """Return the headers that a file of this path comes with."""
    ending = PurePosixPath(path).suffix.removeprefix(".")
    headers = {
        **SAFETY,
        "Content-Type": TEXT if path == CHECKPOINT else TYPES.get(ending, TEXT),
        "Cache-Control": _kept(path),
    }
    if path.startswith(API):
        headers["Access-Control-Allow-Origin"] = "*"
    return headers


def _kept(path: str) -> str:
    """Return how long a reader may keep a file."""
    if path == MISSING:
        return NOT_KEPT
    return FOR_EVER if is_fingerprinted(path) else FRESH
