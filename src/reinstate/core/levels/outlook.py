"""What stands behind a subject or cell: all that it needs, and what of that is not well."""

from msgspec import Struct

from reinstate.core.terms.reference import Ref

Edge = tuple[Ref, Ref]
NO_EDGES: frozenset[Edge] = frozenset()


class Outlook(Struct, frozen=True):
    """Sets of references as bits, which `View.refs` reads: joining thousands is quick so.

    Of all that is reached over needs, `down` is isolated or clean, `doubtful` has no known
    zone, `missing` is not on the register (or runs in a loop); `used` is what any of it
    uses. `accepted` are edges that somebody accepts doing without.
    """

    down: int = 0
    doubtful: int = 0
    missing: int = 0
    used: int = 0
    accepted: frozenset[Edge] = NO_EDGES

    @property
    def is_sound(self) -> bool:
        """Return whether everything reached is on the register and connected."""
        return not (self.down or self.doubtful or self.missing)
