"""What acts upon the whole council share: the way back to its page."""

from typing import Any, ClassVar

from reinstate.desk import links
from reinstate.desk.act_view import ActView
from reinstate.operations.act import Acted


class CouncilAct(ActView):
    """An act upon what holds for everything."""

    template_name = "council/act.html"
    lead: ClassVar[str] = ""

    def facts(self) -> dict[str, Any]:
        """Return the part of the desk that this belongs to, the way back, and what it means."""
        back = (links.to(self.desk, "council"), "This council")
        return {"area": "people", "leads_back": back, "lead": self.lead}

    def leads_to(self, acted: Acted) -> str:  # noqa: ARG002 - back whatever was done
        """Return the page of the council."""
        return links.to(self.desk, "council")
