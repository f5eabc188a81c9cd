"""Addresses of the area `jobs`."""

from typing import Final

from django.urls import URLPattern

ROUTES: Final[list[URLPattern]] = []
