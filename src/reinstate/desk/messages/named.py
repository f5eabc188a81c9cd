"""What the parts of messages are called at the desk: places, audiences, and what became of them."""

from typing import Final

from reinstate.core.journal.events.notices import Audience
from reinstate.core.levels.names import name_of
from reinstate.core.state.council import Council
from reinstate.core.state.words import NoticeState, PromiseState
from reinstate.core.terms.place import Place
from reinstate.core.terms.reference import Ref, kind_of, ref, service_of
from reinstate.public.words import whom_words

AUDIENCES: Final[dict[Audience, str]] = {
    "residents": "Residents",
    "staff": "Staff",
    "councillors": "Councillors",
    "partners": "Partners",
    "suppliers": "Suppliers",
}

PLACES: Final[dict[Place, str]] = {
    "update": "News, with a date",
    "do-now": "Do this now",
    "money": "Money and deadlines",
    "other-ways": "Other ways to reach us",
    "happened": "What happened",
    "help": "Urgent help: numbers, places, formats",
    "your-data": "Your data",
    "about": "About us: complaints, accessibility",
}

PLACE_HINTS: Final[dict[str, str]] = {
    "update": "Stays in the history for good; it is corrected, never deleted.",
    "do-now": "On the page of a service. Ends by itself when the service reads otherwise.",
    "money": "On the page of a service, or to everybody. Say first what to do: often nothing.",
    "other-ways": "On the page of a service. Ends by itself when the service reads otherwise.",
    "happened": "One short text on the first page. Ends when the incident is closed.",
    "help": "A section of its own for each thing.",
    "your-data": "A section of its own; what we will never ask for stands here.",
    "about": "A section of its own for each thing.",
}

STATES: Final[dict[NoticeState, str]] = {
    "draft": "Waits for a second person",
    "approved": "Approved",
    "withdrawn": "Taken back",
    "replaced": "Replaced by newer words",
    "lapsed": "Ended by itself",
}

STATE_COLOURS: Final[dict[NoticeState, str]] = {
    "draft": "yellow",
    "approved": "green",
    "withdrawn": "grey",
    "replaced": "grey",
    "lapsed": "orange",
}

PROMISE_STATES: Final[dict[PromiseState, str]] = {
    "open": "Stands",
    "kept": "Kept",
    "broken": "Not kept",
    "replaced": "Another date instead",
    "withdrawn": "Taken back",
}


def about_words(council: Council, about: Ref | None) -> str:
    """Return what words are about: a service, with the part of it, or everybody."""
    if about is None:
        return "Everybody"
    if kind_of(about) != "cell":
        return name_of(council, about)
    _, channel, group = about.split("/")
    part = whom_words(channel, group)
    name = name_of(council, ref("service", service_of(about)))
    return f"{name}: {part}" if part else name
