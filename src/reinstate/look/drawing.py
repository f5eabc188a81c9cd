"""Draws pages from templates: a room's own, and the pieces of the Design System that all share."""

from pathlib import Path
from typing import Any, Final

from django.template import Context, Engine

_SHARED: Final = Path(__file__).parent / "templates"


def engine(folder: Path) -> Engine:
    """Return what draws a room's templates; each is read and understood once."""
    return Engine(dirs=[str(folder), str(_SHARED)], autoescape=True)


def draw(engine: Engine, name: str, facts: dict[str, Any]) -> bytes:
    """Return a page without the white space that templates leave."""
    drawn = engine.get_template(name).render(Context(facts))
    lines = (line.strip() for line in drawn.splitlines())
    return ("\n".join(line for line in lines if line) + "\n").encode()
