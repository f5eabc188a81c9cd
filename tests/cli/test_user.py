"""People on the command line: enrolled, given roles, confirmed, gone, erased."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator

from reinstate.operations import accounts
from tests.cli.answers import ASHA_SECRET, Home


def person(home: Home, handle: str) -> dict[str, Any]:
    """Return what `user list` says of somebody."""
    people: list[dict[str, Any]] = home.answer("user", "list")["people"]
    return next(each for each in people if each["handle"] == handle)


def roles(home: Home, handle: str) -> list[str]:
    """Return the roles that somebody holds now."""
    return [each["role"] for each in person(home, handle)["grants"] if each["is_in_force"]]


def test_somebody_is_enrolled_with_roles_in_one_command(home: Home) -> None:
    acted = home.answer(
        *("user", "add", "Dee Okafor", "--role", "auditor"),
        *("--role", "external-adviser:2030-01-31"),
    )
    assert [each["tag"] for each in acted["entries"]] == [
        "person-enrolled/1",
        "role-granted/1",
        "role-granted/1",
    ]
    assert len({each["id"].split(".")[0] for each in acted["entries"]}) == 1
    assert acted["handle"] == "dee"
    grants = person(home, "dee")["grants"]
    assert grants[1]["until"] == "2030-02-01T00:00:00Z"


def test_an_enrolment_that_is_refused_in_part_does_nothing(home: Home) -> None:
    words = ("user", "add", "Dee Okafor", "--role", "auditor", "--role", "external-adviser")
    answer = home.answer(*words, code=1)
    assert [each["code"] for each in answer["blockers"]] == ["needs-until"]
    assert "dee" in answer["blockers"][0]["need"]
    assert len(home.answer("user", "list")["people"]) == 3


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["Ben Other", "--handle", "ben"], "handle-taken"),
        (["李小龍"], "handle-missing"),
        (["Dee", "--handle", "d e e"], "handle-unreadable"),
        ([" "], "name-unreadable"),
        (["Dee", "--role", "clearr"], "role-unknown"),
        (["Dee", "--role", "clearer@"], "role-unreadable"),
        (["Dee", "--role", "clearer:someday"], "time-unreadable"),
    ],
)
def test_what_cannot_be_understood_is_bad_usage(home: Home, words: list[str], code: str) -> None:
    assert home.misused("user", "add", *words) == code


def test_a_second_of_a_first_name_is_typed_by_the_whole(home: Home) -> None:
    assert home.answer("user", "add", "Ben Wright")["handle"] == "ben-wright"
    assert home.answer("user", "add", "Zoë Ångström")["handle"] == "zoe"


def test_a_role_is_given_over_a_scope_and_taken_away(home: Home) -> None:
    assert home.refused("user", "grant", "ben", "service-owner", "--scope", "service:svc-rent") == [
        "unknown-scope"
    ]
    home.ok("user", "grant", "ben", "trainer", "--until", "2030-01-31")
    assert roles(home, "ben") == ["clearer", "trainer"]
    home.ok("user", "end", "ben", "trainer")
    assert roles(home, "ben") == ["clearer"]
    assert home.misused("user", "end", "ben", "trainer") == "grant-unknown"
    grant = person(home, "ben")["grants"][0]["grant"]
    home.ok("user", "end", grant)
    assert roles(home, "ben") == []


def test_somebody_else_than_who_enrolled_vouches(home: Home) -> None:
    assert set(home.refused("user", "confirm", "ben")) == {"own-act"}
    home.ok("user", "confirm", "ben", "--as", "cai")
    found = person(home, "ben")
    assert found["is_confirmed"]
    assert found["confirmed_by"] == [person(home, "cai")["id"]]
    assert not person(home, "cai")["is_confirmed"]


def test_who_vouches_is_told_for_what_and_what_rests_on_it(home: Home) -> None:
    home.ok("user", "grant", "ben", "administrator")
    home.ok("user", "add", "Eli Stone", "--as", "ben")
    size = home.size()
    said = home.ok("user", "confirm", "ben", "--as", "cai").out
    assert "Cai Morgan vouches for Ben Hughes: enrolment, role of clearer over all" in said
    assert "What Ben Hughes did since then rests on it:" in said
    assert f"entry {size}: Eli Stone is enrolled." in said
    assert "`reinstate user compromised ben`" in said
    home.ok("user", "grant", "ben", "trainer")
    acted = home.answer("user", "confirm", "ben", "--as", "cai")
    assert acted["vouched"] == ["role of trainer over all"]
    assert acted["resting"] == []


def test_a_command_that_lifts_a_refusal_names_people_as_they_are_typed(home: Home) -> None:
    ran = home.run("user", "confirm", "ben")
    assert ran.code == 1
    assert "You signed the enrolment of Ben Hughes" in ran.err
    assert "reinstate user confirm ben --as ANOTHER" in ran.err


def test_a_name_is_erased_only_once_somebody_has_left(home: Home) -> None:
    assert home.refused("user", "erase", "ben") == ["still-here"]
    id_ = person(home, "ben")["id"]
    home.ok("user", "leave", "ben")
    home.ok("user", "erase", "--yes", "ben")
    found = person(home, "")
    assert (found["id"], found["name"], found["state"]) == (id_, "(erased)", "left")
    assert b"Ben Hughes" not in b"".join(
        path.read_bytes() for path in home.path.rglob("*") if path.is_file()
    )
    assert home.answer("journal", "verify")["is_whole"]
    assert home.answer("user", "add", "Ben Hughes")["handle"] == "ben"


def test_only_who_keeps_people_erases_them(home: Home) -> None:
    home.ok("user", "leave", "ben")
    assert home.refused("user", "erase", "ben", "--as", "cai") == ["role"]


def test_the_last_administrator_stays(home: Home) -> None:
    assert home.refused("user", "leave", "asha") == ["last-administrator"]


def test_somebody_compromised_acts_no_more(home: Home) -> None:
    home.ok("user", "compromised", "ben", "--since", "-2h", "--why", "phished")
    assert person(home, "ben")["state"] == "compromised"
    assert "not-active" in home.refused("user", "confirm", "cai", "--as", "ben")


def test_who_changes_their_own_passphrase_needs_the_old_one(real_home: Home) -> None:
    asha, new = str(real_home.files / "asha.txt"), real_home.file("new.txt", "quite other words")
    size = real_home.size()
    words = ("user", "passphrase", "--new-passphrase-file", new)
    assert real_home.refused(*words) == ["passphrase-needed"]
    assert real_home.answer(*words, "--passphrase-file", asha)["entries"] == []
    assert real_home.size() == size
    assert real_home.misused("user", "list", "--bogus") == "usage"
    acting = ("council", "set", "--name", "Thornmere")
    assert real_home.misused(*acting, "--passphrase-file", asha) == "passphrase-wrong"
    real_home.ok(*acting, "--passphrase-file", new)


def test_in_a_real_home_a_name_alone_grants_nothing(real_home: Home) -> None:
    assert real_home.refused("user", "add", "Dee Okafor") == ["passphrase-needed"]
    secret = ("--passphrase-file", str(real_home.files / "asha.txt"))
    first = real_home.file("dee.txt", "first words of dee")
    acted = real_home.answer("user", "add", "Dee Okafor", "--new-passphrase-file", first, *secret)
    assert [each["tag"] for each in acted["entries"]] == ["person-enrolled/1", "factor-reset/1"]
    via = real_home.answer("journal", "show", "--limit", "1")["entries"][0]["via"]
    assert via == {"strength": "password", "surface": "cli"}


def test_a_refused_passphrase_is_not_kept(real_home: Home) -> None:
    new = real_home.file("new.txt", "words of somebody else")
    words = ("user", "passphrase", "asha", "--new-passphrase-file", new, "--as", "ben")
    assert real_home.answer(*words, code=1)["blockers"]
    real_home.ok(
        *("council", "set", "--name", "Thornmere"),
        *("--passphrase-file", real_home.file("asha-again.txt", ASHA_SECRET)),
    )


def test_the_person_who_acts_may_be_named_by_a_setting(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REINSTATE_AS", "cai")
    home.ok("user", "confirm", "ben")
    assert person(home, "ben")["confirmed_by"] == [person(home, "cai")["id"]]


def test_nobody_of_a_name_is_told_with_the_nearest(home: Home) -> None:
    answer = home.answer("user", "leave", "bem", code=2)
    assert answer["code"] == "person-unknown"
    assert "ben" in answer["next"]


def test_a_passphrase_file_that_is_not_there_is_bad_usage(home: Home) -> None:
    words = ("user", "leave", "ben", "--passphrase-file", home.place("nowhere"))
    assert home.misused(*words) == "passphrase-unreadable"


def test_nobody_is_given_the_passphrase_of_who_sets_it(real_home: Home) -> None:
    asha = str(real_home.files / "asha.txt")
    words = ("--new-passphrase-file", asha, "--passphrase-file", asha)
    size = real_home.size()
    assert real_home.misused("user", "add", "Cai Morgan", *words) == "passphrases-same"
    assert real_home.misused("user", "passphrase", "ben", *words) == "passphrases-same"
    assert real_home.size() == size


def test_a_founder_who_got_more_stays_at_the_opening(home: Home) -> None:
    home.ok("user", "grant", "asha", "auditor")
    said = " ".join(home.ok("user", "list").out.split())
    assert "at the opening" in said
    assert "not yet: " in said


def test_lost_codes_are_reset_by_one_and_confirmed_by_another(real_home: Home) -> None:
    asha, ben = (str(real_home.files / f"{name}.txt") for name in ("asha", "ben"))
    first = real_home.file("cai.txt", "first words of cai")
    words = ("user", "add", "Cai Morgan", "--role", "clearer", "--new-passphrase-file", first)
    real_home.ok(*words, "--passphrase-file", asha)
    real_home.ok("user", "confirm", "cai", "--as", "ben", "--passphrase-file", ben)
    reset = ("user", "reset-factor", "cai", "totp", "--passphrase-file", asha)
    assert real_home.misused(*reset) == "factor-missing"
    accounts.make_ready()
    cai = accounts.account_of(person(real_home, "cai")["id"])
    Authenticator.objects.create(user=cai, type="totp", data={})
    assert person(real_home, "cai")["second_factors"] == ["totp"]
    acted = real_home.answer(*reset)
    assert [each["tag"] for each in acted["entries"]] == ["factor-reset/1"]
    assert person(real_home, "cai")["unconfirmed"] == ["reset of one-time codes"]
    assert "second_factors" not in person(real_home, "cai")
    real_home.ok("user", "confirm", "cai", "--as", "ben", "--passphrase-file", ben)
    assert person(real_home, "cai")["is_confirmed"]
