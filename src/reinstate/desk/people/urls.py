"""Addresses of the area `people`."""

from typing import Final

from django.urls import URLPattern

ROUTES: Final[list[URLPattern]] = []
