"""Where a request comes from: its address, or what a proxy says that we trust.

Nobody is trusted unless `REINSTATE_PROXIES` names them: else a stranger would write an
address of their choice, and limits for each address would hold nobody.
"""

from collections.abc import Callable
from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

PREFIX_BITS: Final = 64
"""What one place has of IPv6: a household or a machine has all the addresses below it."""

NO_ADDRESS: Final = "0.0.0.0"  # noqa: S104 - says that a server on a socket told no address

FORWARDED: Final = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST")


class ClientMiddleware:
    """Settles the address and scheme of each request before anything asks for them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep what answers."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request whose address is true."""
        said = {name: request.META.pop(name, "") for name in FORWARDED}
        proxies: frozenset[str] = settings.PROXIES
        request.META["REMOTE_ADDR"] = plain(request.META.get("REMOTE_ADDR", ""))
        if request.META["REMOTE_ADDR"] in proxies:
            address = first_beyond(said["HTTP_X_FORWARDED_FOR"], proxies)
            request.META["REMOTE_ADDR"] = address or request.META["REMOTE_ADDR"]
            if said["HTTP_X_FORWARDED_PROTO"] in ("http", "https"):
                request.META["wsgi.url_scheme"] = said["HTTP_X_FORWARDED_PROTO"]
        return self.get_response(request)


def place_of(request: HttpRequest) -> str:
    """Return by what limits know where a request comes from: an address, of IPv6 its network."""
    words = str(request.META.get("REMOTE_ADDR") or NO_ADDRESS)
    try:
        address = ip_address(words)
    except ValueError:
        return NO_ADDRESS
    if isinstance(address, IPv6Address):
        return str(IPv6Network((address, PREFIX_BITS), strict=False).network_address)
    return words


def plain(words: str) -> str:
    """Return an address as it is written everywhere: one of IPv4 in IPv6 as what it is."""
    try:
        address = ip_address(words)
    except ValueError:
        return words
    inner = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return str(inner or address)


def first_beyond(forwarded: str, proxies: frozenset[str]) -> str:
    """Return the last address that none of our own proxies has; empty for none that is one."""
    for words in reversed(forwarded.split(",")):
        if plain(words.strip()) in proxies:
            continue
        try:
            return plain(str(ip_address(words.strip())))
        except ValueError:
            return ""
    return ""
