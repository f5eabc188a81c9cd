"""Isolate many at once: what stops is named first, one click does it once, nobody is refused."""

from http import HTTPStatus

from reinstate.core.state.step import subject_of
from reinstate.core.terms.reference import Ref
from reinstate.core.zones.subjects import all_subjects
from reinstate.desk.systems.packed import packed, unpacked
from reinstate.operations import reading
from reinstate.operations.harm import harm_of
from tests.desk.conftest import At
from tests.desk.samples import PEOPLE

ISOLATE = "/systems/isolate/"
TWO = f"{ISOLATE}?subject=system:sys-core-network&subject=link:link-internet"


def zones(*subjects: Ref) -> list[str]:
    """Return where subjects stand."""
    return [str(subject_of(reading.council(), one).declared) for one in subjects]


def test_what_stops_is_named_before_anything_is_cut(later: At) -> None:
    council = reading.council()
    page = later("asha").page(TWO)
    harm = harm_of(council, ("system:sys-core-network", "link:link-internet"))
    assert "Isolate 1 system and 1 link?" in page
    assert len(harm.threats_to_life) > 1
    for one in harm.threats_to_life:
        assert f"<strong>{one.name}</strong>" in page
    assert f"{len(harm.services)} services for {harm.people_affected:,} people" in page
    assert zones("system:sys-core-network") == ["connected"]


def test_one_click_isolates_them_and_a_second_does_nothing_more(later: At) -> None:
    asha = later("asha")
    fields = asha.form(TWO)
    first = asha.send(TWO, {}, fields)
    size = reading.council().seq
    again = asha.send(TWO, {}, fields)
    assert first.status_code == again.status_code == HTTPStatus.SEE_OTHER
    assert reading.council().seq == size
    assert zones("system:sys-core-network", "link:link-internet") == ["isolated"] * 2
    assert "1 system and 1 link are isolated." in asha.page(first.headers["Location"])


def test_only_what_the_page_named_is_cut_whatever_matches_by_then(later: At) -> None:
    asha, fola = later("asha"), later("fola")
    address = f"{ISOLATE}?all=found&zone=clean"
    fields = asha.form(address)
    named = unpacked(fields["subjects"])
    assert named
    spared = named[0]
    fola.sent(f"/subjects/{spared}/isolate/", {})
    asha.sent(address, {**fields, "subjects": packed(named[1:])})
    connected = [one for one in all_subjects(reading.council()) if zones(one) == ["connected"]]
    assert set(zones(*named)) == {"isolated"}
    assert connected


def test_nobody_who_may_act_is_refused(later: At) -> None:
    for handle in PEOPLE:
        one = later(handle)
        page = one.sent(f"{ISOLATE}?subject=system:sys-core-network", {"why": "Beacons"})
        assert "isolated" in page


def test_what_lives_hang_on_can_be_left_out(later: At) -> None:
    asha = later("asha")
    page = asha.page(f"{ISOLATE}?all=found&zone=connected")
    assert "spare=life" in page
    fields = asha.form(f"{ISOLATE}?all=found&zone=connected&spare=life")
    left = unpacked(fields["subjects"])
    assert left
    assert harm_of(reading.council(), left).threats_to_life == ()


def test_everything_can_be_isolated_at_once(at: At) -> None:
    asha = at("asha")
    asha.sent("/zones/isolate/", {})
    subjects = all_subjects(reading.council())
    assert set(zones(*subjects)) == {"isolated"}
    kinds = {one.split(":")[0] for one in subjects}
    assert kinds == {"system", "link", "wave", "devices"}


def test_one_kind_can_be_isolated_alone(at: At) -> None:
    asha = at("asha")
    asha.sent("/zones/isolate/?what=link", {})
    council = reading.council()
    assert set(zones(*all_subjects(council, "link"))) == {"isolated"}
    assert "isolated" not in zones(*all_subjects(council, "system"))


def test_what_is_isolated_already_is_told_and_stays(later: At) -> None:
    asha = later("asha")
    council = reading.council()
    off = next(one for one in all_subjects(council) if zones(one) == ["isolated"])
    round_ = subject_of(council, off).round
    address = f"{ISOLATE}?subject={off}&subject=system:sys-core-network"
    page = asha.page(address)
    assert "1 more is isolated already and stays as it is." in page
    assert f'href="/subjects/{off}/"' not in page
    asha.sent(address, {})
    assert subject_of(reading.council(), off).round == round_


def test_with_nothing_chosen_nothing_can_be_sent(later: At) -> None:
    asha = later("asha")
    page = asha.page(f"{ISOLATE}?subject=system:nobody&subject=<script>")
    assert "Nothing is chosen." in page
    assert "command_id" not in page
    size = reading.council().seq
    made_up = packed(("nonsense", "team:nobody", "<script>"))
    for subjects in (made_up, made_up[:-8], "nonsense", "é", bomb()):
        answer = asha.send(TWO, {}, {**asha.form(TWO), "subjects": subjects})
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert "Nothing is chosen." in answer.content.decode()
    assert reading.council().seq == size


def bomb() -> str:
    """Return what is short and would fill the memory when it is unpacked."""
    return packed(f"system:{number:09}" for number in range(10**5))


def test_a_form_about_two_thousand_carries_each_of_them_in_few_letters() -> None:
    subjects = tuple(f"system:sys-{number}" for number in range(2_000))
    assert unpacked(packed(subjects)) == subjects
    assert len(packed(subjects)) < len(" ".join(subjects)) / 4


def test_an_order_may_say_how_and_why(later: At) -> None:
    asha = later("asha")
    asha.sent(TWO, {"measure": "power", "why": "It would not let go"})
    subject = subject_of(reading.council(), "system:sys-core-network")
    assert subject.measure == "power"
    assert subject.measure_note is not None
