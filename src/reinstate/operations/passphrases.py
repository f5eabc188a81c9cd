"""What a passphrase has to be: long enough not to be guessed."""

from typing import Final

from reinstate.core.terms.trouble import BadInput

LENGTH_MIN: Final = 8
"""NIST SP 800-63B, section 5.1.1.1, read 2026-11; three random words are longer by far."""


def good_passphrase(passphrase: str, name: str, way_on: str) -> str:
    """Return the passphrase that `name` is given.

    Raises:
        BadInput: If there is none, or it is short; `way_on` is the option that brings one.
    """
    if not passphrase:
        raise BadInput("passphrase-missing", f"{name} needs a passphrase.", next=f"Add {way_on}.")
    if len(passphrase) < LENGTH_MIN:
        raise BadInput(
            "passphrase-short",
            f"The passphrase of {name} has fewer than {LENGTH_MIN} characters.",
            next="Three random words make a good one.",
        )
    return passphrase
