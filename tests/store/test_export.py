"""An exported journal is checked by its own printed steps, with nothing of ours."""

import json
import re
import subprocess
import sys
import zipfile
from base64 import b64decode
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from pymerkle import InmemoryTree  # type: ignore[import-untyped] # it ships no types

from reinstate.core.terms.trouble import BadInput, JournalCorrupt
from reinstate.store import read
from reinstate.store.checkpoints import make_checkpoint
from reinstate.store.export import export_journal, prove
from reinstate.store.keys import SigningKey, load_key, make_key, rotate
from tests.store.lines import append, append_many, run

AT = datetime(2026, 11, 22, 10, tzinfo=UTC)


def printed_steps(folder: Path) -> list[str]:
    """Return the commands that the exported page tells a person to run."""
    page = (folder / "HOW-TO-CHECK.txt").read_text(encoding="utf-8")
    return re.findall(r"^----\n(.*?)^----\n", page, re.DOTALL | re.MULTILINE)


def run_steps(folder: Path) -> tuple[bool, str]:
    """Run the printed steps in `folder` until one fails; return whether all went well."""
    said = ""
    for step in printed_steps(folder):
        done = subprocess.run(
            ["sh", "-e", "-c", step], cwd=folder, capture_output=True, text=True, check=False
        )
        said += done.stdout + done.stderr
        if done.returncode:
            return False, said
    return True, said


@pytest.fixture
def exported(home: Path, tmp_path: Path, key: SigningKey) -> Path:
    """Give an export of eleven entries, with an older checkpoint and a proof beside it."""
    append_many(6)
    older = make_checkpoint(key, AT)
    append_many(5, words="später", prefix="d")
    note = make_checkpoint(key, AT)
    folder = tmp_path / "copy"
    export_journal(home, folder, note)
    (folder / "older.txt").write_text(older, encoding="utf-8")
    (folder / "proof.json").write_text(json.dumps(prove(8, note)), encoding="utf-8")
    return folder


def test_the_printed_steps_find_a_true_export_right(exported: Path) -> None:
    assert len(printed_steps(exported)) == 5
    went_well, said = run_steps(exported)
    assert went_well, said
    assert "count: right" in said
    assert said.count("root: right") == 2
    assert "Signature Verified Successfully" in said
    assert "proof: right" in said


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("journal.jsonl", b"dull", b"dulm", "root: WRONG"),
        ("checkpoint.txt", b"journal.council", b"journal.counsel", "Verification Failure"),
        ("checkpoint.txt", b"\n11\n", b"\n12\n", ""),
        ("older.txt", b"\n6\n", b"\n7\n", "root: WRONG"),
        ("proof.json", b"sp", b"zp", "proof: WRONG"),
    ],
)
def test_the_printed_steps_find_a_changed_export_wrong(
    exported: Path, name: str, old: bytes, new: bytes, says: str
) -> None:
    path = exported / name
    assert old in path.read_bytes()
    path.write_bytes(path.read_bytes().replace(old, new, 1))
    went_well, said = run_steps(exported)
    assert not went_well
    assert says in said


def test_the_printed_steps_hold_after_a_rotated_key(home: Path, tmp_path: Path) -> None:
    make_key(home, "journal.council.example/reinstate")
    rotate(home)
    append_many(3)
    export_journal(home, tmp_path / "copy", make_checkpoint(load_key(home), AT))
    assert len((tmp_path / "copy" / "keys.txt").read_text().splitlines()) == 2
    went_well, said = run_steps(tmp_path / "copy")
    assert went_well, said


def test_the_printed_steps_hold_for_an_empty_journal(
    home: Path, tmp_path: Path, key: SigningKey
) -> None:
    export_journal(home, tmp_path / "copy", make_checkpoint(key, AT))
    went_well, said = run_steps(tmp_path / "copy")
    assert went_well, said


def test_a_zip_holds_the_same_and_is_the_same_each_time(
    home: Path, tmp_path: Path, key: SigningKey
) -> None:
    append_many(4)
    note = make_checkpoint(key, AT)
    export_journal(home, tmp_path / "one.zip", note)
    export_journal(home, tmp_path / "two.zip", note)
    export_journal(home, tmp_path / "folder", note)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as packed:
        found = {name: packed.read(name) for name in packed.namelist()}
    assert found == {path.name: path.read_bytes() for path in (tmp_path / "folder").iterdir()}


def test_entries_after_the_checkpoint_stay_out(home: Path, tmp_path: Path, key: SigningKey) -> None:
    append_many(4)
    note = make_checkpoint(key, AT)
    append("late")
    assert export_journal(home, tmp_path / "copy", note).size == 4
    assert b"late" not in (tmp_path / "copy" / "journal.jsonl").read_bytes()


def test_nothing_is_written_over(home: Path, tmp_path: Path, key: SigningKey) -> None:
    append_many(2)
    (tmp_path / "taken").write_text("mine")
    with pytest.raises(BadInput) as caught:
        export_journal(home, tmp_path / "taken", make_checkpoint(key, AT))
    assert caught.value.code == "target-exists"
    assert (tmp_path / "taken").read_text() == "mine"


def test_an_altered_journal_is_neither_exported_nor_proved(
    home: Path, tmp_path: Path, key: SigningKey
) -> None:
    append_many(4)
    note = make_checkpoint(key, AT)
    run("UPDATE journal_entry SET body = replace(body, 'dull', 'dulm') WHERE seq = 2")
    with pytest.raises(JournalCorrupt):
        export_journal(home, tmp_path / "copy", note)
    with pytest.raises(JournalCorrupt):
        prove(2, note)
    assert not (tmp_path / "copy").exists()
    assert list(tmp_path.glob(".half-*")) == []


@pytest.mark.parametrize("size", [1, 2, 7, 8, 13])
@pytest.mark.usefixtures("home")
def test_every_entry_is_proved_as_another_library_would(size: int, key: SigningKey) -> None:
    append_many(size)
    note = make_checkpoint(key, AT)
    tree = InmemoryTree(algorithm="sha256")
    for _, line in read.lines():
        tree.append_entry(line)
    root = b64decode(note.split("\n")[2])
    assert tree.get_root() == root
    for seq in range(1, size + 1):
        proof = prove(seq, note)
        assert proof["schema"] == "proof/1"
        assert proof["index"] == seq - 1
        assert proof["size"] == size
        assert str(proof["entry"]).encode() == read.line(seq)
        assert proof["leaf"] == sha256(b"\x00" + read.line(seq)).hexdigest()
        theirs = tree.prove_inclusion(seq).serialize()["path"]
        assert proof["path"] == theirs[1:]


@pytest.mark.parametrize("seq", [0, 5])
def test_an_entry_outside_the_checkpoint_is_not_proved(key: SigningKey, seq: int) -> None:
    append_many(4)
    note = make_checkpoint(key, AT)
    append("late")
    with pytest.raises(BadInput) as caught:
        prove(seq, note)
    assert caught.value.code == "entry-missing"


def test_the_steps_need_only_what_python_brings() -> None:
    words = (Path(read.__file__).parent / "how_to_check.txt").read_text(encoding="utf-8")
    imported = {
        name.strip()
        for line in re.findall(r"^import (.*)$", words, re.MULTILINE)
        for name in line.split(",")
    }
    assert imported <= set(sys.stdlib_module_names)
