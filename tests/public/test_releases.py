"""Releases: numbered folders, one switch, unchanged files untouched, nothing half done."""

import errno
import os
import resource
import subprocess
from pathlib import Path

import pytest

from reinstate.core.terms.trouble import WorldFailed
from reinstate.operations.releases import (
    RELEASES_KEPT,
    RELEASES_MAX,
    SECONDS_KEPT,
    current_of,
    file_of,
    forget_earlier,
    release,
)

SITE = {"index.html": b"home", "services/a/index.html": b"a", "site.css": b"p{}"}


def standing(target: Path) -> dict[str, bytes]:
    """Return what a web server finds behind `current`, without the list of digests."""
    root = target / "current"
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and path.name != "SHA256SUMS"
    }


def test_a_first_release_holds_exactly_these_files(tmp_path: Path) -> None:
    done = release(SITE, tmp_path / "www")
    assert (done.number, done.is_new, done.kept, done.gone) == (1, True, 0, ())
    assert standing(tmp_path / "www") == SITE
    assert (tmp_path / "www" / "current").readlink() == Path("releases/1")


def test_anybody_may_read_what_was_published(tmp_path: Path) -> None:
    old = os.umask(0o077)
    try:
        release(SITE, tmp_path)
    finally:
        os.umask(old)
    root = (tmp_path / "current").resolve()
    assert {path.stat().st_mode & 0o777 for path in root.rglob("*") if path.is_file()} == {0o644}
    assert {path.stat().st_mode & 0o777 for path in (root, root / "services")} == {0o755}


def test_nothing_new_makes_no_release_and_touches_no_file(tmp_path: Path) -> None:
    release(SITE, tmp_path)
    before = {path: path.lstat() for path in tmp_path.rglob("*") if path.name != ".lock"}
    again = release(SITE, tmp_path)
    assert (again.number, again.is_new, again.written, again.kept) == (1, False, (), 3)
    assert {path: path.lstat() for path in before} == before


def test_only_what_changed_is_written_and_what_is_gone_is_gone(tmp_path: Path) -> None:
    release(SITE, tmp_path)
    os.utime(tmp_path / "releases/1/site.css", (1, 1))
    done = release({"index.html": b"new", "site.css": b"p{}"}, tmp_path)
    assert (done.number, done.written, done.kept) == (2, ("index.html",), 1)
    assert done.gone == ("services/a/index.html",)
    assert standing(tmp_path) == {"index.html": b"new", "site.css": b"p{}"}
    assert (tmp_path / "releases/2/site.css").stat().st_mtime == 1
    assert (tmp_path / "releases/1/index.html").read_bytes() == b"home"


def test_where_files_cannot_be_linked_they_are_copied_as_old_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(_old: Path, _new: Path) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    release(SITE, tmp_path)
    os.utime(tmp_path / "releases/1/site.css", (1, 1))
    monkeypatch.setattr(os, "link", no_links)
    release({**SITE, "index.html": b"new"}, tmp_path)
    copied = tmp_path / "releases/2/site.css"
    assert (copied.read_bytes(), copied.stat().st_mtime, copied.stat().st_nlink) == (b"p{}", 1, 1)


def test_a_file_changed_by_hand_is_put_right(tmp_path: Path) -> None:
    release(SITE, tmp_path)
    (tmp_path / "releases/1/index.html").write_bytes(b"hacked")
    done = release(SITE, tmp_path)
    assert (done.is_new, done.written) == (True, ("index.html",))
    assert standing(tmp_path) == SITE


def age(target: Path, seconds: int) -> None:
    """Let every release be older than it is."""
    for folder in (target / "releases").iterdir():
        at = folder.stat().st_mtime - seconds
        os.utime(folder, (at, at))


def numbers(target: Path) -> list[int]:
    """Return the numbers of the releases that lie there."""
    return sorted(int(path.name) for path in (target / "releases").iterdir())


