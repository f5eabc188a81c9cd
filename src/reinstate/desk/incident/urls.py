"""Addresses of the area `incident`."""

from typing import Final

from django.urls import URLPattern

ROUTES: Final[list[URLPattern]] = []
