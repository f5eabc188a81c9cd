"""The story of one thing: only what is about it, in the order it was known, or was true."""

import msgspec
import pytest

from reinstate.core.journal.entry import Via
from reinstate.core.journal.events.facts import Patched
from reinstate.core.journal.events.zones import SubjectSeen
from reinstate.core.journal.rows import key_of
from reinstate.core.terms.moment import exactly
from reinstate.core.terms.reference import Ref
from reinstate.operations import correcting, moments, reading, situation, story
from reinstate.operations.act import Acting
from reinstate.operations.service_seen import rests_on
from reinstate.operations.since import words_of
from tests.desk.conftest import At
from tests.desk.staff import Staff

PORTAL = "system:sys-portal"
SUBJECTS = (PORTAL, "system:sys-core-network", "link:link-bank", "wave:wave-finance")


def pages(subject: Ref) -> list[int]:
    """Return the entries of a story, page after page."""
    council, found, upto = reading.council(), list[int](), 0
    while True:
        page = story.known(council, (subject,), upto)
        found += [one.seen.entry.seq for one in page.told]
        upto = page.older
        if not upto:
            return found


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_entry_about_it_is_told_once_the_newest_first(later: At, subject: Ref) -> None:
    later("asha")
    naming: list[int] = []
    for entry in reading.entries():
        event = msgspec.to_builtins(entry.event)
        event.pop("text", None)
        row = getattr(entry.event, "row", None)
        if subject in words_of(event) or (row is not None and key_of(row) == subject):
            naming.append(entry.seq)
    assert pages(subject) == sorted(naming, reverse=True)
    assert naming


def test_a_clearance_of_another_thing_that_needs_it_is_not_its_story(later: At) -> None:
    later("asha")
    needed = "system:sys-core-network"
    told = story.known(reading.council(), (needed,), limit=10_000).told
    about = {getattr(one.seen.entry.event, "subject", needed) for one in told}
    assert about == {needed}


def patched(fola: Staff, level: str, when: str) -> int:
    """Let somebody patch it at a time; return the number of the entry."""
    said = {"level": level, "done_by": [fola.person], "at_0": when}
    fola.sent(f"/subjects/{PORTAL}/patched/", said)
    return max(one.seq for one in reading.entries() if isinstance(one.event, Patched))


def test_as_true_it_goes_by_when_it_happened_and_by_what_was_put_right(at: At) -> None:
    fola = at("fola")
    at("eli").sent(f"/subjects/{PORTAL}/isolate/", {})
    first = patched(fola, "October", "2026-01-20T10:00")
    second = patched(fola, "September", "2026-01-10T10:00")
    now = situation.now()[1]
    acting = _acting(fola)
    early = {"at": "2026-01-05 10:00"}
    correcting.correct(acting, first, early, "Misread", lambda words: moments.moment(words, now))
    page = fola.page(f"/subjects/{PORTAL}/timeline/", order="true")
    assert page.index(f'id="entry-{second}"') < page.index(f'id="entry-{first}"')
    known = fola.page(f"/subjects/{PORTAL}/timeline/")
    assert known.index(f'id="entry-{second}"') < known.index(f'id="entry-{first}"')
    told = {one.seen.entry.seq: one for one in told_as_true(PORTAL)}
    assert told[first].true_at == exactly(moments.moment("2026-01-05 10:00", now).latest or now)


def test_what_was_withdrawn_is_not_true_but_was_known(at: At) -> None:
    fola = at("fola")
    fola.sent(f"/subjects/{PORTAL}/finding-add/", {"why": "Web shell"})
    fola.sent(f"/subjects/{PORTAL}/monitored/", {"where": "central"})
    seq = reading.council().seq
    correcting.withdraw(_acting(fola), seq, "It was another system")
    assert f'id="entry-{seq}"' not in fola.page(f"/subjects/{PORTAL}/timeline/", order="true")
    assert f'id="entry-{seq}"' in fola.page(f"/subjects/{PORTAL}/timeline/")


def test_as_true_a_service_has_what_happened_to_what_it_rests_on(at: At) -> None:
    fola, noor = at("fola"), at("noor")
    (system, *_) = [
        one for one in rests_on(reading.council(), "svc-libraries") if one.startswith("system:")
    ]
    noor.sent("/services/svc-libraries/by-hand/", {"how": "Paper"})
    by_hand = reading.council().seq
    at("eli").sent(f"/subjects/{system}/isolate/", {})
    seen = {"state": "cut", "at_0": "2026-01-10T10:00"}
    fola.sent(f"/subjects/{system}/seen/", seen)
    cut = [one.seq for one in reading.entries() if isinstance(one.event, SubjectSeen)][-1]
    address = "/services/svc-libraries/timeline/"
    known, true = noor.page(address), noor.page(address, order="true")
    assert f'id="entry-{by_hand}"' in known
    assert f'id="entry-{cut}"' not in known
    assert true.index(f'id="entry-{by_hand}"') < true.index(f'id="entry-{cut}"')
    assert "10 Jan 2026 10:00. Written down" in true
    assert address in noor.page("/services/svc-libraries/")


def test_a_long_timeline_has_leaves_in_either_order(later: At) -> None:
    dee, long = later("dee"), "system:sys-cloud-identity"
    address, every = f"/subjects/{long}/timeline/", len(told_as_true(long))
    assert every > story.PAGE
    first, last = dee.page(address, order="true"), dee.page(address, order="true", page="2")
    assert first.count('id="entry-') == story.PAGE
    assert last.count('id="entry-') == min(every - story.PAGE, story.PAGE)
    assert "order=true&amp;page=2" in first
    assert "upto=" in dee.page(address)


def told_as_true(*about: Ref) -> tuple[story.Told, ...]:
    """Return what is told of things in the order in which it was true."""
    council = reading.council()
    return story.told(council, story.true(council, about))


def _acting(person: Staff) -> Acting:
    return Acting(person.person, Via("password", "cli"))
