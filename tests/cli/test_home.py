"""Making a home, and the settings of the whole home."""

import pytest

from reinstate.store import keys
from reinstate.store.failed import DiskFull
from tests.cli.answers import ASHA_SECRET, BEN_SECRET, Home


def test_a_practice_home_is_made_without_a_question(nowhere: Home) -> None:
    made = nowhere.answer("init", "--owner", "Asha Rahman", "--council", "Thornmere")
    assert made["kind"] == "practice"
    assert [each["handle"] for each in made["people"]] == ["asha"]
    assert made["home"] == str(nowhere.path)
    assert nowhere.path.stat().st_mode & 0o077 == 0


def test_the_owner_is_the_user_of_the_machine_when_nobody_is_named(
    nowhere: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "morwenna")
    assert nowhere.answer("init")["people"][0]["name"] == "morwenna"


def test_the_first_entry_is_by_the_opening_and_records_every_default(nowhere: Home) -> None:
    nowhere.ok("init", "--owner", "Asha Rahman", "--host", "status.thornmere.gov.example")
    first = nowhere.answer("journal", "show", "1")["entries"][0]
    assert first["actor"] == "machine:init"
    assert first["event"]["tag"] == "home-opened/1"
    assert first["event"]["limits"]["clearance-age"] == 72 * 60
    assert first["event"]["required_checks"]
    assert first["event"]["origin"].startswith("status.thornmere.gov.example/reinstate/")


def test_a_home_is_never_written_over(home: Home) -> None:
    before = home.size()
    assert home.refused("init", "--owner", "Eli Strand") == ["home-exists"]
    assert home.size() == before


def test_a_folder_with_something_in_it_is_never_taken(nowhere: Home) -> None:
    nowhere.path.mkdir()
    (nowhere.path / "photo.jpg").write_bytes(b"dear")
    assert nowhere.refused("init") == ["home-exists"]
    assert [path.name for path in nowhere.path.iterdir()] == ["photo.jpg"]


def test_an_empty_folder_may_become_a_home(nowhere: Home) -> None:
    nowhere.path.mkdir()
    assert nowhere.answer("init", "--owner", "Asha Rahman")["kind"] == "practice"


def test_a_home_that_the_rules_refuse_leaves_nothing_behind(nowhere: Home) -> None:
    assert nowhere.refused("init", "--owner", "Asha", "--host", "no host") == [
        "bad-host",
        "bad-origin",
    ]
    assert list(nowhere.path.parent.iterdir()) == [nowhere.files]


