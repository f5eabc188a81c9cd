"""What waits for somebody is what they may do: tried by the rules, for everybody in the story."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from reinstate.core.access.confirm import Confirm
from reinstate.core.commands.decide import decide
from reinstate.core.commands.proposals import Complete
from reinstate.core.gates.clean import Clean
from reinstate.core.gates.clear import Clear
from reinstate.core.gates.reconnect import Reconnect
from reinstate.core.gates.record import Record
from reinstate.core.journal.asking import Asking
from reinstate.core.journal.events.facts import SubjectAccepted
from reinstate.core.notices.approve import ApproveNotice
from reinstate.core.notices.digest import words_digest
from reinstate.core.state.council import Council
from reinstate.core.terms.level import Level
from reinstate.core.terms.reference import PersonId, id_of, kind_of
from reinstate.core.terms.trouble import Refused
from reinstate.core.zones.subjects import all_subjects
from reinstate.demo.stage import Stage
from reinstate.operations import clearing, proposals, returning, serving, situation
from reinstate.operations.act import Acting
from reinstate.operations.overview import overview
from reinstate.operations.waiting.everything import waiting
from reinstate.operations.waiting.item import VIA, Kind, Waiting
from tests.desk.conftest import At
from tests.desk.samples import PEOPLE

pytestmark = pytest.mark.usefixtures("played")

EVERYBODY = (*PEOPLE, "dee", "omar", "pia", "hari")
ADULTS = "system:sys-adults"


def asking_as(person: PersonId) -> Asking:
    """Return somebody who has proved who they are, now."""
    return Asking("waiting", situation.now()[1], person, VIA)


def is_done(council: Council, command: Any, person: PersonId) -> bool:
    """Return whether the rules would do a command of this person, and something comes of it."""
    try:
        return bool(decide(council, command, asking_as(person)))
    except Refused:
        return False


def of_kind(person: PersonId, kind: Kind) -> list[Waiting]:
    """Return what waits for a person, of one kind."""
    return [one for one in waiting(*moment(person)) if one.kind is kind]


def moment(person: PersonId) -> tuple[Council, PersonId, Any]:
    """Return what is known, the person, and the time."""
    council, at = situation.now()
    return council, person, at


def acceptances(council: Council) -> Iterator[Any]:
    """Yield the acceptance of every subject that lacks nothing but that, and signatures."""
    for subject, glance in overview(council, situation.now()[1]).subjects.items():
        codes = {blocker.code for blocker in glance.blockers}
        if "accepted" in codes and codes <= {"accepted", "two-clearances"}:
            yield Record(SubjectAccepted(subject=subject))


def clearances(council: Council) -> Iterator[Any]:
    """Yield the clearance of all whose needs are back, or that somebody signed already."""
    for subject, glance in overview(council, situation.now()[1]).subjects.items():
        codes = {blocker.code for blocker in glance.blockers}
        if "needs-connected" not in codes or glance.signed_by:
            yield Clear((subject,))


ORACLES: dict[Kind, Callable[[Council], Iterator[Any]]] = {
    Kind.CLEAR: clearances,
    Kind.ACCEPT: acceptances,
    Kind.RECONNECT: lambda council: (Reconnect(one) for one in all_subjects(council)),
    Kind.CLEAN: lambda council: (Clean(one) for one in all_subjects(council)),
    Kind.SIGN: lambda council: (Complete(one) for one in council.proposals),
    Kind.APPROVE: lambda council: (
        ApproveNotice(one, words_digest(notice.drafted)) for one, notice in council.notices.items()
    ),
    Kind.CONFIRM: lambda council: (Confirm(one) for one in council.people),
}


@pytest.mark.parametrize("handle", EVERYBODY)
def test_nothing_that_waits_would_be_refused(handle: str, later: At) -> None:
    council, person, at = moment(later(handle).person)
    for one in waiting(council, person, at):
        if one.command is not None:
            assert is_done(council, one.command, person), (handle, one.sentence)


@pytest.mark.parametrize("kind", ORACLES)
def test_all_that_somebody_could_do_waits_for_them(kind: Kind, later: At) -> None:
    council, _ = situation.now()
    commands = list(ORACLES[kind](council))
    for handle in EVERYBODY:
        person = later(handle).person
        could = [one for one in commands if is_done(council, one, person)]
        shown = [one.command for one in of_kind(person, kind)]
        assert sorted(map(repr, shown)) == sorted(map(repr, could)), handle


def test_what_somebody_did_waits_no_longer(later: At) -> None:
    kasia, ben = later("kasia"), later("ben")
    (proposal,) = of_kind(kasia.person, Kind.SIGN)
    proposals.sign(Acting(kasia.person, VIA), proposal.id)
    assert of_kind(kasia.person, Kind.SIGN) == []
    assert ADULTS in {one.about for one in of_kind(ben.person, Kind.CLEAR)}
    signed = clearing.read(ben.person, (ADULTS,))
    clearing.sign(Acting(ben.person, VIA), (ADULTS,), signed.digest)
    assert ADULTS not in {one.about for one in of_kind(ben.person, Kind.CLEAR)}


def test_the_second_clearer_learns_who_signed_and_until_when_that_counts(later: At) -> None:
    (wave,) = [
        one for one in of_kind(later("cai").person, Kind.CLEAR) if one.about.startswith("wave:")
    ]
    assert later("ben").person in wave.sentence
    signed = situation.now()[0].clearances.values()
    (first,) = [one for one in signed if one.text.subject == wave.about and not one.lapses]
    assert wave.due_at == min(first.at + timedelta(hours=72), first.text.expires_at)


def test_break_glass_waits_for_its_second_signature_and_for_whoever_sees_to_it(later: At) -> None:
    (glass,) = of_kind(later("lev").person, Kind.GLASS)
    assert glass.about == "system:sys-childrens"
    council, person, at = moment(later("cai").person)
    assert waiting(council, person, at)[0].about == glass.about  # late comes first
    assert waiting(council, person, at)[0].due_at == glass.due_at
    assert of_kind(later("fola").person, Kind.GLASS) == []


def test_an_owner_is_told_of_their_own_services_alone(later: At) -> None:
    stage = Stage(situation.now()[1].date(), situation.now()[1].date())
    proposals.sign(stage.by("kasia"), of_kind(later("kasia").person, Kind.SIGN)[0].id)
    for who in ("ben", "cai"):
        signed = clearing.read(later(who).person, (ADULTS,))
        clearing.sign(stage.by(who), (ADULTS,), signed.digest)
    returning.reconnect(stage.by("asha"), ADULTS)
    assert [one.id for one in of_kind(later("mei").person, Kind.OPEN)] == ["svc-adult-safeguarding"]
    assert "svc-care-assessment" in {one.id for one in of_kind(later("noor").person, Kind.OPEN)}
    assert of_kind(later("omar").person, Kind.OPEN) == []
    assert of_kind(later("fola").person, Kind.OPEN) == []


def test_words_that_ended_wait_for_whoever_may_draft_new_ones(later: At) -> None:
    gwen = later("gwen")
    assert of_kind(gwen.person, Kind.WORDS) == []
    stage = Stage(situation.now()[1].date(), situation.now()[1].date())
    serving.lower(
        stage.by("noor"),
        "service:svc-libraries",
        Level.BY_HAND,
        "The paper lists are lost",
        situation.now()[1] + timedelta(days=2),
    )
    assert {one.about for one in of_kind(gwen.person, Kind.WORDS)} == {"service:svc-libraries"}
    assert of_kind(later("cai").person, Kind.WORDS) == []


def test_each_uncounted_backlog_waits_once_until_it_is_counted(later: At) -> None:
    noor = later("noor")
    before = [one.id for one in of_kind(noor.person, Kind.COUNT)]
    assert len(before) == len(set(before)) > 1
    serving.count_backlog(Acting(noor.person, VIA), before[0], 7)
    assert [one.id for one in of_kind(noor.person, Kind.COUNT)] == before[1:]


def test_steps_of_what_nobody_has_begun_wait_for_nobody(later: At) -> None:
    council, person, _ = moment(later("fola").person)
    begun = {one.about for one in of_kind(person, Kind.WORK)}
    assert begun
    untouched = {
        subject
        for subject, known in council.subjects.items()
        if kind_of(subject) == "system" and not known.facts
    }
    assert untouched
    assert not begun & untouched
    assert {id_of(one) for one in begun} >= {"sys-monitoring"}


def test_who_left_is_waited_for_by_nothing(later: At) -> None:
    council, _, at = moment(later("asha").person)
    (tomas,) = [one.id for one in council.people.values() if one.compromised is not None]
    assert waiting(council, tomas, at) == ()


def test_what_is_late_comes_first_and_what_is_due_later_is_not_late(later: At) -> None:
    council, person, at = moment(later("asha").person)
    found = waiting(council, person, at)
    late = tuple(one for one in found if one.due_at is not None and one.due_at < at)
    assert late
    assert found[: len(late)] == late
    assert tuple(one for one in found if one.is_late(at)) == late
    assert any(one.due_at is not None and one.due_at > at for one in found)


def test_gaps_that_somebody_signed_for_first_wait_to_be_signed_second_alone(later: At) -> None:
    asha = later("asha").person
    assert ADULTS in {one.about for one in of_kind(asha, Kind.SIGN)}
    assert ADULTS not in {one.about for one in of_kind(asha, Kind.WORK)}
