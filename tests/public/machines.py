"""The site as machines read it: each JSON file held against our schema, each feed read."""

import json
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET

from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it has no types

from reinstate.operations.public_record import PublicRecord
from reinstate.public.api.endpoints import endpoints
from reinstate.public.feeds.files import feeds
from tests.public.builders import Story

SCHEMA: Final = json.loads((Path(__file__).parent / "statuspage.schema.json").read_text())
ATOM: Final = "{http://www.w3.org/2005/Atom}"


@cache
def validator(endpoint: str) -> Any:
    """Return what holds an endpoint against its schema."""
    return Draft202012Validator({"$defs": SCHEMA["$defs"], **SCHEMA["endpoints"][endpoint]})


def read(record: PublicRecord) -> dict[str, Any]:
    """Return every endpoint by its name, held against the schema."""
    files = endpoints(record)
    found = {path[len("api/v2/") : -len(".json")]: json.loads(files[path]) for path in files}
    for name, body in found.items():
        validator(name).validate(body)
    return found


def api(story: Story, at: datetime | None = None) -> dict[str, Any]:
    """Return every endpoint of a story, at a moment or now."""
    return read(story.record(at))


def component(story: Story, name: str) -> Any:
    """Return one service as machines read it."""
    return next(one for one in api(story)["components"]["components"] if one["name"] == name)


def entries(story: Story, path: str, at: datetime | None = None) -> dict[str, ET.Element]:
    """Return the entries of a feed by their ids, newest first."""
    root = ET.fromstring(feeds(story.record(at))[path])  # noqa: S314 - our own file
    return {text_of(entry, "id"): entry for entry in root.iter(f"{ATOM}entry")}


def text_of(element: ET.Element, tag: str) -> str:
    """Return the text of a tag of Atom."""
    found = element.findtext(f"{ATOM}{tag}")
    assert found is not None
    return found
