"""Addresses of the area `tour`."""

from typing import Final

from django.urls import URLPattern

ROUTES: Final[list[URLPattern]] = []
