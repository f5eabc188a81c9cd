"""What a kind of job is: the arguments that it takes, what it does, what it gives."""

from collections.abc import Callable
from typing import Any

from msgspec import Struct

from reinstate.operations.act import Acting
from reinstate.operations.progress import Progress


class Doing(Struct, frozen=True):
    """What a job has while it is done: who asked and how sure we are, and how it tells how far.

    `acting` carries the job's id as the command's, so a job begun twice appends once.
    `key_passphrase` opens the signing key where `serve` was given what does.
    """

    acting: Acting
    progress: Progress
    key_passphrase: str = ""


class Kind(Struct, frozen=True):
    """A kind of job; `result_name` and `media_type` are for whoever fetches the result."""

    title: str
    takes: type[Struct]
    do: Callable[[Any, Doing], bytes]
    result_name: str
    media_type: str = "application/json"
