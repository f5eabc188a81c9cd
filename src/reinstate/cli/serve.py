"""Serving both sites: the desk for staff, and the residents' pages, published as things happen."""

from typing import Final

SCHEMA: Final = "serve/1"
