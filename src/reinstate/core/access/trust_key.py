"""Trust a key: checkpoints are signed with it from now on."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from reinstate.core.journal.asking import Asking
from reinstate.core.journal.events.home import KeyTrusted
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.state.council import Council
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.trouble import Refused

GATE: Final = "rotate-key"
NEED: Final = "reinstate journal rotate-key"


class TrustKey(Struct, frozen=True):
    """Sign with `key` from now on; `replaces` is the key that signs today."""

    key: str
    replaces: str


def blockers(council: Council, command: TrustKey) -> tuple[Blocker, ...]:
    """Return every reason against this key."""
    return (*_key(council, command), *_replaced(council, command))


def decide(council: Council, command: TrustKey, _asking: Asking) -> tuple[AnyEvent, ...]:
    """Return the key as trusted."""
    if found := blockers(council, command):
        raise Refused(found)
    return (KeyTrusted(key=command.key, replaces=command.replaces),)


def _key(council: Council, command: TrustKey) -> Iterator[Blocker]:
    if not command.key:
        yield Blocker(GATE, "no-key", "There is no key to trust.", NEED)
    elif command.key in council.home.keys:
        yield Blocker(GATE, "key-known", "This key signs, or has signed: make a new one.", NEED)


def _replaced(council: Council, command: TrustKey) -> Iterator[Blocker]:
    today = council.home.keys[-1] if council.home.keys else ""
    if command.replaces != today:
        sentence = f"The key that signs today is {today or 'none'}, not {command.replaces!r}."
        yield Blocker(GATE, "not-todays-key", sentence, NEED)
