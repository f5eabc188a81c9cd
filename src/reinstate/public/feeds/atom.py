"""Writes an Atom feed (RFC 4287), the same bytes for the same facts, sound for any text.

With the standard library's `xml.etree`: Django's feed generator writes no `content` and no
label of a category, refuses texts with control characters, and reads the clock when a feed
has no entry yet.
"""

import re
from datetime import datetime
from typing import Final
from xml.etree import ElementTree as ET

from msgspec import Struct

from reinstate.public.words import machine_moment

NAMESPACE: Final = "http://www.w3.org/2005/Atom"
LANGUAGE: Final = "en-GB"
MEDIA_TYPE: Final = "application/atom+xml"
NOT_XML: Final = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
"""What XML 1.0 cannot hold, not even escaped."""


class Category(Struct, frozen=True):
    """A service: its id and its name."""

    term: str
    label: str


class Item(Struct, frozen=True, kw_only=True):
    """An entry of a feed; `html` is its content, `link` its page."""

    id: str
    title: str
    link: str
    published: datetime
    updated: datetime
    html: str
    categories: tuple[Category, ...] = ()


class Feed(Struct, frozen=True, kw_only=True):
    """A feed at the address `here`; `items` are in their order, `began` stands for none."""

    id: str
    title: str
    author: str
    here: str
    link: str
    began: datetime
    items: tuple[Item, ...]


def atom(feed: Feed) -> bytes:
    """Return a feed as a file; it was updated when its newest entry was."""
    root = ET.Element("feed", {"xmlns": NAMESPACE, "xml:lang": LANGUAGE})
    _text(root, "id", feed.id)
    _text(root, "title", feed.title)
    moments = (item.updated for item in feed.items)
    _text(root, "updated", machine_moment(max(moments, default=feed.began)))
    _text(ET.SubElement(root, "author"), "name", feed.author)
    _link(root, "self", feed.here, MEDIA_TYPE)
    _link(root, "alternate", feed.link, "text/html")
    for item in feed.items:
        _item(ET.SubElement(root, "entry"), item)
    ET.indent(root, " ")
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _item(entry: ET.Element, item: Item) -> None:
    _text(entry, "id", item.id)
    _text(entry, "title", item.title)
    _text(entry, "published", machine_moment(item.published))
    _text(entry, "updated", machine_moment(item.updated))
    _link(entry, "alternate", item.link, "text/html")
    for one in item.categories:
        ET.SubElement(entry, "category", {"term": _sound(one.term), "label": _sound(one.label)})
    _text(entry, "content", item.html, type="html")


def _text(parent: ET.Element, tag: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, tag, attributes).text = _sound(text)


def _link(parent: ET.Element, rel: str, href: str, type_: str) -> None:
    ET.SubElement(parent, "link", {"rel": rel, "type": type_, "href": _sound(href)})


def _sound(text: str) -> str:
    return NOT_XML.sub("", text)
