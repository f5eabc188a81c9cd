"""Addresses of the area `zones`."""

from typing import Final

from django.urls import URLPattern

ROUTES: Final[list[URLPattern]] = []
