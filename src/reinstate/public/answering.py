"""What an address of the site gives: a file of the current release, as it stands."""

from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from msgspec import Struct

from reinstate.operations.publishing import CHECKPOINT
from reinstate.operations.releases import CURRENT
from reinstate.public.identifiers import INDEX
from reinstate.public.pages import POLICY

API: Final = "api/"
AGE_MAX_SECONDS: Final = 60
TEXT: Final = "text/plain; charset=utf-8"
TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".atom": "application/atom+xml; charset=utf-8",
    ".svg": "image/svg+xml",
}
SAFETY: Final = {
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Answer(Struct, frozen=True):
    """What goes back: status, headers and content."""

    status: HTTPStatus
    headers: dict[str, str]
    content: bytes = b""


def answer(target: Path, address: str, known: str, *, is_practice: bool) -> Answer:
    """Return what `address` gives; `known` are the tags of copies the reader has."""
    root = (target / CURRENT).resolve()
    path = _path(address)
    if path is None or not (root / path).resolve().is_relative_to(root):
        return _missing(root, is_practice=is_practice)
    if (root / path / INDEX).is_file():
        if path and not urlsplit(address).path.endswith("/"):
            return Answer(HTTPStatus.MOVED_PERMANENTLY, {**SAFETY, "Location": f"/{quote(path)}/"})
        path = f"{path}/{INDEX}" if path else INDEX
    try:
        content = (root / path).read_bytes()
    except OSError:
        return _missing(root, is_practice=is_practice)
    headers = _headers(path, content, is_practice=is_practice)
    if _is_known(headers["ETag"], known):
        return Answer(HTTPStatus.NOT_MODIFIED, headers)
    return Answer(HTTPStatus.OK, headers, content)


def _path(address: str) -> str | None:
    """Return the path of a file below the root; nothing for one that no release has."""
    parts = unquote(urlsplit(address).path).strip("/").split("/")
    if any(part.startswith(".") or "\0" in part or "\\" in part for part in parts):
        return None
    return "/".join(part for part in parts if part)


def _headers(path: str, content: bytes, *, is_practice: bool) -> dict[str, str]:
    type_ = TEXT if path == CHECKPOINT else TYPES.get(Path(path).suffix, TEXT)
    headers = {
        **SAFETY,
        "Content-Type": type_,
        "Cache-Control": f"public, max-age={AGE_MAX_SECONDS}",
        "ETag": f'"{sha256(content).hexdigest()[:32]}"',
    }
    if path.startswith(API):
        headers["Access-Control-Allow-Origin"] = "*"
    if is_practice:
        headers["X-Robots-Tag"] = "noindex, nofollow"
    return headers


def _missing(root: Path, *, is_practice: bool) -> Answer:
    page = root / "404.html"
    content = page.read_bytes() if page.is_file() else b"Page not found\n"
    headers = _headers("404.html", content, is_practice=is_practice)
    del headers["ETag"]
    return Answer(HTTPStatus.NOT_FOUND, {**headers, "Cache-Control": "no-store"}, content)


def _is_known(tag: str, known: str) -> bool:
    given = [one.strip().removeprefix("W/") for one in known.split(",")]
    return tag in given or given == ["*"]
