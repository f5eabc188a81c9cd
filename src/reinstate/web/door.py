"""The door of the desk: turns away what is too large before a byte of it is read.

A browser always says how long a form is; what does not say so is none.
"""

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any, Final

from reinstate.operations.kept import UPLOAD_SIZE_MAX_BYTES

BODY_BYTES_MAX: Final = UPLOAD_SIZE_MAX_BYTES + 1024**2
"""The largest file that a form of the desk takes, and its words; larger evidence by command."""

WITHOUT_BODY: Final = ("GET", "HEAD", "OPTIONS")

Environment = dict[str, Any]
Begin = Callable[..., Any]
Application = Callable[[Environment, Begin], Iterable[bytes]]

LIMIT: Final = f"{BODY_BYTES_MAX // 1024**2} MB"
WORDS: Final = {
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: f"That is larger than {LIMIT}. Nothing was read or kept."
    " Go back, and send less at a time; large evidence is kept with `reinstate evidence`.\n",
    HTTPStatus.LENGTH_REQUIRED: "That does not say how long it is. Nothing was read or kept.\n",
}


def behind_door(application: Application) -> Application:
    """Return the application, of which nothing too large asks anything."""

    def answer(environment: Environment, begin: Begin) -> Iterable[bytes]:
        refused = _refused(environment)
        if refused is None:
            return application(environment, begin)
        content = WORDS[refused].encode()
        headers = [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Length", str(len(content))),
            ("Cache-Control", "no-store"),
        ]
        begin(f"{refused.value} {refused.phrase}", headers)
        return [content]

    return answer


def _refused(environment: Environment) -> HTTPStatus | None:
    length = environment.get("CONTENT_LENGTH") or ""
    if length.isascii() and length.isdigit():
        is_large = int(length) > BODY_BYTES_MAX
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE if is_large else None
    if (
        environment["REQUEST_METHOD"] in WITHOUT_BODY
        and "HTTP_TRANSFER_ENCODING" not in environment
    ):
        return None
    return HTTPStatus.LENGTH_REQUIRED
