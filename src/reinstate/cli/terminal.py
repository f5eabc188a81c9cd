"""What is asked of somebody who sits at a terminal, and never of a script."""

import getpass
import sys
from collections.abc import Callable
from functools import cache

from reinstate.cli.output import output
from reinstate.core.journal.events.people import Strength
from reinstate.core.terms.reference import PersonId
from reinstate.core.terms.trouble import BadInput
from reinstate.operations import identity, reading


def is_attended() -> bool:
    """Return whether somebody can be asked: they type to us, and read what we say."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def passphrase_asker(person: PersonId) -> Callable[[], Strength] | None:
    """Return what asks a person for their passphrase; nothing where nobody can be asked.

    It asks once for a whole command, and once more after a slip.
    """
    if output.is_json or not is_attended():
        return None
    return cache(lambda: _asked(person))


def _asked(person: PersonId) -> Strength:
    name = identity.names().get(person, person)
    try:
        return _typed(person, f"In a real home this needs the passphrase of {name}: ")
    except BadInput as trouble:
        output.errors.print(trouble.sentence, highlight=False, markup=False)
        return _typed(person, "Once more: ")


def _typed(person: PersonId, question: str) -> Strength:
    """Return how sure we are of the person after what they typed; Enter alone leaves it."""
    try:
        typed = getpass.getpass(question, stream=sys.stderr)
    except EOFError:
        typed = ""
    return identity.acting(reading.council(), person, typed).via.strength
