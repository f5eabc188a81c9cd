"""The refusals that all words share: of what nobody knows, and of notices that do not stand."""

from collections.abc import Iterator

from reinstate.core.levels.names import cells_meant, unknown, unknown_cell
from reinstate.core.state.council import Council
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.reference import EntryId, Ref


def about_blockers(council: Council, about: Ref | None, gate: str) -> Iterator[Blocker]:
    """Yield the refusal of words about a service or cell that the register lacks."""
    if about is not None and not cells_meant(council, about):
        yield unknown_cell(council, about, gate)


def notice_blockers(council: Council, id_: EntryId, gate: str) -> Iterator[Blocker]:
    """Yield the refusal of a notice that nobody drafted, or that no longer stands."""
    notice = council.notices.get(id_)
    if notice is None:
        yield unknown(id_, tuple(council.notices), gate, what="notice")
    elif notice.state in ("withdrawn", "replaced", "lapsed"):
        ended = "lapsed with the level it was for" if notice.state == "lapsed" else notice.state
        yield Blocker(
            gate,
            f"notice-{notice.state}",
            f"This notice was {ended}: draft the words anew.",
            "reinstate notice draft --title TEXT --text TEXT",
        )
