"""Every command of the guided tour works, in its order, and ends as it says."""

import shlex
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from io import BytesIO, TextIOWrapper
from pathlib import Path

import msgspec
import pytest

from reinstate.cli.__main__ import main
from reinstate.cli.output import output
from reinstate.demo import keeping, tour
from tests.cli.schemas import faults
from tests.demo.conftest import Played


def run(*words: str) -> tuple[int, str, str]:
    """Run one command; return how it ended and what it said on each stream."""
    out, err = _stream(), _stream()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(words)
    return code, _text(out), _text(err)


def _stream() -> TextIOWrapper:
    return TextIOWrapper(BytesIO(), encoding="utf-8", write_through=True)


def _text(stream: TextIOWrapper) -> str:
    buffer = stream.buffer
    assert isinstance(buffer, BytesIO)
    return buffer.getvalue().decode()


@pytest.fixture(autouse=True)
def words_again() -> Iterator[None]:
    """Let the program speak words again after these tests."""
    yield
    output.is_json = False


def follow(stops: tuple[tour.Stop, ...]) -> list[str]:
    """Type a whole tour; return what each command said."""
    said: list[str] = []
    for stop in stops:
        code, out, err = run(*shlex.split(stop.command))
        assert code == stop.exit_code, f"{stop.command}\n{out}\n{err}"
        said.append(out + err)
    return said


def test_the_tour_of_the_last_day_can_be_typed(copy: Path) -> None:
    said = dict(zip((stop.command for stop in tour.WHOLE), follow(tour.WHOLE), strict=True))
    assert copy.is_dir()
    assert "Who restored a subject may not clear it" in said["clear sys-cemeteries --as ben"]
    assert "second signature is overdue" in said["gate sys-childrens"]
    assert "Permits for businesses" in said["notice approve --as lev"]
    lowered = next(words for command, words in said.items() if command.startswith("level lower"))
    assert "its words in the place do-now no longer hold" in " ".join(lowered.split())
    assert "Not yet checked" in said["level show svc-parking-permits"]
    assert "need-finding" in said["gate sys-portal"]
    assert "ordered off" in said["journal show --limit 12"]


def test_the_tour_of_a_fresh_attack_can_be_typed(place: Path) -> None:
    keeping.keep(is_fresh=True)
    assert place.is_dir()
    assert "Not yet checked" in follow(tour.FRESH)[0]


def test_the_tour_has_about_ten_stops_and_says_why_at_each() -> None:
    assert 8 <= len(tour.WHOLE) <= 14
    assert all(stop.why.endswith(".") for stop in (*tour.WHOLE, *tour.FRESH))


def test_the_demo_publishes_and_prints_its_tour(copy: Path) -> None:
    code, out, _ = run("demo", "--no-serve")
    assert code == 0
    assert (copy / "site" / "current" / "index.html").is_file()
    assert all(stop.command in out for stop in tour.WHOLE)
    assert "export REINSTATE_HOME=home\n" in out


def test_the_demo_answers_a_script(copy: Path, played: Played) -> None:
    code, out, _ = run("demo", "--no-serve", "--json")
    said = msgspec.json.decode(out)
    assert code == 0
    assert faults(said) == []
    assert said["schema"] == "demo/1"
    assert said["home"] == str(copy)
    assert said["entries"] == len(played.entries)
    assert not said["is_new"]
    assert [stop["command"] for stop in said["tour"]] == [stop.command for stop in tour.WHOLE]


def test_json_and_serving_do_not_go_together(place: Path) -> None:
    code, out, _ = run("demo", "--json")
    assert code == 2
    assert msgspec.json.decode(out)["code"] == "json-and-serve"
    assert not place.exists()


def test_without_a_place_named_the_demo_lives_below_the_current_folder(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REINSTATE_HOME")
    mine = place.parent / ".demo"
    mine.mkdir()
    (mine / "letter.txt").write_text("dear", encoding="utf-8")
    code, out, _ = run("demo", "--no-serve", "--json")
    assert code == 2
    assert msgspec.json.decode(out)["place"] == str(mine)
