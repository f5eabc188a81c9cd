"""Signing in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def sign_in(request: HttpRequest) -> HttpResponse:
    """Show the form to sign in."""
    return render(request, "account/sign_in.html")
