"""Erasing who somebody was, and keeping what was due for review."""

from datetime import timedelta

import pytest

from reinstate.core.access import erase_person, keep_longer, leave, tighten_limit
from reinstate.core.journal.events.home import HomeOpened, KeptLonger, NoteRedacted
from reinstate.core.journal.events.people import PersonCompromised, PersonErased
from reinstate.core.state.council import NOTHING_KNOWN, Council
from reinstate.core.terms.limit import UNRECORDED_LIMITS, Limit
from reinstate.core.terms.moment import MINUTES_PER_DAY
from reinstate.core.terms.note import Note
from tests.core.access.builders import (
    ASHA,
    BEN,
    DEE,
    a_home,
    after,
    asking,
    codes,
    done,
    now,
    opening,
)

WHY = Note("n-why", "0" * 64)
DAY = timedelta(days=1)


def with_ben_gone() -> Council:
    return done(a_home(), ASHA, leave.decide, leave.Leave(BEN))


def kept(
    council: Council, *, days: int = 30, notes: tuple[str, ...] = ("n-1",), who: str = ""
) -> keep_longer.KeepLonger:
    people = (who,) if who else ()
    return keep_longer.KeepLonger(notes, people, now(council) + days * DAY, WHY)


def test_who_left_is_erased_and_stays_known_by_the_id() -> None:
    council = done(with_ben_gone(), ASHA, erase_person.decide, erase_person.ErasePerson(BEN))
    assert council.people[BEN].erased_at == council.last_at
    assert council.people[BEN].has_left


def test_who_was_found_compromised_may_be_erased() -> None:
    council = after(a_home(), ASHA, PersonCompromised(person=BEN))
    assert codes(council, ASHA, erase_person.decide, erase_person.ErasePerson(BEN)) == set()


def test_who_may_still_act_or_is_gone_or_unknown_is_not_erased() -> None:
    command = erase_person.ErasePerson(BEN)
    assert codes(a_home(), ASHA, erase_person.decide, command) == {"still-here"}
    erased = after(with_ben_gone(), ASHA, PersonErased(person=BEN))
    assert codes(erased, ASHA, erase_person.decide, command) == {"already-erased"}
    stranger = erase_person.ErasePerson(DEE)
    assert codes(a_home(), ASHA, erase_person.decide, stranger) == {"unknown-person"}


def test_an_erasure_that_an_older_release_wrote_is_still_one() -> None:
    council = after(with_ben_gone(), ASHA, NoteRedacted(note=BEN))
    assert council.people[BEN].erased_at == council.last_at
    assert BEN in council.redacted


def test_texts_and_names_of_people_who_left_are_kept_longer() -> None:
    council = with_ben_gone()
    command = kept(council, who=BEN)
    assert keep_longer.decide(council, command, asking(council, ASHA)) == (
        KeptLonger(notes=("n-1",), people=(BEN,), until=command.until, why=WHY),
    )


@pytest.mark.parametrize(
    ("days", "notes", "who", "code"),
    [
        (30, (), "", "nothing-named"),
        (30, tuple(f"n-{i}" for i in range(501)), "", "too-many"),
        (0, ("n-1",), "", "date-past"),
        (731, ("n-1",), "", "too-far"),
        (366, (), BEN, "too-far"),
        (30, ("n-gone",), "", "already-redacted"),
        (30, (), ASHA, "still-here"),
        (30, (), DEE, "unknown-person"),
    ],
)
def test_what_is_not_kept_longer(days: int, notes: tuple[str, ...], who: str, code: str) -> None:
    council = after(with_ben_gone(), ASHA, NoteRedacted(note="n-gone"))
    command = kept(council, days=days, notes=notes, who=who)
    assert codes(council, ASHA, keep_longer.decide, command) == {code}


def test_nobody_keeps_the_name_of_somebody_erased() -> None:
    council = after(with_ben_gone(), ASHA, PersonErased(person=BEN))
    assert codes(council, ASHA, keep_longer.decide, kept(council, notes=(), who=BEN)) == {
        "already-erased"
    }


def test_a_tightened_limit_is_how_far_a_review_may_be_put_off() -> None:
    council = a_home()
    command = tighten_limit.TightenLimit(Limit.NOTE_REVIEW, 90 * MINUTES_PER_DAY)
    council = done(council, ASHA, tighten_limit.decide, command)
    assert codes(council, ASHA, keep_longer.decide, kept(council, days=89)) == set()
    assert codes(council, ASHA, keep_longer.decide, kept(council, days=91)) == {"too-far"}
    assert codes(council, ASHA, tighten_limit.decide, command) == {"not-stricter"}


def test_a_home_older_than_the_limits_of_review_has_those_that_held_then() -> None:
    limits = {k: v for k, v in opening().limits.items() if k not in UNRECORDED_LIMITS}
    command = opening()
    council = after(
        NOTHING_KNOWN,
        "machine:init",
        HomeOpened(
            kind="practice",
            council=command.council,
            origin=command.origin,
            limits=limits,
            required_checks=command.required_checks,
        ),
    )
    assert council.limit(Limit.NOTE_REVIEW) == 730 * MINUTES_PER_DAY
    assert council.limit(Limit.PERSON_REVIEW) == 365 * MINUTES_PER_DAY