def test_the_last_releases_are_kept_and_older_ones_go(tmp_path: Path) -> None:
    for number in range(RELEASES_KEPT + 3):
        release({"index.html": str(number).encode()}, tmp_path)
        age(tmp_path, 2 * SECONDS_KEPT)
    assert numbers(tmp_path) == list(range(4, RELEASES_KEPT + 4))


def test_a_release_that_stood_a_moment_ago_is_kept_for_who_reads_it(tmp_path: Path) -> None:
    for number in range(RELEASES_KEPT + 3):
        release({"index.html": str(number).encode()}, tmp_path)
    assert numbers(tmp_path) == list(range(1, RELEASES_KEPT + 4))
    age(tmp_path, 2 * SECONDS_KEPT)
    release({"index.html": b"later"}, tmp_path)
    assert numbers(tmp_path) == list(range(5, RELEASES_KEPT + 5))


def test_publishing_without_a_pause_does_not_fill_the_disk(tmp_path: Path) -> None:
    for number in range(RELEASES_MAX + 3):
        release({"index.html": str(number).encode()}, tmp_path)
    assert numbers(tmp_path) == list(range(4, RELEASES_MAX + 4))


def test_a_release_says_what_is_in_it(tmp_path: Path) -> None:
    release({**SITE, "long.html": b"word " * 400}, tmp_path)
    done = subprocess.run(
        ("sha256sum", "--check", "--strict", "SHA256SUMS"),
        cwd=tmp_path / "current",
        capture_output=True,
        text=True,
        check=True,
    )
    said = {line.removesuffix(": OK") for line in done.stdout.splitlines()}
    assert said == set(standing(tmp_path))
    assert {"long.html.br", "long.html.gz"} < said


def test_a_changed_file_is_seen_to_be_newer_by_who_counts_in_seconds(tmp_path: Path) -> None:
    for content in (b"38 of 60", b"39 of 60", b"40 of 60"):
        release({"index.html": content}, tmp_path)
    times = [int((tmp_path / f"releases/{one}/index.html").stat().st_mtime) for one in (1, 2, 3)]
    assert times == sorted(set(times))


STYLE = "assets/site-0123abcd.css"
NEWER = "assets/site-4567cdef.css"


def test_an_asset_stays_while_a_page_that_asks_for_it_may_be_open(tmp_path: Path) -> None:
    release({"index.html": b"old", STYLE: b"p{}" * 200}, tmp_path)
    done = release({"index.html": b"new", NEWER: b"q{}" * 200}, tmp_path)
    assert done.gone == ()
    assert standing(tmp_path)[STYLE] == b"p{}" * 200
    assert {f"{STYLE}.gz", f"{STYLE}.br"} < set(standing(tmp_path))
    assert STYLE not in (tmp_path / "current/SHA256SUMS").read_text()
    again = release({"index.html": b"new", NEWER: b"q{}" * 200}, tmp_path)
    assert not again.is_new


def test_an_asset_goes_with_the_last_release_that_named_it(tmp_path: Path) -> None:
    release({"index.html": b"old", STYLE: b"p{}" * 200}, tmp_path)
    for number in range(RELEASES_KEPT + 1):
        age(tmp_path, 2 * SECONDS_KEPT)
        release({"index.html": str(number).encode(), NEWER: b"q{}" * 200}, tmp_path)
        assert (STYLE in standing(tmp_path)) == (number < RELEASES_KEPT)


