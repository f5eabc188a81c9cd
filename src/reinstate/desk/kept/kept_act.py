"""What acts upon kept texts and names share: which of them an address names."""

import re
from functools import cached_property
from typing import Any, Final

from reinstate.desk import links
from reinstate.desk.act_view import ActView
from reinstate.operations.act import Acted
from reinstate.operations.kept_texts import Named

NAMED_MAX: Final = 500
"""So many texts and people one act is about at most: as many as one entry names."""

_NOTE: Final = re.compile(r"n-[0-9a-f]{16}")


class KeptAct(ActView):
    """An act upon the texts and people that its address names."""

    @cached_property
    def named(self) -> Named:
        """Return them; what could be neither is left out."""
        words = list(dict.fromkeys(self.request.GET.getlist("what")))[:NAMED_MAX]
        known = self.desk.present.people
        return Named(
            tuple(one for one in words if _NOTE.fullmatch(one)),
            tuple(one for one in words if one in known),
        )

    def about(self) -> tuple[str, ...]:
        """Return the people: what was written of them meanwhile is looked at first."""
        return self.named.people

    def facts(self) -> dict[str, Any]:
        """Return the part of the desk that this belongs to, and the way back."""
        back = links.to(self.desk, "kept")
        return {
            "area": "people",
            "leads_back": (back, "What is kept of people"),
            "back": back,
        }

    def leads_to(self, acted: Acted) -> str:  # noqa: ARG002 - back to the list whatever was done
        """Return the list."""
        return links.to(self.desk, "kept")
