"""Reads a piece of a page as a browser would, and sees that it ends what it begins."""

from html.parser import HTMLParser
from typing import NamedTuple

ALONE = {"area", "br", "circle", "hr", "img", "input", "link", "meta", "path"}


class Element(NamedTuple):
    """An element as it began."""

    tag: str
    attributes: dict[str, str]


class Reader(HTMLParser):
    """What is open, what was met, and what was said."""

    def __init__(self) -> None:
        """Begin with nothing met."""
        super().__init__()
        self.open: list[str] = []
        self.elements: list[Element] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember an element and what its attributes say."""
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}))
        self.words += [value for _, value in attrs if value]
        if tag not in ALONE:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember an element that closes itself."""
        self.handle_starttag(tag, attrs)
        if tag not in ALONE:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        """See that what ends is what began last."""
        assert self.open
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Remember words."""
        self.words.append(data)

    def ids(self) -> list[str]:
        """Return every id, in order."""
        return [one.attributes["id"] for one in self.elements if "id" in one.attributes]

    def named(self, name: str) -> list[Element]:
        """Return the controls that send a value under a name."""
        return [one for one in self.elements if one.attributes.get("name") == name]


def read(text: str) -> Reader:
    """Return what a reader makes of a piece that ends everything it began."""
    reader = Reader()
    reader.feed(text)
    reader.close()
    assert reader.open == []
    return reader


def runs_or_styles(reader: Reader) -> list[Element]:
    """Return what the policy of our pages would stop."""
    return [
        one
        for one in reader.elements
        if one.tag in {"script", "img", "style"}
        or any(name.startswith("on") or name == "style" for name in one.attributes)
    ]
