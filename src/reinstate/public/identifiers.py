"""What outside links and clients hold on to: addresses and ids that never change."""

from hashlib import sha256
from typing import Final

ID_DIGITS: Final = 16
INDEX: Final = "index.html"


def public_id(kind: str, id_: str) -> str:
    """Return the opaque id of a thing outside: 16 hex digits of its reference's SHA-256."""
    return _digits(f"{kind}:{id_}")


def page_id(host: str) -> str:
    """Return the opaque id of the whole site: of its host name alone."""
    return _digits(host)


def anchor(notice: str) -> str:
    """Return the place of a notice on the page of updates."""
    return f"update-{public_id('notice', notice)}"


def update_address(notice: str) -> str:
    """Return the address of a notice within the site."""
    return f"/updates/#{anchor(notice)}"


def service_address(service: str) -> str:
    """Return the address of a service's page within the site."""
    return f"/{service_path(service).removesuffix(INDEX)}"


def service_path(service: str) -> str:
    """Return the file of a service's page; no page may take the place of the list."""
    folder = f"{service}-" if service == INDEX else service
    return f"services/{folder}/{INDEX}"


def _digits(words: str) -> str:
    return sha256(words.encode()).hexdigest()[:ID_DIGITS]
