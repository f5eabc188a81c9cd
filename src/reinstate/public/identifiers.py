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
    """Return the place of a notice on a page that has several."""
    return f"words-{public_id('notice', notice)}"


def update_address(notice: str) -> str:
    """Return the address of an update within the site."""
    return _address(update_path(notice))


def service_address(service: str) -> str:
    """Return the address of a service's page within the site."""
    return _address(service_path(service))


def outward(host: str, path: str) -> str:
    """Return the address of a page as the outside knows it."""
    return f"https://{host}{_address(path)}"


def update_path(notice: str) -> str:
    """Return the file of an update; `notice` is the first of its row of corrections."""
    return f"updates/{public_id('notice', notice)}/{INDEX}"


def service_path(service: str) -> str:
    """Return the file of a service's page; no page may take the place of the list."""
    folder = f"{service}-" if service == INDEX else service
    return f"services/{folder}/{INDEX}"


def _address(path: str) -> str:
    return f"/{path.removesuffix(INDEX)}"


def _digits(words: str) -> str:
    return sha256(words.encode()).hexdigest()[:ID_DIGITS]
