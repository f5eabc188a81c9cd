"""The pages that others lead to, by the words that lead there."""

from typing import Final

from msgspec import Struct

from reinstate.public.identifiers import INDEX


class Link(Struct, frozen=True):
    """Words, and the file they lead to."""

    words: str
    path: str


HOME: Final = Link("Service status", INDEX)
SERVICES: Final = Link("Services", f"services/{INDEX}")
PAYMENTS: Final = Link("Paying us", f"payments/{INDEX}")
UPDATES: Final = Link("Updates", f"updates/{INDEX}")
HELP: Final = Link("Urgent help", f"help/{INDEX}")
NEEDS: Final = Link("By need", f"needs/{INDEX}")
STATES: Final = Link("By state", f"states/{INDEX}")
YOUR_DATA: Final = Link("Your data", f"your-data/{INDEX}")
SUBSCRIBE: Final = Link("Follow what changes", f"subscribe/{INDEX}")
ABOUT: Final = Link("About this site", f"about/{INDEX}")
DATES: Final = Link("Dates we gave", f"about/dates/{INDEX}")
PRINT: Final = Link("Print all services", f"print/{INDEX}")

MENU: Final = (SERVICES, PAYMENTS, UPDATES, HELP)
"""At the top of every page."""

FOOT: Final = (
    HELP,
    YOUR_DATA,
    SUBSCRIBE,
    PRINT,
    ABOUT,
    Link("Accessibility", f"{ABOUT.path}#accessibility"),
    Link("Dates we gave", f"{ABOUT.path}#dates"),
)
"""At the foot of every page."""
