"""Why a level is what it is, in a sentence, and what would mend it."""

from msgspec import Struct

from reinstate.core.terms.level import Level
from reinstate.core.terms.reference import Ref


class Reason(Struct, frozen=True):
    """One reason: `ref` is what it is about, `need` the command that mends it."""

    code: str
    sentence: str
    ref: Ref
    need: str = ""


class Derived(Struct, frozen=True):
    """The level that follows from what is known, and every reason why it is no better."""

    level: Level
    reasons: tuple[Reason, ...] = ()
