"""What was forged is refused by tools that others wrote, whoever signed it."""

import json
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reinstate.core.journal.merkle import consistency_path, leaf_hash
from reinstate.store.keys import SigningKey, load_key, make_key
from tests.outsiders.a_journal import ORIGIN, Journal
from tests.outsiders.checkers import Checker

Forge = Callable[[Journal], list[str | bytes | dict[str, Any]]]
Proof = dict[str, Any]

ZEROS = "00" * 32


def rewritten(journal: Journal, size: int) -> list[bytes]:
    """Return the first lines with the third of them written anew."""
    lines = list(journal.lines[:size])
    lines[2] = lines[2].replace(b"dull", b"nice")
    return lines


def as_content(lines: list[bytes]) -> bytes:
    """Return lines as they are exported."""
    return b"".join(line + b"\n" for line in lines)


def root_of(journal: Journal, size: int) -> bytes:
    """Return the root that the checkpoint of a size was signed over."""
    return b64decode(journal.notes[size].split("\n")[2])


def test_what_the_forgeries_start_from_is_right(journal: Journal, checker: Checker) -> None:
    assert checker("root", journal.content(9), journal.notes[9]).is_right
    assert checker("entry", an_entry(journal)).is_right
    assert checker("extends", an_extension(journal)).is_right


JOURNALS: dict[str, Forge] = {
    "a changed line": lambda j: [as_content(rewritten(j, 9)), j.notes[9]],
    "a line cut off": lambda j: [j.content(8), j.notes[9]],
    "a line added": lambda j: [j.content(9) + j.lines[9] + b"\n", j.notes[9]],
    "two lines swapped": lambda j: [
        as_content([j.lines[1], j.lines[0], *j.lines[2:9]]),
        j.notes[9],
    ],
    "half a line more": lambda j: [j.content(9) + j.lines[9], j.notes[9]],
    "half a line": lambda j: [j.content(9)[:-1], j.notes[9]],
    "an older checkpoint of a journal that was rewritten and signed anew": lambda j: [
        as_content(rewritten(j, 9)),
        j.forged_note(rewritten(j, 9)),
        j.notes[7],
    ],
    "an older checkpoint of a journal that was cut and signed anew": lambda j: [
        j.content(7),
        j.forged_note(j.lines[:7]),
        j.notes[9],
    ],
    "a checkpoint with another root, signed": lambda j: [j.content(9), j.signed(9, bytes(32))],
    "a checkpoint with another size, signed": lambda j: [j.content(8), j.signed(8, root_of(j, 9))],
    "a checkpoint of nothing": lambda j: [j.content(1), j.signed(0, bytes(32))],
}


@pytest.mark.parametrize("name", JOURNALS)
def test_no_forged_journal_passes(journal: Journal, checker: Checker, name: str) -> None:
    checked = checker("root", *JOURNALS[name](journal))
    assert not checked.is_right, checked.said


def an_entry(journal: Journal, **changed: object) -> Proof:
    """Return the proof of entry 5 of 9, with something changed."""
    return {**journal.entries[9, 5], **changed}


def its_path(journal: Journal) -> list[str]:
    """Return the four hashes of that proof."""
    path = list(journal.entries[9, 5]["path"])
    assert len(path) == 4
    return path


def swapped(path: list[str]) -> list[str]:
    """Return the path with its first two hashes in each other's place."""
    return [path[1], path[0], *path[2:]]


# A path of this shape serves sizes 9 to 16: in between, only the signature vouches for the size.
ENTRIES: dict[str, Callable[[Journal], Proof]] = {
    "another line": lambda j: an_entry(j, entry=j.lines[5].decode()),
    "a changed line": lambda j: an_entry(j, entry=j.entries[9, 5]["entry"].replace("dull", "nice")),
    "the index after": lambda j: an_entry(j, index=5),
    "the index before": lambda j: an_entry(j, index=3),
    "an index beyond": lambda j: an_entry(j, index=9),
    "an index below": lambda j: an_entry(j, index=-1),
    "the last entry as one beyond": lambda j: {**j.entries[9, 9], "index": 9},
    "the first entry as one below": lambda j: {**j.entries[9, 1], "index": -1},
    "the proof of another entry": lambda j: an_entry(j, path=j.entries[9, 1]["path"]),
    "swapped nodes": lambda j: an_entry(j, path=swapped(its_path(j))),
    "an extended proof": lambda j: an_entry(j, path=[*its_path(j), ZEROS]),
    "a proof extended below": lambda j: an_entry(j, path=[ZEROS, *its_path(j)]),
    "a shortened proof": lambda j: an_entry(j, path=its_path(j)[:-1]),
    "no proof": lambda j: an_entry(j, path=[]),
    "a changed size, signed": lambda j: an_entry(j, checkpoint=j.signed(17, root_of(j, 9))),
    "a changed root, signed": lambda j: an_entry(j, checkpoint=j.signed(9, bytes(32))),
    "the checkpoint of a rewritten journal": lambda j: an_entry(
        j, checkpoint=j.forged_note(rewritten(j, 9))
    ),
}