def test_a_full_disk_while_a_home_is_made_leaves_nothing_behind(
    nowhere: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise DiskFull("disk-full", "The disk is full.")

    monkeypatch.setattr(keys, "make_key", full)
    assert nowhere.answer("init", code=3)["code"] == "disk-full"
    assert list(nowhere.path.parent.iterdir()) == [nowhere.files]


@pytest.mark.parametrize("option", ["--second", "--passphrase-file", "--second-passphrase-file"])
def test_a_real_home_is_opened_by_two_people_with_passphrases(nowhere: Home, option: str) -> None:
    words = {
        "--second": "Ben Hughes",
        "--passphrase-file": nowhere.file("asha.txt", ASHA_SECRET),
        "--second-passphrase-file": nowhere.file("ben.txt", BEN_SECRET),
    }
    given = [word for each in words.items() if each[0] != option for word in each]
    code = nowhere.misused("init", "--kind", "real", "--owner", "Asha Rahman", *given)
    assert code in {"second-missing", "passphrase-missing"}
    assert not nowhere.path.exists()


def test_a_real_home_keeps_its_key_locked(real_home: Home) -> None:
    pem = (real_home.path / "keys" / "journal.pem").read_text()
    assert "ENCRYPTED" in pem
    assert real_home.misused("journal", "checkpoint") == "passphrase-missing"
    asha = str(real_home.files / "asha.txt")
    assert real_home.answer("journal", "checkpoint", "--passphrase-file", asha)["note"]


def test_a_short_passphrase_is_not_taken(nowhere: Home) -> None:
    short = nowhere.file("short.txt", "1234567")
    assert nowhere.misused("init", "--passphrase-file", short) == "passphrase-short"


def test_a_real_home_has_no_clock_to_set(real_home: Home) -> None:
    assert real_home.refused("clock", "set", "+3d") == ["real-home"]


def test_the_clock_of_a_practice_home_stands_where_it_was_set(home: Home) -> None:
    home.ok("clock", "set", "2027-01-04 09:30")
    acted = home.answer("council", "set", "--name", "Thornmere District Council")
    assert acted["at"] == "2027-01-04T09:30:00Z"
    home.ok("clock", "set", "+3d")
    assert home.answer("council", "set", "--host", "a.example")["at"] == "2027-01-07T09:30:00Z"


def test_now_lets_the_clock_follow_the_machine_again(home: Home) -> None:
    home.ok("clock", "set", "2027-01-04")
    home.ok("clock", "set", "now")
    stepped, set_ = home.answer("council", "set", "--host", "a.example")["entries"]
    assert (stepped["tag"], set_["tag"]) == ("clock-stepped-back/1", "council-set/1")


def test_a_moment_nobody_understands_is_bad_usage(home: Home) -> None:
    assert home.misused("clock", "set", "next Tuesday") == "time-unreadable"


def test_what_is_not_given_of_the_council_stays(home: Home) -> None:
    home.ok("council", "set", "--colour", "#00594c", "--host", "status.thornmere.example")
    home.ok("council", "set", "--name", "Thornmere District Council")
    event = home.answer("journal", "show", "--limit", "1")["entries"][0]["event"]
    assert event["council"]["host"] == "status.thornmere.example"


def test_a_limit_is_tightened_and_never_loosened(home: Home) -> None:
    home.ok("limit", "tighten", "clearance-age", "2d")
    limits = {each["limit"]: each["minutes"] for each in home.answer("limit", "list")["limits"]}
    assert limits["clearance-age"] == 2 * 24 * 60
    assert home.refused("limit", "tighten", "clearance-age", "3d") == ["not-stricter"]
    assert home.misused("limit", "tighten", "clearance-age", "soon") == "span-unreadable"


def test_a_longer_watch_is_stricter(home: Home) -> None:
    assert home.refused("limit", "tighten", "watch", "7d") == ["not-stricter"]
    home.ok("limit", "tighten", "watch", "3w")


def test_more_checks_may_be_required(home: Home) -> None:
    home.ok("check", "require", "configuration-review", "--hosting", "hosted")
    assert home.refused("check", "require", "horoscope") == ["unknown-check"]


def test_without_a_home_the_way_to_one_is_said(nowhere: Home) -> None:
    trouble = nowhere.answer("user", "list", code=3)
    assert trouble["code"] == "home-missing"
    assert "reinstate init" in trouble["next"]


def test_two_founders_of_a_real_home_have_two_passphrases(nowhere: Home) -> None:
    same = nowhere.file("same.txt", ASHA_SECRET)
    words = ("init", "--kind", "real", "--owner", "Asha", "--second", "Ben")
    files = ("--passphrase-file", same, "--second-passphrase-file", same)
    assert nowhere.misused(*words, *files) == "passphrases-same"
    assert not nowhere.path.exists()


def test_two_founders_are_two_people(nowhere: Home) -> None:
    assert nowhere.misused("init", "--owner", "Asha", "--second", "asha") == "founders-same"
    assert not nowhere.path.exists()


def test_an_owner_without_a_name_is_refused(nowhere: Home) -> None:
    assert nowhere.misused("init", "--owner", "") == "name-unreadable"
    assert not nowhere.path.exists()


def test_a_clock_set_before_the_last_entry_warns(home: Home) -> None:
    assert "before the last entry" not in home.answer("clock", "set", "+3d")["did"]
    assert "before the last entry" in home.answer("clock", "set", "2020-01-01")["did"]
