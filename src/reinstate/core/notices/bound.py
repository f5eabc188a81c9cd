"""Words on the page of a service hold for the level it had when they were written."""

from reinstate.core.levels.names import cells_meant
from reinstate.core.levels.publish import common, published_in
from reinstate.core.levels.view import View
from reinstate.core.state.words import Notice
from reinstate.core.terms.level import Level
from reinstate.core.terms.place import ABOUT_SERVICES, Place
from reinstate.core.terms.reference import Ref


def level_for(view: View, place: Place, about: Ref | None) -> Level | None:
    """Return the level that words in this place are written for; none where it is no matter."""
    if place not in ABOUT_SERVICES or about is None:
        return None
    return common(published_in(view, cell) for cell in cells_meant(view.council, about))


def has_moved(view: View, notice: Notice) -> Level | None:
    """Return the level that is now another than these words were written for, if it is."""
    drafted = notice.drafted
    now = level_for(view, drafted.place, drafted.about)
    return now if drafted.level is not None and now is not drafted.level else None
