"""What forms that ask for a passphrase tell the browser's own keeper of passphrases."""

from typing import Final

from django import template

from reinstate.core.terms.reference import PersonId
from reinstate.operations import sign_in

register: Final = template.Library()


@register.filter
def handle(person: PersonId) -> str:
    """Return what a person types to sign in."""
    return sign_in.handle_of(person)
