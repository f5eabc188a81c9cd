"""Where a request comes from: its address, or what a proxy says that we trust.

Nobody is trusted unless `REINSTATE_PROXIES` names them: else a stranger would write an
address of their choice, and limits for each address would hold nobody.
"""

from collections.abc import Callable
from ipaddress import ip_address
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

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
        if request.META.get("REMOTE_ADDR", "") in proxies:
            address = first_beyond(said["HTTP_X_FORWARDED_FOR"], proxies)
            request.META["REMOTE_ADDR"] = address or request.META["REMOTE_ADDR"]
            if said["HTTP_X_FORWARDED_PROTO"] in ("http", "https"):
                request.META["wsgi.url_scheme"] = said["HTTP_X_FORWARDED_PROTO"]
        return self.get_response(request)


def first_beyond(forwarded: str, proxies: frozenset[str]) -> str:
    """Return the last address that none of our own proxies has; empty for none that is one."""
    for words in reversed(forwarded.split(",")):
        if words.strip() in proxies:
            continue
        try:
            return str(ip_address(words.strip()))
        except ValueError:
            return ""
    return ""
