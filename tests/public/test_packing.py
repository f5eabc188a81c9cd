"""Packed copies: smaller, equal to their file, and not made anew without need."""

import gzip
from pathlib import Path

import brotli  # type: ignore[import-untyped]  # it comes without stubs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reinstate.operations.packing import is_fingerprinted, original_of, packed
from reinstate.operations.releases import release

LONG = b"<p>Bins are collected by hand for now." * 40


@given(
    st.binary(max_size=2000), st.sampled_from(["a.html", "b.css", "c.png", "journal/checkpoint"])
)
def test_a_copy_is_smaller_than_its_file_and_unpacks_to_it(content: bytes, path: str) -> None:
    copies = dict(packed({path: content}, {}))
    assert all(len(copy) < len(content) for copy in copies.values())
    if f"{path}.gz" in copies:
        assert gzip.decompress(copies[f"{path}.gz"]) == content
    if f"{path}.br" in copies:
        assert brotli.decompress(copies[f"{path}.br"]) == content
    assert not copies or path in ("a.html", "b.css")


def test_pages_facts_feeds_pictures_and_style_have_copies_and_the_signed_head_has_none() -> None:
    names = ("a.html", "a.css", "a.js", "a.json", "a.svg", "a.atom", "a.txt", "checkpoint", "a.png")
    copies = dict(packed(dict.fromkeys(names, LONG), {}))
    assert {original_of(path) for path in copies} == set(names) - {"checkpoint", "a.png"}


def test_a_packed_file_names_neither_its_name_nor_its_time() -> None:
    copy = dict(packed({"a.html": LONG}, {}))["a.html.gz"]
    flags, time = copy[3], copy[4:8]
    assert (flags, time) == (0, b"\0\0\0\0")


@pytest.mark.parametrize("ending", [".gz", ".br"])
def test_a_copy_made_by_another_library_stays_and_a_wrong_one_goes(ending: str) -> None:
    fast = {".gz": gzip.compress(LONG, 1, mtime=7), ".br": brotli.compress(LONG, quality=1)}
    other, wrong = fast[ending], gzip.compress(b"hacked") + brotli.compress(b"hacked")
    path = f"a.html{ending}"
    assert dict(packed({"a.html": LONG}, {path: other}))[path] == other
    ours = dict(packed({"a.html": LONG}, {}))[path]
    for bad in (wrong, b"", ours[:-3], dict(packed({"a.html": b"hacked" * 99}, {}))[path]):
        assert dict(packed({"a.html": LONG}, {path: bad}))[path] == ours


def test_a_copy_changed_by_hand_is_put_right_and_told(tmp_path: Path) -> None:
    release({"a.html": LONG}, tmp_path)
    (tmp_path / "current/a.html.br").write_bytes(b"hacked")
    done = release({"a.html": LONG}, tmp_path)
    assert (done.written, done.kept) == (("a.html.br",), 1)
    assert brotli.decompress((tmp_path / "current/a.html.br").read_bytes()) == LONG


def test_copies_of_an_unchanged_file_are_the_same_files(tmp_path: Path) -> None:
    release({"a.html": LONG, "b.html": b"1"}, tmp_path)
    release({"a.html": LONG, "b.html": b"2"}, tmp_path)
    for name in ("a.html", "a.html.gz", "a.html.br"):
        assert (tmp_path / "releases/1" / name).samefile(tmp_path / "releases/2" / name)


@pytest.mark.parametrize(
    ("path", "is_so"),
    [
        ("assets/site-0123abcd.css", True),
        ("assets/site.0123abcd4567.css.br", True),
        ("assets/deep/icon-0123abcd.svg", True),
        ("assets/site.css", False),
        ("assets/site-0123.css", False),
        ("services/rent-0123abcd/index.html", False),
        ("site-0123abcd.css", False),
    ],
)
def test_only_assets_with_their_digest_in_the_name_may_be_kept_for_ever(
    path: str, *, is_so: bool
) -> None:
    assert is_fingerprinted(path) is is_so
