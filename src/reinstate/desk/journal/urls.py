"""Addresses of the area `journal`."""

from typing import Final

from django.urls import URLPattern

ROUTES: Final[list[URLPattern]] = []
