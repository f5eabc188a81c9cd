"""Addresses of the area `messages`."""

from typing import Final

from django.urls import URLPattern

ROUTES: Final[list[URLPattern]] = []
