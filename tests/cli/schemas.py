"""The shapes of docs/json*.md, to hold every JSON answer of the program against."""

import json
import re
from functools import cache
from typing import Any

from jsonschema import (  # type: ignore[import-untyped]  # it comes without stubs
    Draft202012Validator,
)

from tests.repository.tree import ROOT

BLOCK = re.compile(r"^```json\n(.*?)^```", re.MULTILINE | re.DOTALL)


@cache
def shapes() -> dict[str, dict[str, Any]]:
    """Return every documented shape by its name."""
    pages = sorted((ROOT / "docs").glob("json*.md"))
    blocks = [json.loads(block) for page in pages for block in BLOCK.findall(page.read_text())]
    return {block["$id"]: closed(block) for block in blocks if "$id" in block}


def closed(shape: Any) -> Any:
    """Return a shape that allows nothing which the page does not name."""
    if isinstance(shape, list):
        return [closed(item) for item in shape]
    if not isinstance(shape, dict):
        return shape
    made = {name: closed(value) for name, value in shape.items() if name != "$id"}
    if shape.get("type") == "object" and "properties" in shape:
        made.setdefault("additionalProperties", False)
    return made


def faults(answer: Any) -> list[str]:
    """Return what is wrong with an answer, by its own `schema`."""
    shape = shapes().get(answer.get("schema", ""))
    if shape is None:
        return [f"{answer.get('schema')} is documented nowhere"]
    found = Draft202012Validator(shape).iter_errors(answer)
    return [f"{each.json_path}: {each.message}" for each in found]
