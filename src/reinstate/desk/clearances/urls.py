"""Addresses of the area `clearances`."""

from typing import Final

from django.urls import URLPattern

ROUTES: Final[list[URLPattern]] = []
