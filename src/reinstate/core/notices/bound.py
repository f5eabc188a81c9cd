"""Words on the page of a service hold for the levels it had when they were written."""

from reinstate.core.levels.names import cells_meant
from reinstate.core.levels.publish import common, published_in
from reinstate.core.levels.view import View
from reinstate.core.state.words import Notice
from reinstate.core.terms.level import Level
from reinstate.core.terms.place import ABOUT_SERVICES, Place
from reinstate.core.terms.reference import Ref

Levels = dict[Ref, Level]


def levels_for(view: View, place: Place, about: Ref | None) -> Levels:
    """Return the level of each cell that words in this place are written for.

    Of every cell: where one channel comes back while another fails, the service reads as
    before, and yet the advice is wrong.
    """
    if place not in ABOUT_SERVICES or about is None:
        return {}
    return {cell: published_in(view, cell) for cell in cells_meant(view.council, about)}


def written_for(notice: Notice) -> Level | None:
    """Return what residents read when these words were written; none where it is no matter."""
    levels = notice.drafted.levels
    return common(levels.values()) if levels else None


def has_moved(view: View, notice: Notice) -> Level | None:
    """Return what it reads now, if any cell stands otherwise than these words were written for."""
    drafted = notice.drafted
    if not drafted.levels:
        return None
    now = levels_for(view, drafted.place, drafted.about)
    return common(now.values()) if now != drafted.levels else None
