"""An exported journal holds every line and what vouches for it, whole or not at all."""

import json
import re
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from reinstate.core.journal.checkpoint import parse_note
from reinstate.core.terms.trouble import BadInput, JournalCorrupt
from reinstate.store import proofs
from reinstate.store.checkpoints import make_checkpoint
from reinstate.store.export import export_journal
from reinstate.store.handed_out import check
from reinstate.store.keys import SigningKey, load_key, make_key, rotate
from tests.store.lines import a_line, append, append_many, run
from tests.store.tampering import make_head_fit, put_row

AT = datetime(2026, 11, 22, 10, tzinfo=UTC)


def earlier(folder: Path) -> list[tuple[int, int]]:
    """Return the older and the newer size of each proof in an export."""
    found = [json.loads(line) for line in (folder / "earlier.jsonl").read_text().splitlines()]
    return [(proof["old_size"], proof["size"]) for proof in found]


def test_every_file_but_the_signature_has_its_digest(
    home: Path, tmp_path: Path, key: SigningKey
) -> None:
    append_many(3)
    export_journal(home, tmp_path / "copy", make_checkpoint(key, AT), key)
    sums = (tmp_path / "copy" / "SHA256SUMS").read_text().splitlines()
    found = {line.split("  ")[1]: line.split("  ")[0] for line in sums}
    paths = [path for path in (tmp_path / "copy").iterdir() if "SHA256SUMS" not in path.name]
    assert len(paths) == 8
    assert found == {path.name: sha256(path.read_bytes()).hexdigest() for path in paths}


def test_each_earlier_checkpoint_is_proved_also_those_of_a_retired_key(
    home: Path, tmp_path: Path
) -> None:
    make_key(home, "journal.council.example/reinstate")
    append_many(2)
    make_checkpoint(load_key(home), AT)
    rotate(home)
    make_checkpoint(load_key(home), AT)
    append_many(3)
    note = make_checkpoint(load_key(home), AT)
    append("late")
    make_checkpoint(load_key(home), AT)
    export_journal(home, tmp_path / "copy", note, load_key(home))
    assert len((tmp_path / "copy" / "keys.txt").read_text().splitlines()) == 2
    assert earlier(tmp_path / "copy") == [(2, 5), (2, 5), (5, 5)]


def test_of_many_checkpoints_the_first_and_the_newest_are_proved(
    home: Path, tmp_path: Path, key: SigningKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proofs, "EARLIER_COUNT_MAX", 3)
    for _ in range(5):
        append_many(1)
        make_checkpoint(key, AT)
    append_many(1)
    export_journal(home, tmp_path / "copy", make_checkpoint(key, AT), key)
    assert [old for old, _ in earlier(tmp_path / "copy")] == [1, 4, 5, 6]


def test_a_journal_that_differs_from_a_kept_checkpoint_is_not_exported(
    home: Path, tmp_path: Path, key: SigningKey
) -> None:
    append_many(4)
    make_checkpoint(key, AT)
    put_row(2, a_line(2, "c2", words="false"))
    make_head_fit()
    append("later")
    with pytest.raises(JournalCorrupt) as caught:
        export_journal(home, tmp_path / "copy", make_checkpoint(key, AT), key)
    assert caught.value.code == "history-rewritten"
    assert not (tmp_path / "copy").exists()


def test_a_kept_checkpoint_that_no_key_signed_stops_the_export(
    home: Path, tmp_path: Path, key: SigningKey
) -> None:
    append_many(4)
    note = make_checkpoint(key, AT)
    forged = note.replace(parse_note(note).text.split("\n")[0], "journal.other.example")
    run("UPDATE journal_checkpoint SET note = %s", forged)
    with pytest.raises(JournalCorrupt) as caught:
        export_journal(home, tmp_path / "copy", note, key)
    assert caught.value.code == "checkpoint-altered"


def test_an_empty_journal_is_not_exported(home: Path, tmp_path: Path, key: SigningKey) -> None:
    with pytest.raises(BadInput) as caught:
        export_journal(home, tmp_path / "copy", make_checkpoint(key, AT), key)
    assert caught.value.code == "journal-empty"


def test_a_zip_holds_the_same_and_is_the_same_each_time(
    home: Path, tmp_path: Path, key: SigningKey
) -> None:
    append_many(4)
    note = make_checkpoint(key, AT)
    export_journal(home, tmp_path / "one.zip", note, key)
    export_journal(home, tmp_path / "two.zip", note, key)
    export_journal(home, tmp_path / "folder", note, key)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as packed:
        found = {name: packed.read(name) for name in packed.namelist()}
    assert found == {path.name: path.read_bytes() for path in (tmp_path / "folder").iterdir()}


def test_entries_after_the_checkpoint_stay_out(home: Path, tmp_path: Path, key: SigningKey) -> None:
    append_many(4)
    note = make_checkpoint(key, AT)
    append("late")
    assert export_journal(home, tmp_path / "copy", note, key).size == 4
    assert b"late" not in (tmp_path / "copy" / "journal.jsonl").read_bytes()


def test_nothing_is_written_over(home: Path, tmp_path: Path, key: SigningKey) -> None:
    append_many(2)
    (tmp_path / "taken").write_text("mine")
    with pytest.raises(BadInput) as caught:
        export_journal(home, tmp_path / "taken", make_checkpoint(key, AT), key)
    assert caught.value.code == "target-exists"
    assert (tmp_path / "taken").read_text() == "mine"


def test_an_altered_journal_is_not_exported(home: Path, tmp_path: Path, key: SigningKey) -> None:
    append_many(4)
    note = make_checkpoint(key, AT)
    run("UPDATE journal_entry SET body = replace(body, 'dull', 'dulm') WHERE seq = 2")
    with pytest.raises(JournalCorrupt):
        export_journal(home, tmp_path / "copy", note, key)
    assert not (tmp_path / "copy").exists()
    assert list(tmp_path.glob(".half-*")) == []


def test_the_program_for_auditors_needs_only_what_python_brings() -> None:
    source = Path(check.__file__).read_text(encoding="ascii")
    imported = re.findall(r"^(?:import|from) (\w+)", source, re.MULTILINE)
    assert set(imported) <= set(sys.stdlib_module_names)
    done = subprocess.run(
        [sys.executable, "-I", check.__file__], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.strip() == (check.__doc__ or "").strip()
