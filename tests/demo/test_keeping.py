"""The home of the demo: kept for the day, made anew for the next, and no other home touched."""

from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from reinstate.core.state.step import subject_of
from reinstate.core.terms.trouble import BadInput
from reinstate.core.terms.zone import Basis, Declared
from reinstate.core.zones.subjects import all_subjects
from reinstate.demo import keeping, play
from reinstate.demo.stage import Stage
from reinstate.operations import homes, opening, reading, situation


def never(*_: object, **__: object) -> None:
    """Fail where the story must not be played again."""
    pytest.fail("The story was played again.")


def marked(home: Path, **changes: object) -> None:
    """Change the mark of a home."""
    mark = keeping.mark_of(home)
    assert mark is not None
    changed = msgspec.structs.replace(mark, **changes)
    (home / keeping.MARK).write_bytes(msgspec.json.encode(changed))


def test_a_second_run_does_not_play_again(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "play", never)
    assert keeping.keep(is_fresh=False) is False
    assert homes.home_path() == copy
    assert situation.now()[0].incident is not None


@pytest.mark.parametrize(
    "change",
    [
        {"today": keeping.today() - timedelta(days=1)},
        {"story": "another"},
        {"is_whole": False},
        {"is_fresh": True},
    ],
    ids=["yesterday", "another story", "half played", "the other demo"],
)
def test_a_home_of_another_day_or_story_is_made_anew(
    copy: Path, monkeypatch: pytest.MonkeyPatch, change: dict[str, object]
) -> None:
    monkeypatch.setattr(keeping, "play", lambda *_, **__: None)
    marked(copy, **change)
    assert keeping.keep(is_fresh=False) is True
    assert reading.council().seq < 50
    mark = keeping.mark_of(copy)
    assert mark is not None
    assert mark.is_whole
    assert mark.today == keeping.today()


def test_a_story_that_broke_off_is_marked_as_half_played(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(keeping, "play", breaks)
    with pytest.raises(KeyboardInterrupt):
        keeping.keep(is_fresh=True)
    mark = keeping.mark_of(place)
    assert mark is not None
    assert not mark.is_whole


def test_a_home_that_is_not_the_demos_is_never_replaced(place: Path) -> None:
    opening.open_new(opening.Opening(owner=opening.Founder("Somebody")))
    before = reading.council()
    with pytest.raises(BadInput) as caught:
        keeping.keep(is_fresh=False)
    assert caught.value.code == "not-a-demo"
    reading.forget()
    homes.open_home()
    assert reading.council() == before
    assert place.is_dir()


def test_a_folder_with_other_things_is_left_alone(place: Path) -> None:
    place.mkdir()
    (place / "letter.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(BadInput):
        keeping.keep(is_fresh=False)
    assert (place / "letter.txt").read_text(encoding="utf-8") == "dear"


def test_a_link_to_a_home_elsewhere_is_not_followed(place: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    place.symlink_to(elsewhere)
    with pytest.raises(BadInput):
        keeping.keep(is_fresh=False)
    assert list(elsewhere.iterdir()) == []


def test_the_demo_does_not_play_into_a_database_elsewhere(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://council@db/reinstate")
    with pytest.raises(BadInput) as caught:
        keeping.keep(is_fresh=False)
    assert caught.value.code == "demo-database"
    assert not place.exists()


def test_a_fresh_demo_stops_where_the_attack_is_declared(place: Path) -> None:
    assert keeping.keep(is_fresh=True)
    council, at = situation.now()
    assert place.is_dir()
    assert council.incident is not None
    assert at.date() == keeping.today()
    every = [subject_of(council, one) for one in all_subjects(council)]
    assert len(every) > 159
    assert {one.basis for one in every} == {Basis.UNKNOWN}
    assert {one.declared for one in every} == {Declared.UNKNOWN}


def test_the_clock_of_the_story_never_goes_back(copy: Path) -> None:
    homes.open_home(copy)
    stage = Stage(keeping.today(), keeping.today())
    with pytest.raises(AssertionError, match="goes back"):
        stage.ago(3, "09:00")


def test_progress_is_told_to_its_end(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chapters: list[Stage] = []
    monkeypatch.setattr(play, "FRESH", (chapters.append, chapters.append))
    told: list[tuple[str, int, int]] = []
    keeping.keep(is_fresh=True, progress=lambda *step: told.append(step))
    assert place.is_dir()
    assert len(chapters) == 2
    assert told[-1][1] == told[-1][2]
