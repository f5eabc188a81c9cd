"""A home whose tables are in PostgreSQL: the same commands, the same answers, the same pages."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reinstate.operations import reading
from reinstate.store import connect
from tests.cli.answers import BEN_SECRET, Home
from tests.postgresql import Cluster
from tests.store.movings import everything

SERVICES = "id,name,audience,people_affected,harm_per_day\nsvc-rent,Paying rent,resident,9000,60\n"
SYSTEMS = "id,name,kind,hosting\nsys-net,Network,network,on-premises\nsys-rent,Rent,housing,SaaS\n"
NEEDS = "from,to,kind\nsvc-rent,sys-rent,needs\nsys-rent,sys-net,needs\n"
WRITERS = 4


@pytest.fixture
def on_server(nowhere: Home, empty_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    """Yield a place for a home whose tables are to be in PostgreSQL."""
    monkeypatch.setenv("DATABASE_URL", empty_url)
    yield nowhere
    let_go()


def let_go() -> None:
    """Point nowhere and know nothing."""
    connect.disconnect()
    reading.forget()


def a_story(home: Home) -> None:
    """Open a home, import sheets, have an attack, cut everything off and publish."""
    home.ok("init", "--owner", "Asha Rahman", "--second", "Ben Hughes", "--council", "Thornmere")
    home.ok("user", "add", "Cai Morgan", "--role", "clearer")
    home.ok("clock", "set", "2026-11-20T09:00Z")
    for name, content in (("services", SERVICES), ("systems", SYSTEMS), ("needs", NEEDS)):
        home.file(f"{name}.csv", content)
    home.ok("import", str(home.files), "--yes")
    home.ok("incident", "declare", "--why", "Files encrypted “overnight”")
    home.ok("isolate", "--all", "--yes")
    home.ok("seen", "sys-net", "--state", "cut")
    evidence = home.file("disk.img", "a disk image")
    home.ok("evidence", "sys-net", "--what", "disk", "--file", evidence)


def published(home: Home, name: str) -> dict[str, bytes]:
    """Publish and return what residents would be given, by path."""
    target = Path(home.place(name))
    home.ok("publish", "--to", str(target))
    current = target / "current"
    return {
        path.relative_to(current).as_posix(): path.read_bytes()
        for path in current.rglob("*")
        if path.is_file()
    }


def test_a_council_goes_from_its_sheets_to_its_pages(on_server: Home) -> None:
    a_story(on_server)
    assert not (on_server.path / connect.DATABASE_NAME).exists()
    assert on_server.answer("journal", "verify")["is_whole"]
    assert "checkpoint" in on_server.ok("journal", "checkpoint", "--to", on_server.place("n")).out
    exported = on_server.answer("journal", "export", on_server.place("journal"))
    assert exported["size"] == on_server.size()
    assert b"Thornmere" in published(on_server, "pages")["index.html"]
    assert on_server.refused("reconnect", "sys-net")
    note = on_server.answer("journal", "show", "--limit", "5")["entries"]
    assert note


def test_processes_of_their_own_answer_and_act(on_server: Home) -> None:
    on_server.ok("init", "--owner", "Asha Rahman")
    size = on_server.size()
    words = [["user", "add", f"Person {n}", "--handle", f"person-{n}"] for n in range(WRITERS)]
    running = [
        subprocess.Popen([sys.executable, "-m", "reinstate", *each], stdout=subprocess.PIPE)
        for each in words
    ]
    for process in running:
        process.communicate()
    assert [process.returncode for process in running] == [0] * WRITERS
    assert on_server.size() == size + WRITERS
    assert on_server.answer("journal", "verify")["is_whole"]


def test_the_check_names_the_engine_and_shows_no_password(
    on_server: Home, cluster: Cluster, empty_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_server.ok("init", "--owner", "Asha Rahman")
    address = empty_url.replace("reinstate@", "reinstate:plum%20kettle@")
    monkeypatch.setenv("DATABASE_URL", address)
    said = on_server.run("check")
    assert "PostgreSQL" in said.out
    assert "plum" not in said.out + said.err
    findings = {each["name"]: each for each in on_server.answer("check", code=1)["findings"]}
    wrong = [name for name, found in findings.items() if not found["is_right"]]
    assert wrong == ["database"], "the server of these tests does not wait for the disk"
    assert "fsync" in findings["database"]["sentence"]
    assert cluster.folder.exists()


def test_the_check_names_sqlite_too(home: Home) -> None:
    findings = {each["name"]: each for each in home.answer("check")["findings"]}
    assert findings["database"]["sentence"].startswith("SQLite 3")


def test_a_home_with_its_journal_in_a_file_is_not_told_to_go_when_a_database_is_named(
    home: Home, empty_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = home.size()
    let_go()
    monkeypatch.setenv("DATABASE_URL", empty_url)
    ran = home.run("status")
    assert (ran.code, "Unset DATABASE_URL" in ran.err, "remove" in ran.err) == (3, True, False)
    monkeypatch.delenv("DATABASE_URL")
    let_go()
    assert home.size() == size


def test_a_folder_without_the_keys_of_the_journal_is_not_its_home(
    on_server: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_server.ok("init", "--owner", "Asha Rahman")
    let_go()
    (tmp_path / "empty").mkdir()
    monkeypatch.setenv("REINSTATE_HOME", str(tmp_path / "empty"))
    for words in (("status",), ("user", "add", "Cai Morgan")):
        ran = on_server.run(*words)
        assert (ran.code, "its keys are not in this folder" in ran.err) == (3, True)
    assert list((tmp_path / "empty").iterdir()) == []


def test_without_its_setting_the_home_says_where_the_journal_may_be(
    on_server: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_server.ok("init", "--owner", "Asha Rahman")
    monkeypatch.delenv("DATABASE_URL")
    assert on_server.answer("status", code=3)["code"] == "journal-elsewhere"


def test_a_server_that_is_down_ends_a_command_in_one_sentence(
    on_server: Home, cluster: Cluster
) -> None:
    on_server.ok("init", "--owner", "Asha Rahman")
    let_go()
    with cluster.stopped():
        trouble = on_server.answer("status", code=3)
        process = on_server.process("status")
    assert trouble["code"] == "database-unreachable"
    assert process.returncode == 3
    assert "Traceback" not in process.stderr
    assert on_server.answer("journal", "verify")["is_whole"]


@pytest.mark.parametrize("way", ["to postgresql", "to sqlite"])
def test_a_home_that_moved_acts_verifies_and_publishes_the_same_pages(
    nowhere: Home, empty_url: str, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    urls = {"to postgresql": ("", empty_url), "to sqlite": (empty_url, "")}[way]
    point(monkeypatch, urls[0])
    a_story(nowhere)
    secret = nowhere.file("secret.txt", BEN_SECRET)
    sealed = nowhere.place("home.sealed")
    pages = published(nowhere, "pages")
    nowhere.ok("export", "--encrypted", sealed, "--passphrase-file", secret)
    before = everything(nowhere.path)
    other = Home(nowhere.path.with_name("other"), nowhere.files)
    point(monkeypatch, urls[1])
    monkeypatch.setenv("REINSTATE_HOME", str(other.path))
    other.ok("init", "--from", sealed, "--passphrase-file", secret)
    assert everything(other.path) == before
    assert published(other, "pages-there") == pages
    assert other.answer("journal", "verify")["is_whole"]
    size = other.size()
    other.ok("user", "add", "Dee Okafor")
    assert other.size() > size
    let_go()


@pytest.mark.parametrize("way", ["to postgresql", "to sqlite"])
def test_a_real_home_that_moved_still_asks_for_the_same_passphrase(
    real_home: Home, empty_url: str, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    asha = real_home.place("asha.txt")
    home = real_home
    for number, url in enumerate([empty_url] if way == "to postgresql" else [empty_url, ""]):
        sealed = home.place(f"home-{number}.sealed")
        home.ok("export", "--encrypted", sealed, "--passphrase-file", asha)
        home = Home(real_home.path.with_name(f"other-{number}"), home.files)
        point(monkeypatch, url)
        monkeypatch.setenv("REINSTATE_HOME", str(home.path))
        home.ok("init", "--from", sealed, "--passphrase-file", asha)
    cai = home.file("cai.txt", "quartz meadow lantern")
    added = (
        *("user", "add", "Cai Morgan", "--role", "clearer", "--as", "asha"),
        *("--new-passphrase-file", cai),
    )
    assert home.misused(*added, "--passphrase-file", home.place("ben.txt")) == "passphrase-wrong"
    assert home.answer(*added, "--passphrase-file", asha)
    home.ok("journal", "checkpoint", "--key-passphrase-file", asha)
    let_go()


def test_a_restore_into_a_database_in_use_is_refused_and_nothing_changed(
    on_server: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_server.ok("init", "--owner", "Asha Rahman")
    secret = on_server.file("secret.txt", BEN_SECRET)
    sealed = on_server.place("home.sealed")
    on_server.ok("export", "--encrypted", sealed, "--passphrase-file", secret)
    size = on_server.size()
    monkeypatch.setenv("REINSTATE_HOME", str(on_server.path.with_name("other")))
    assert on_server.misused("init", "--from", sealed, "--passphrase-file", secret) == (
        "database-taken"
    )
    assert not on_server.path.with_name("other").exists()
    monkeypatch.setenv("REINSTATE_HOME", str(on_server.path))
    assert on_server.size() == size


def point(patch: pytest.MonkeyPatch, url: str) -> None:
    """Let DATABASE_URL be `url`, or unset."""
    let_go()
    patch.delenv("DATABASE_URL", raising=False)
    if url:
        patch.setenv("DATABASE_URL", url)
