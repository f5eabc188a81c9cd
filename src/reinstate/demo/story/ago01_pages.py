"""Yesterday evening: each page says what to do, in words that fit how things stand."""

import tomllib
from importlib.resources import files
from typing import Final

import msgspec
from msgspec import Struct

from reinstate.core.terms.place import Place
from reinstate.core.terms.reference import Ref
from reinstate.demo.outside import publish
from reinstate.demo.stage import Stage
from reinstate.operations.telling import Words

PAGES: Final = files("reinstate.demo") / "pages.toml"


class Text(Struct, frozen=True, forbid_unknown_fields=True):
    """One text of the file."""

    place: Place
    title: str
    text: str
    about: Ref | None = None


def play(stage: Stage) -> None:
    """Fill the places of the pages, two people for each text."""
    stage.ago(1, "17:30")
    for text in texts():
        words = Words(
            audience="residents",
            title=text.title,
            text=text.text.strip(),
            place=text.place,
            about=text.about,
        )
        publish(stage, words)


def texts() -> tuple[Text, ...]:
    """Return the texts of the file, in its order."""
    raw = tomllib.loads(PAGES.read_text(encoding="utf-8"))
    return msgspec.convert(raw["words"], tuple[Text, ...])
