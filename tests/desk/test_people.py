"""People and access: enrolled, given roles, vouched for, gone, and who reads how to reach them."""

from datetime import UTC, datetime
from http import HTTPStatus

import pytest
from allauth.mfa.models import Authenticator

from reinstate.core.terms.role import Role
from reinstate.desk.people.views import may_read_contacts
from reinstate.desk.seen import Desk
from reinstate.operations import accounts, identity, reading, vouching
from reinstate.operations.people_list import people
from tests.desk.conftest import At
from tests.desk.staff import Staff

CONTACT = "ext. 4417"


def test_everybody_is_listed_with_roles_and_who_is_not_vouched_for(at: At) -> None:
    page = at("asha").page("/people/")
    for person in people(reading.council(), reading.council().last_at):
        assert person.name in page
    assert "recovery manager" in page
    assert "recovery-manager" not in page
    assert "technical owner" in page
    assert "technical-owner" not in page


def test_somebody_is_enrolled_whole_and_vouched_for_by_another(at: At) -> None:
    asha = at("asha")
    page = asha.sent(
        "/people/enrol/",
        {
            "name": "Zoe Quill",
            "contact": CONTACT,
            "roles": ["clearer", "trainer"],
            "passphrase": "a first passphrase",
        },
    )
    assert "Zoe Quill is enrolled" in page
    assert "Not vouched for yet" in page
    assert "These roles count at once, for all that one person may do" in page
    zoe = identity.person_id(reading.council(), "zoe")
    assert f"/people/{zoe}/confirm/" not in page
    assert "You signed the enrolment" in page
    ben = at("ben")
    assert "role of clearer over all" in ben.page(f"/people/{zoe}/confirm/")
    assert "vouch for Zoe Quill" in ben.sent(f"/people/{zoe}/confirm/", {})
    page = ben.page(f"/people/{zoe}/")
    assert "Not vouched for yet" not in page
    assert "count at once" not in page


def test_who_vouches_reads_what_rests_on_it_and_what_was_set_up(at: At) -> None:
    asha, ben = at("asha"), at("ben")
    asha.sent("/people/enrol/", {"name": "Zoe Quill", "roles": ["administrator"]})
    zoe = person("zoe")
    at("zoe").sent("/people/enrol/", {"name": "Max Orme"})
    own = accounts.account_of(zoe)
    Authenticator.objects.create(
        user=own, type="totp", data={}, created_at=datetime(2026, 11, 22, 10, tzinfo=UTC)
    )
    page = ben.page(f"/people/{zoe}/confirm/")
    assert "Max Orme is enrolled." in page
    assert f'href="/journal/{reading.council().seq}/"' in page
    assert "one-time codes, on" in page
    assert "22 Nov 2026 10:00" in page
    ben.sent(f"/people/{zoe}/confirm/", {})
    ben.sent(f"/people/{zoe}/grant/", {"role": "trainer", "scope": "all"})
    page = asha.page(f"/people/{zoe}/confirm/")
    assert "role of trainer over all" in page
    assert "Max Orme is enrolled." not in page, "That was vouched for already."
    left = ben.page(f"/people/{zoe}/confirm/")
    assert left.index("Somebody else has to vouch for") < left.index("role of trainer over all")


def test_of_much_that_rests_on_it_the_last_is_shown_and_the_rest_counted(
    at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vouching, "RESTING_MAX", 2)
    at("asha").sent("/people/enrol/", {"name": "Zoe Quill", "roles": ["administrator"]})
    zoe, size = person("zoe"), reading.council().seq
    for name in ("Max Orme", "Una Pell", "Ivo Rook"):
        at("zoe").sent("/people/enrol/", {"name": name})
    page = at("ben").page(f"/people/{zoe}/confirm/")
    assert [f"/journal/{size + n}/" in page for n in (1, 2, 3)] == [False, True, True]
    assert "And 1 act before these." in page


def test_nobody_vouches_for_a_role_that_was_given_since_they_looked(at: At) -> None:
    """Else a colleague could be asked to vouch for little, and be given much to vouch for."""
    asha, ben = at("asha"), at("ben")
    asha.sent("/people/enrol/", {"name": "Zoe Quill", "roles": ["trainer"]})
    zoe = person("zoe")
    vouches = f"/people/{zoe}/confirm/"
    read = ben.form(vouches)
    asha.sent(f"/people/{zoe}/grant/", {"role": "clearer", "scope": "all"})
    answer = ben.send(vouches, {}, read)
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "role of clearer over all" in answer.content.decode()
    known = reading.council()
    signed = [known.grants[one].backed.signatures for one in known.people[zoe].grants]
    assert [len(one) for one in signed] == [1, 1]


def test_what_somebody_did_themself_since_does_not_hold_up_their_form(at: At) -> None:
    asha, ben = at("asha"), at("ben")
    asha.sent("/people/enrol/", {"name": "Zoe Quill", "roles": ["trainer"]})
    zoe = person("zoe")
    read = ben.form(f"/people/{zoe}/confirm/")
    ben.sent(f"/people/{zoe}/grant/", {"role": "auditor", "scope": "all"})
    answer = ben.send(f"/people/{zoe}/confirm/", {}, read)
    assert answer.status_code == HTTPStatus.SEE_OTHER
    assert ben.person in reading.council().people[zoe].enrolled.confirmed_by


def test_an_enrolment_that_is_refused_keeps_what_was_typed_and_does_nothing(at: At) -> None:
    asha, size = at("asha"), reading.council().seq
    typed = {"name": "Zoe Quill", "handle": "zoe", "roles": ["external-adviser"]}
    answer = asha.send("/people/enrol/", typed)
    page = answer.content.decode()
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "say until when" in page
    assert 'value="Zoe Quill"' in page
    assert reading.council().seq == size


