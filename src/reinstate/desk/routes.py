"""The one way to make an address of the desk: a route, a view, a name, and who may open it."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Concatenate, Final, ParamSpec, TypeVar, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path

from reinstate.desk import troubles
from reinstate.desk.access import Rule

if TYPE_CHECKING:
    from reinstate.desk.seen import DeskRequest

P = ParamSpec("P")
R = TypeVar("R", bound=HttpRequest)
View = Callable[Concatenate[R, P], HttpResponseBase]

RULES: Final[dict[str, Rule]] = {}
"""The rule of each address by its name: links ask it whether they lead anywhere for a person."""

READING: Final = frozenset({"GET", "HEAD"})


def page(route: str, view: View[R, ...], *, name: str, may: Rule) -> URLPattern:
    """Return an address that only those may open whom the rule lets in."""
    if name in RULES:
        raise AssertionError(f"two addresses are called {name}")
    RULES[name] = may
    return path(route, guarded(view, may), name=name)


def guarded(view: View[R, ...], may: Rule) -> Callable[..., HttpResponseBase]:
    """Return a view behind its rule; nothing is ever sent from a page of the past."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **options: Any) -> HttpResponseBase:
        desk = cast("DeskRequest", request).desk
        if may.needs_person and not desk.person:
            return redirect_to_login(request.get_full_path())
        if may.needs_person and not may.holds(desk.present, desk.person, desk.now):
            return troubles.not_for_you(request, may)
        if request.method not in READING and desk.is_past:
            return troubles.told(request, HTTPStatus.CONFLICT, troubles.PAST)
        return view(cast("R", request), *args, **options)

    opened.rule = may  # type: ignore[attr-defined]  # what the walk over all addresses reads
    return opened
