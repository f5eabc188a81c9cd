"""One reason why something may not be done yet, and the command that lifts it."""

from msgspec import Struct


class Blocker(Struct, frozen=True):
    """What stands in the way.

    `gate` is the step it holds (`clean`, `connected`, or the name of a command), `code`
    is stable, `sentence` is for a person, `need` is the full command that lifts it
    (empty when no command can).
    """

    gate: str
    code: str
    sentence: str
    need: str = ""