def test_a_handle_that_is_taken_is_told_at_the_form(at: At) -> None:
    answer = at("asha").send("/people/enrol/", {"name": "Another Ben", "handle": "ben"})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "ben" in answer.content.decode()


def test_a_role_is_given_over_a_scope_and_taken_away(at: At) -> None:
    asha, lev = at("asha"), person("lev")
    form = {"role": "service-owner", "scope": "service:svc-rent", "until": "2031-01-31"}
    page = asha.sent(f"/people/{lev}/grant/", form)
    assert "is service owner over" in page
    grant = reading.council().grants[reading.council().people[lev].grants[-1]]
    assert (grant.role, grant.scope) == (Role.SERVICE_OWNER, "service:svc-rent")
    assert grant.until is not None
    assert "is no longer service owner" in asha.sent(f"/people/{lev}/grant/{grant.id}/end/", {})
    assert reading.council().grants[grant.id].is_ended


def test_a_scope_that_is_not_on_the_register_is_refused_with_what_is_near(at: At) -> None:
    answer = at("asha").send(
        f"/people/{person('lev')}/grant/", {"role": "clearer", "scope": "service:svc-rents"}
    )
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "svc-rent" in answer.content.decode()


def test_the_last_administrator_does_not_leave_and_the_way_on_is_a_link(at: At) -> None:
    asha = at("asha")
    for other in ("fola", "ben"):
        asha.sent(f"/people/{person(other)}/leave/", {})
    size = reading.council().seq
    answer = asha.send(f"/people/{asha.person}/leave/", {})
    page = answer.content.decode()
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "nobody would be left to enrol people" in page
    assert 'href="/people/"' in page
    assert reading.council().seq == size


def test_who_says_that_they_leave_is_led_out(at: At) -> None:
    asha = at("asha")
    answer = asha.send(f"/people/{asha.person}/leave/", {})
    assert answer.status_code == HTTPStatus.SEE_OTHER
    assert reading.council().people[asha.person].has_left
    assert asha.get("/people/").headers["Location"].startswith("/account/sign-in/")


def test_who_leaves_and_who_is_compromised_is_told_apart_and_acts_no_more(at: At) -> None:
    asha = at("asha")
    lev, mei = at("lev"), at("mei")
    asha.sent(f"/people/{lev.person}/leave/", {})
    at("ben").sent(f"/people/{mei.person}/compromised/", {"why": "phished at home"})
    council = reading.council()
    assert council.people[lev.person].has_left
    assert council.people[mei.person].compromised is not None
    for one in (lev, mei):
        assert one.get("/people/").headers["Location"].startswith("/account/sign-in/")
    page = asha.page("/people/")
    assert ": left" in page
    assert ": compromised" in page


def test_a_passphrase_is_set_for_who_has_none(at: At) -> None:
    asha, lev = at("asha"), person("lev")
    page = asha.sent(f"/people/{lev}/passphrase/", {"passphrase": "words for the owner"})
    assert "has a new passphrase" in page
    short = asha.send(f"/people/{lev}/passphrase/", {"passphrase": "short"})
    assert short.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_nothing_is_reset_that_nobody_has(at: At) -> None:
    answer = at("asha").send(f"/people/{person('lev')}/reset/", {"kind": "passkey"})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "has no passkeys" in answer.content.decode()


@pytest.mark.parametrize(("handle", "may_read"), [("asha", True), ("noor", False), ("mei", False)])
def test_how_to_reach_people_is_for_few(handle: str, at: At, *, may_read: bool) -> None:
    asha = at("asha")
    asha.sent("/people/enrol/", {"name": "Zoe Quill", "contact": CONTACT})
    zoe = identity.person_id(reading.council(), "zoe")
    reader = asha if handle == "asha" else Staff(handle)
    for address in ("/people/", f"/people/{zoe}/"):
        assert (CONTACT in reader.page(address)) is may_read, address


def test_whose_role_ended_reads_no_contacts_on_a_page_of_when_it_held(at: At) -> None:
    asha, noor = at("asha"), person("noor")
    before = reading.council()
    asha.sent(f"/people/{noor}/grant/", {"role": "auditor", "scope": "all"})
    held = reading.council()
    grant = held.people[noor].grants[-1]
    asha.sent(f"/people/{noor}/grant/{grant}/end/", {})
    ended = reading.council()
    assert not may_read_contacts(Desk(held, held.last_at, ended, ended.last_at, noor))
    assert may_read_contacts(Desk(before, before.last_at, held, held.last_at, noor))


def test_whose_role_ran_out_reads_no_contacts_on_a_page_of_when_it_held(at: At) -> None:
    asha, noor = at("asha"), person("noor")
    asha.sent(f"/people/{noor}/grant/", {"role": "auditor", "scope": "all", "until": "2099-01-31"})
    known = reading.council()
    after = datetime(2099, 2, 2, tzinfo=UTC)
    assert may_read_contacts(Desk(known, after, known, known.last_at, noor))
    assert not may_read_contacts(Desk(known, known.last_at, known, after, noor))


def test_somebody_who_never_was_has_no_page(at: At) -> None:
    asha = at("asha")
    for part in ("", "grant/", "confirm/", "leave/", "passphrase/"):
        assert asha.get(f"/people/p-nobody/{part}").status_code == HTTPStatus.NOT_FOUND


def person(handle: str) -> str:
    """Return the id of somebody."""
    return identity.person_id(reading.council(), handle)
