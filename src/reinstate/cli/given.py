"""What `serve` gives the processes that it starts, on the first line of their standard input.

No other process reads it there: secrets are in no command line and in no environment.
"""

from msgspec import Struct


class DeskGiven(Struct, frozen=True, forbid_unknown_fields=True):
    """What the desk has: its home and secret, where to answer, and with what certificate."""

    home: str
    secret: str
    host: str
    port: int
    certificate: str = ""
    key: str = ""


class WorkerGiven(Struct, frozen=True, forbid_unknown_fields=True):
    """What the worker has: what opens the signing key, where that is locked."""

    key_passphrase: str = ""
