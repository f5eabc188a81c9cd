"""What an address of the site gives: a file of the current release, as it stands."""

import re
from collections.abc import Iterator
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from msgspec import Struct

from reinstate.operations.packing import BROTLI, GZIP, PACKED
from reinstate.operations.turning import CURRENT
from reinstate.public.headers import ASKED_AGAIN, FRESH, MISSING, NEVER_OFFERED, SAFETY, headers_of
from reinstate.public.identifiers import INDEX

PAGE: Final = ".html"

CODINGS: Final = {"br": BROTLI, "gzip": GZIP}
"""What readers call the packed copies, best first, and how their names end."""

QUERY: Final = "%&=+-._~/?:@!$'()*,;"
"""What may stand in a query as it is."""

_REFUSED: Final = re.compile(r";\s*q=0(?:\.0*)?\s*$")


class Asked(Struct, frozen=True):
    """What a reader asks for; `known` are the tags it has, `accepted` the codings it reads."""

    address: str
    known: str = ""
    accepted: str = ""


class Answer(Struct, frozen=True):
    """What goes back: status, headers and content."""

    status: HTTPStatus
    headers: dict[str, str]
    content: bytes = b""


def answer(target: Path, asked: Asked, *, is_practice: bool) -> Answer:
    """Return what a reader gets who only reads."""
    found = _found((target / CURRENT).resolve(), asked)
    if is_practice:
        return Answer(found.status, {**found.headers, **_UNFOUND}, found.content)
    return found


def refusal(target: Path, asked: Asked, *, is_practice: bool) -> Answer:
    """Return what a reader gets who wants to send something."""
    if urlsplit(asked.address).path == f"/{NEVER_OFFERED}":
        return answer(target, asked, is_practice=is_practice)
    return Answer(HTTPStatus.METHOD_NOT_ALLOWED, {**SAFETY, "Allow": "GET, HEAD"})


_UNFOUND: Final = {"X-Robots-Tag": "noindex, nofollow"}


def _found(root: Path, asked: Asked) -> Answer:
    """Return what stands at an address; one that no file can have gives what nothing gives."""
    try:
        return _standing(root, asked)
    except (OSError, ValueError):
        return _missing(root, asked)


def _standing(root: Path, asked: Asked) -> Answer:
    path = _path(asked.address)
    asked_path, query = urlsplit(asked.address)[2:4]
    is_folder = asked_path.endswith("/")
    if path is None or not (root / path).resolve().is_relative_to(root):
        return _missing(root, asked)
    if (root / path / INDEX).is_file():
        if not is_folder and path:
            asks = f"?{quote(query, safe=QUERY)}" if query else ""
            location = f"/{quote(path)}/{asks}"
            headers = {**SAFETY, "Cache-Control": FRESH, "Location": location}
            return Answer(HTTPStatus.MOVED_PERMANENTLY, headers)
        path = f"{path}/{INDEX}" if path else INDEX
    elif is_folder:
        return _missing(root, asked)
    headers, content = _read(root, path, asked)
    if _is_known(headers["ETag"], asked.known):
        return Answer(HTTPStatus.NOT_MODIFIED, headers)
    return Answer(HTTPStatus.OK, headers, content)


def _path(address: str) -> str | None:
    """Return the path of a file below the root; nothing for one that no release offers."""
    parts = unquote(urlsplit(address).path).strip("/").split("/")
    if any(part.startswith(".") or "\0" in part or "\\" in part for part in parts):
        return None
    path = "/".join(part for part in parts if part)
    return None if path.endswith(PACKED) else path


def _read(root: Path, path: str, asked: Asked) -> tuple[dict[str, str], bytes]:
    """Return a file, in the best coding that the reader takes, with what goes with it."""
    headers = headers_of(path)
    if path.endswith(PAGE) and headers["Cache-Control"] == FRESH:
        headers["Cache-Control"] = ASKED_AGAIN
    copies = {
        name: f"{path}{end}" for name, end in CODINGS.items() if (root / (path + end)).is_file()
    }
    if copies:
        headers["Vary"] = "Accept-Encoding"
    taken = next((name for name in _accepted(asked.accepted) if name in copies), None)
    if taken is not None:
        headers["Content-Encoding"] = taken
    content = (root / (copies[taken] if taken is not None else path)).read_bytes()
    return {**headers, "ETag": f'"{sha256(content).hexdigest()[:32]}"'}, content


def _accepted(words: str) -> Iterator[str]:
    """Yield the codings of ours that a reader takes, best first."""
    given = [one.strip().lower() for one in words.split(",")]
    taken = {one.split(";")[0].strip() for one in given if not _REFUSED.search(one)}
    yield from (name for name in CODINGS if name in taken)


def _missing(root: Path, asked: Asked) -> Answer:
    if not (root / MISSING).is_file():
        return Answer(HTTPStatus.NOT_FOUND, headers_of(MISSING), b"Page not found\n")
    headers, content = _read(root, MISSING, asked)
    del headers["ETag"]
    return Answer(HTTPStatus.NOT_FOUND, headers, content)


def _is_known(tag: str, known: str) -> bool:
    given = [one.strip().removeprefix("W/") for one in known.split(",")]
    return tag in given or given == ["*"]
