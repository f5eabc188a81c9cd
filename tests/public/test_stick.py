"""A memory stick: no links, no owners; a folder takes the place of another, and can be mended."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from reinstate.operations.releases import file_of, forget_earlier, release

OLD = {"index.html": b"old " * 200, "services/a/index.html": b"old", "icon.svg": b"<svg/>"}
NEW = {**OLD, "index.html": b"new " * 200, "services/a/index.html": b"new"}


class Died(BaseException):
    """What a killed publisher does: nothing more, not even tidy up."""


def refused(*_words: object, **_options: object) -> None:
    """Answer as a FAT file system does."""
    raise PermissionError(errno.EPERM, "Operation not permitted")


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder on a disk that knows neither links nor owners."""
    for name in ("symlink", "link", "chmod"):
        monkeypatch.setattr(os, name, refused)
    return tmp_path / "stick"


def standing(target: Path) -> dict[str, bytes]:
    """Return what a person finds in `current`, without copies and digests."""
    root = target / "current"
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and path.suffix in (".html", ".svg")
    }


def test_a_stick_holds_a_plain_folder_that_any_browser_opens(stick: Path) -> None:
    done = release(OLD, stick)
    assert (done.number, done.is_new) == (1, True)
    assert (stick / "current").is_dir()
    assert not (stick / "current").is_symlink()
    assert standing(stick) == OLD
    assert file_of(stick, "icon.svg") == b"<svg/>"


def test_a_stick_takes_only_what_changed_as_new_and_keeps_the_age_of_the_rest(stick: Path) -> None:
    release(OLD, stick)
    os.utime(stick / "current/icon.svg", (1, 1))
    done = release(NEW, stick)
    assert (done.number, done.written, done.kept) == (
        2,
        ("index.html", "services/a/index.html"),
        1,
    )
    assert standing(stick) == NEW
    assert (stick / "current/icon.svg").stat().st_mtime == 1
    assert (stick / "releases/1/index.html").read_bytes() == OLD["index.html"]
    assert not release(NEW, stick).is_new


def test_a_stick_keeps_little_of_the_past(stick: Path) -> None:
    for number in range(5):
        release({"index.html": str(number).encode()}, stick)
    assert sorted(path.name for path in (stick / "releases").iterdir()) == [".number", "4"]


def test_what_was_erased_goes_from_a_stick_too(stick: Path) -> None:
    release(OLD, stick)
    release(NEW, stick)
    forget_earlier(stick)
    assert [path.name for path in (stick / "releases").iterdir()] == [".number"]
    assert standing(stick) == NEW
    assert not release(NEW, stick).is_new


def test_a_folder_that_was_not_ours_is_left_alone_on_a_stick_too(stick: Path) -> None:
    (stick / "current").mkdir(parents=True)
    (stick / "current/holiday.jpg").touch()
    with pytest.raises(Exception, match="not made by a publication"):
        release(OLD, stick)
    assert [path.name for path in (stick / "current").iterdir()] == ["holiday.jpg"]


def dying_at(step: int, monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """Let the process die before its `step`th change of a name; return what counts them."""
    seen = 0

    def watched(real: Callable[..., object]) -> Callable[..., object]:
        def call(*words: object, **options: object) -> object:
            nonlocal seen
            seen += 1
            if seen == step:
                raise Died
            return real(*words, **options)

        return call

    for name in ("rename", "replace", "unlink", "rmdir", "mkdir"):
        monkeypatch.setattr(os, name, watched(getattr(os, name)))
    return lambda: seen


STEPS = range(1, 25)


@pytest.mark.parametrize("past", [0, 1, 3])
def test_whatever_step_a_publisher_dies_at_the_next_one_leaves_a_whole_site(
    stick: Path, past: int
) -> None:
    without_a_site = 0
    for step in STEPS:
        target = stick / str(step)
        for number in range(past):
            release({**OLD, "count.html": str(number).encode()}, target)
        if past:
            release(OLD, target)
        with pytest.MonkeyPatch.context() as patch:
            count = dying_at(step, patch)
            try:
                release(NEW, target)
            except Died:
                pass
            else:
                assert count() < step
        if (target / "current").exists():
            assert standing(target) in (OLD, NEW)
        else:
            without_a_site += 1
        assert release(NEW, target).number >= past
        assert standing(target) == NEW
        assert not release(NEW, target).is_new
        later = release(OLD, target)
        names = {path.name for path in (target / "releases").iterdir()}
        assert names == {".number", str(later.number - 1)}
        assert {path.name for path in target.iterdir()} == {".lock", "current", "releases"}
    assert without_a_site == 1 or not past


def test_with_links_there_is_a_site_at_every_step(tmp_path: Path) -> None:
    for step in STEPS:
        target = tmp_path / str(step)
        release(OLD, target)
        with pytest.MonkeyPatch.context() as patch:
            count = dying_at(step, patch)
            try:
                release(NEW, target)
            except Died:
                pass
            else:
                assert count() < step
        assert standing(target) in (OLD, NEW)
        release(NEW, target)
        assert standing(target) == NEW
