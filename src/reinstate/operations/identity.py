"""Who acts, and how sure we are: named by `--as`, proved by a passphrase."""

import os
from difflib import get_close_matches
from typing import Final

from reinstate.core.journal.entry import Surface, Via
from reinstate.core.state.council import Council
from reinstate.core.terms.reference import PersonId
from reinstate.core.terms.trouble import BadInput
from reinstate.operations import reading
from reinstate.operations.act import Acting
from reinstate.operations.days import ZONE
from reinstate.store.personal import Details, all_details, password_holds

AS_SETTING: Final = "REINSTATE_AS"
SHOWN: Final = 8
"""So much of the id of somebody erased tells them from others who are."""


def acting(
    council: Council, person: str = "", passphrase: str = "", surface: Surface = "cli"
) -> Acting:
    """Return who acts: `person` (a handle, name or id), else `REINSTATE_AS`, else the owner.

    Raises:
        BadInput: If nobody is called that, or the passphrase is not theirs.
    """
    id_ = person_id(council, person or os.environ.get(AS_SETTING, "")) or owner(council)
    if not passphrase:
        return Acting(id_, Via("asserted", surface))
    if not password_holds(id_, passphrase):
        raise BadInput(
            "passphrase-wrong",
            "That is not this person's passphrase.",
            next="Name the person with --as and their passphrase file with --passphrase-file.",
        )
    return Acting(id_, Via("password", surface))


def owner(council: Council) -> PersonId:
    """Return the first person of the home who may still act; else the first there was."""
    people = sorted(council.people.values(), key=lambda person: person.enrolled.seq)
    return next((person for person in people if person.is_active), people[0]).id


def person_id(council: Council, words: str) -> PersonId:
    """Return the id of the person called `words`: id, handle or whole name; empty for none.

    Raises:
        BadInput: If nobody is, or several are.
    """
    if not words or words in council.people:
        return words
    known = all_details()
    found = [d.person_id for d in known.values() if _is_called(d, words)]
    if len(found) == 1:
        return found[0]
    handles = [details.handle for details in known.values()]
    near = get_close_matches(words.casefold(), handles, n=3, cutoff=0.4)
    hint = f"Did you mean {', '.join(near)}?" if near else "See `reinstate user list`."
    what = "Several people are" if found else "Nobody here is"
    raise BadInput("person-unknown", f"{what} called {words!r}.", next=hint)


def handles_by_id() -> dict[PersonId, str]:
    """Return the handle of each person by id; who was erased is not in it."""
    return {id_: details.handle for id_, details in all_details().items()}


def handles(council: Council) -> tuple[str, ...]:
    """Return the handles of the people who may act, the owner's first."""
    known = all_details()
    active = [person for person in council.people.values() if person.is_active]
    active.sort(key=lambda person: person.enrolled.seq)
    return tuple(known[person.id].handle for person in active if person.id in known)


def _is_called(details: Details, words: str) -> bool:
    return words.casefold() in (details.handle.casefold(), details.name.casefold())


def names() -> dict[PersonId, str]:
    """Return the name of each person by id; who was erased is named by the day of it."""
    kept = {id_: details.name for id_, details in all_details().items()}
    return {**_erased(reading.council()), **kept}


def _erased(council: Council) -> dict[PersonId, str]:
    return {
        id_: f"a person erased on {person.erased_at.astimezone(ZONE):%-d %b %Y} ({id_[:SHOWN]})"
        for id_, person in council.people.items()
        if person.erased_at is not None
    }
