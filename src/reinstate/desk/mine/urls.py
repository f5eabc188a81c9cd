"""Addresses of the area `mine`."""

from typing import Final

from django.urls import URLPattern

ROUTES: Final[list[URLPattern]] = []
