"""Addresses of the area `map`."""

from typing import Final

from django.urls import URLPattern

ROUTES: Final[list[URLPattern]] = []
