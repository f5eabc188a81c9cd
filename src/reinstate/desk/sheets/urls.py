"""Addresses of the area `sheets`."""

from typing import Final

from django.urls import URLPattern

ROUTES: Final[list[URLPattern]] = []
