"""A sign-in that waits for its second factor: it is over once what it rests on has changed.

Else a passphrase that was taken from somebody would still open the door, and who has no second
factor any more would be sent to and fro between two pages.
"""

from typing import Final

from allauth.account.internal.stagekit import LOGIN_SESSION_KEY, clear_login
from django.contrib import messages
from django.http import HttpRequest

from reinstate.core.terms.reference import PersonId
from reinstate.operations import sign_in

RESTS_ON: Final = "half_done_rests_on"
OVER: Final = (
    "What you sign in with was changed meanwhile, or you may no longer act here: start again."
)


def begin(request: HttpRequest, person: PersonId) -> None:
    """Note whose passphrase was right, and which one it was."""
    request.session[RESTS_ON] = [person, sign_in.passphrase_mark(person)]


def end(request: HttpRequest) -> None:
    """Forget it: somebody has signed in."""
    request.session.pop(RESTS_ON, None)


def drop_if_over(request: HttpRequest) -> None:
    """Let somebody start again whose half-done sign-in rests on nothing any more."""
    if LOGIN_SESSION_KEY not in request.session or _stands(request):
        return
    end(request)
    clear_login(request)
    messages.info(request, OVER)


def _stands(request: HttpRequest) -> bool:
    person, mark = request.session.get(RESTS_ON, ("", ""))
    return (
        sign_in.is_active(person)
        and mark == sign_in.passphrase_mark(person)
        and bool(sign_in.second_factors(person))
    )
