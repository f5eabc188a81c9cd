"""Addresses of the area `services`."""

from typing import Final

from django.urls import URLPattern

ROUTES: Final[list[URLPattern]] = []