@pytest.mark.parametrize("name", ENTRIES)
def test_no_forged_entry_passes(journal: Journal, checker: Checker, name: str) -> None:
    checked = checker("entry", ENTRIES[name](journal))
    assert not checked.is_right, checked.said


def test_a_node_is_not_taken_for_an_entry(journal: Journal, checker: Checker) -> None:
    nodes = b"".join(leaf_hash(line) for line in journal.lines[:2])
    assert b"\n" not in nodes
    note = journal.signed(1, root_of(journal, 2))
    assert not checker("root", nodes + b"\n", note).is_right
    assert not checker("root", b"\x01" + nodes + b"\n", note).is_right


def an_extension(journal: Journal, **changed: object) -> Proof:
    """Return the proof from 6 entries to 9, with something changed."""
    return {**journal.extensions[6, 9], **changed}


def its_steps(journal: Journal) -> list[str]:
    """Return the hashes of that proof."""
    path = list(journal.extensions[6, 9]["path"])
    assert len(path) >= 3
    return path


def of_rewritten(journal: Journal) -> Proof:
    """Return what a liar offers: the rewritten journal's own proof, for the true old checkpoint."""
    leaves = [leaf_hash(line) for line in rewritten(journal, 9)]
    path = [node.hex() for node in consistency_path(leaves, 6)]
    return an_extension(journal, path=path, checkpoint=journal.forged_note(rewritten(journal, 9)))


EXTENSIONS: dict[str, Callable[[Journal], Proof]] = {
    "a rewritten journal": of_rewritten,
    "a rewritten journal and the true proof": lambda j: an_extension(
        j, checkpoint=j.forged_note(rewritten(j, 9))
    ),
    "a journal that was cut": lambda j: an_extension(j, checkpoint=j.notes[5]),
    "a journal that was cut to the older root": lambda j: an_extension(
        j, checkpoint=j.notes[5], old_checkpoint=j.notes[6], path=[]
    ),
    "another older checkpoint": lambda j: an_extension(j, old_checkpoint=j.notes[5]),
    "another newer checkpoint": lambda j: an_extension(j, checkpoint=j.notes[8]),
    "a changed old root, signed": lambda j: an_extension(j, old_checkpoint=j.signed(6, bytes(32))),
    "a changed old size, signed": lambda j: an_extension(
        j, old_checkpoint=j.signed(7, root_of(j, 6))
    ),
    "a changed new size, signed": lambda j: an_extension(j, checkpoint=j.signed(17, root_of(j, 9))),
    "an older checkpoint of nothing": lambda j: an_extension(
        j, old_checkpoint=j.signed(0, bytes(32)), path=[]
    ),
    "an older checkpoint of nothing with a proof": lambda j: an_extension(
        j, old_checkpoint=j.signed(0, bytes(32))
    ),
    "the same size, another root": lambda j: an_extension(
        j, old_checkpoint=j.forged_note(rewritten(j, 9)), path=[]
    ),
    "swapped nodes": lambda j: an_extension(j, path=swapped(its_steps(j))),
    "an extended proof": lambda j: an_extension(j, path=[*its_steps(j), ZEROS]),
    "a shortened proof": lambda j: an_extension(j, path=its_steps(j)[:-1]),
    "the proof of another size": lambda j: an_extension(j, path=j.extensions[7, 9]["path"]),
    "no proof": lambda j: an_extension(j, path=[]),
    "a hash that is none": lambda j: an_extension(j, path=["zz", *its_steps(j)[1:]]),
}


@pytest.mark.parametrize("name", EXTENSIONS)
def test_no_other_history_passes_for_the_same(
    journal: Journal, checker: Checker, name: str
) -> None:
    checked = checker("extends", EXTENSIONS[name](journal))
    assert not checked.is_right, checked.said


