"""Addresses of the area `systems`."""

from typing import Final

from django.urls import URLPattern

ROUTES: Final[list[URLPattern]] = []
