"""What can be wrong with a journal, said so that a person can act on it."""

from typing import Literal

from msgspec import Struct

Code = Literal["altered", "swapped", "removed", "inserted", "cut", "rewritten", "unsigned"]


class Fault(Struct, frozen=True):
    """The first thing that is wrong.

    `part` says where: body, leaf, seq, command_id, position, form, entries, head.size,
    head.root, head.frontier, head or checkpoint. `first` and `last` are entries, 0 when it
    is none; `checkpoint` names the one that shows it.
    """

    code: Code
    part: str
    sentence: str
    first: int = 0
    last: int = 0
    checkpoint: str = ""