def test_the_checkpoint_that_somebody_holds_must_be_the_one_that_is_proved(
    journal: Journal, checker: Checker
) -> None:
    held = journal.forged_note(rewritten(journal, 6))
    assert checker("extends", an_extension(journal), journal.notes[6]).is_right
    assert not checker("extends", an_extension(journal), held).is_right
    assert checker("entry", an_entry(journal), journal.notes[9]).is_right
    assert not checker("entry", an_entry(journal), journal.notes[8]).is_right


@pytest.mark.parametrize("what", ["root", "entry", "extends"])
@pytest.mark.parametrize("content", ["", "words\n", "{}\n"])
def test_what_cannot_be_read_is_never_right(
    journal: Journal, checker: Checker, what: str, content: str
) -> None:
    assert not checker(what, content, journal.notes[9]).is_right
    assert not checker(what, content, content).is_right


def test_a_journal_without_a_checkpoint_is_never_right(journal: Journal, checker: Checker) -> None:
    assert "give a checkpoint" in checker("root", journal.content(9)).said


def test_proofs_in_one_file_lead_to_one_checkpoint(journal: Journal, checker: Checker) -> None:
    proofs = [journal.extensions[6, 8], journal.extensions[6, 9]]
    checked = checker("extends", "".join(json.dumps(each) + "\n" for each in proofs))
    assert "leads to two checkpoints" in checked.said


@pytest.fixture(scope="session")
def strange_key(tmp_path_factory: pytest.TempPathFactory) -> SigningKey:
    """Give a key of the same name that nobody trusts."""
    home = tmp_path_factory.mktemp("strange")
    make_key(home, ORIGIN)
    return load_key(home)


def with_changed_body(note: str, old: str, new: str) -> str:
    """Return a note whose text was changed after it was signed."""
    assert old in note
    return note.replace(old, new, 1)


def test_a_checkpoint_changed_after_signing_is_refused(journal: Journal, with_go: Checker) -> None:
    note, lines = journal.notes[9], journal.content(9)
    for old, new in (("\n9\n", "\n8\n"), ("journal.", "journey."), ("=\n", "=\n\nmore\n")):
        checked = with_go("root", lines, with_changed_body(note, old, new))
        assert not checked.is_right, checked.said
    bare_note = note.split("\n\n")[0] + "\n\n"
    assert not with_go("root", lines, bare_note).is_right


def test_a_checkpoint_of_another_key_is_refused_wherever_it_stands(
    journal: Journal, with_go: Checker, strange_key: SigningKey
) -> None:
    lines = journal.lines
    nine = journal.forged_note(lines[:9], strange_key)
    six = journal.forged_note(lines[:6], strange_key)
    assert not with_go("root", journal.content(9), nine).is_right
    assert not with_go("root", journal.content(9), journal.notes[9], six).is_right
    assert not with_go("entry", an_entry(journal, checkpoint=nine)).is_right
    assert not with_go("extends", an_extension(journal, checkpoint=nine)).is_right
    assert not with_go("extends", an_extension(journal, old_checkpoint=six)).is_right


def test_a_key_of_another_name_signs_nothing_for_this_journal(
    journal: Journal, with_go: Checker, tmp_path: Path
) -> None:
    make_key(tmp_path / "other", "other.example/reinstate")
    other = load_key(tmp_path / "other")
    keys = tmp_path / "keys.txt"
    keys.write_text(journal.keys + (tmp_path / "other/keys/journal.vkey").read_text())
    note = journal.forged_note(journal.lines[:9], other)
    checked = with_go("root", journal.content(9), note)
    assert "did not sign this" in checked.said


@settings(
    max_examples=15,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_one_digit_changed_anywhere_in_a_path_is_seen(
    journal: Journal, checker: Checker, data: st.DataObject
) -> None:
    what = data.draw(st.sampled_from(["entry", "extends"]))
    proof = journal.entries[1000, 500] if what == "entry" else journal.extensions[500, 1000]
    path = list(proof["path"])
    place = data.draw(st.integers(0, len(path) - 1))
    digit = data.draw(st.integers(0, 63))
    new = data.draw(st.sampled_from("0123456789abcdef".replace(path[place][digit], "")))
    path[place] = path[place][:digit] + new + path[place][digit + 1 :]
    assert not checker(what, {**proof, "path": path}).is_right