def test_what_a_crash_left_half_done_is_no_part_of_the_next_release(tmp_path: Path) -> None:
    release(SITE, tmp_path)
    (tmp_path / "releases/.half").mkdir()
    (tmp_path / "releases/.half/rubbish").write_text("half")
    (tmp_path / "releases/.going-1/deep").mkdir(parents=True)
    (tmp_path / ".current").symlink_to("releases/9")
    release({"index.html": b"new"}, tmp_path)
    assert standing(tmp_path) == {"index.html": b"new"}
    assert sorted(path.name for path in (tmp_path / "releases").iterdir()) == ["1", "2"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [".lock", "current", "releases"]


def test_a_failure_on_the_way_leaves_what_stood_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_place: Path, _content: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    release(SITE, tmp_path)
    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(WorldFailed) as told:
        release({**SITE, "index.html": b"new"}, tmp_path)
    assert told.value.code == "target-unwritable"
    assert "No space left on device" in told.value.sentence
    assert standing(tmp_path) == SITE


@pytest.mark.parametrize("is_folder", [True, False])
def test_a_current_that_no_publication_made_is_left_alone(
    tmp_path: Path, *, is_folder: bool
) -> None:
    foreign = tmp_path / "elsewhere" / "releases" / "1"
    foreign.mkdir(parents=True)
    if is_folder:
        (tmp_path / "current").mkdir()
    else:
        (tmp_path / "current").symlink_to(foreign)
    with pytest.raises(WorldFailed) as told:
        release(SITE, tmp_path)
    assert told.value.code == "target-foreign"
    assert list(foreign.iterdir()) == []


def test_a_link_that_was_turned_elsewhere_is_left_alone(tmp_path: Path) -> None:
    foreign = tmp_path / "elsewhere" / "releases" / "1"
    foreign.mkdir(parents=True)
    release(SITE, tmp_path / "site")
    (tmp_path / "site" / "current").unlink()
    (tmp_path / "site" / "current").symlink_to(foreign)
    with pytest.raises(WorldFailed) as told:
        release(SITE, tmp_path / "site")
    assert told.value.code == "target-foreign"
    assert list(foreign.iterdir()) == []


def test_a_current_that_points_at_nothing_is_started_again(tmp_path: Path) -> None:
    (tmp_path / "current").symlink_to("releases/7")
    release(SITE, tmp_path)
    assert standing(tmp_path) == SITE


def test_a_file_where_the_folder_should_be_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "www").write_text("a file")
    with pytest.raises(WorldFailed) as told:
        release(SITE, tmp_path / "www")
    assert told.value.place == str(tmp_path / "www")


def test_a_published_file_can_be_read_again(tmp_path: Path) -> None:
    assert file_of(tmp_path, "index.html") is None
    release(SITE, tmp_path)
    assert file_of(tmp_path, "index.html") == b"home"
    assert file_of(tmp_path, "nothing") is None
    assert current_of(tmp_path) == tmp_path / "releases/1"


def test_releases_of_another_program_are_refused_and_stay(tmp_path: Path) -> None:
    for number in ("20260101", "20260102"):
        (tmp_path / "releases" / number).mkdir(parents=True)
        (tmp_path / "releases" / number / "app.py").write_text("theirs")
    (tmp_path / "current").symlink_to("releases/20260102")
    with pytest.raises(WorldFailed, match="not made by a publication"):
        release(SITE, tmp_path)
    assert (tmp_path / "current/app.py").read_text() == "theirs"


def test_folders_beside_ours_are_neither_read_nor_removed(tmp_path: Path) -> None:
    for name in ("1", "7", "²"):
        (tmp_path / "releases" / name).mkdir(parents=True)
        (tmp_path / "releases" / name / "precious").write_text("theirs")
    numbers = [release({"index.html": b"%d" % turn}, tmp_path).number for turn in range(3)]
    forget_earlier(tmp_path)
    assert numbers == [2, 3, 4]
    assert {path.name for path in (tmp_path / "releases").iterdir()} == {"1", "7", "²", "4"}


def test_the_lock_empties_no_file_that_it_is_made_to_point_at(tmp_path: Path) -> None:
    (tmp_path / "victim").write_text("precious")
    (tmp_path / "www").mkdir()
    (tmp_path / "www/.lock").symlink_to(tmp_path / "victim")
    release(SITE, tmp_path / "www")
    assert (tmp_path / "victim").read_text() == "precious"


def test_a_release_that_did_not_fit_takes_no_room(tmp_path: Path) -> None:
    release(SITE, tmp_path)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, limits[1]))
    try:
        with pytest.raises(WorldFailed, match="what stood there still stands"):
            release({**SITE, "large.bin": b"x" * 20_000}, tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert [path.name for path in (tmp_path / "releases").iterdir()] == ["1"]
    assert standing(tmp_path) == SITE
