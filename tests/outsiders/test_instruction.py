"""The page in an export fits on one sheet, and its commands do what they say, without us."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from reinstate.store.checkpoints import make_checkpoint
from reinstate.store.connect import connect, disconnect, migrate
from reinstate.store.export import export_journal
from reinstate.store.keys import load_key, make_key, rotate
from reinstate.store.proofs import prove, prove_since
from reinstate.store.ssh_signature import allowed_signer, ssh_signature
from tests.outsiders.a_journal import AT, ORIGIN
from tests.outsiders.checkers import BARE_PATH, HANDED_OUT, Checked, bare, need_go, need_tool
from tests.store.lines import a_line, append_many
from tests.store.lines import run as run_sql
from tests.store.tampering import make_head_fit, put_row

PAGE = "HOW-TO-CHECK.txt"
FILES, OPENSSL, SIGNATURE, ENTRIES, PROOFS, GO = range(1, 7)
A4_MM = (210, 297)
MARGIN_MM = 9
MM_PER_POINT = 25.4 / 72
LINE_POINTS = 11
CHARACTER_POINTS = 6  # of Courier at 10 points


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give an export after a rotation, with what an auditor had from before and asked for."""
    home = tmp_path_factory.mktemp("instruction") / "home"
    migrate(home)
    connect(home)
    make_key(home, ORIGIN)
    append_many(6)
    older = make_checkpoint(load_key(home), AT)
    rotate(home)
    key = load_key(home)
    append_many(5, words="später", prefix="d")
    note = make_checkpoint(key, AT)
    folder = home.parent / "copy"
    export_journal(home, folder, note, key)
    append_many(4, prefix="e")
    later = make_checkpoint(key, AT)
    (folder / "older.txt").write_text(older, encoding="utf-8")
    (folder / "proof.json").write_text(json.dumps(prove(8, later)), encoding="utf-8")
    (folder / "since.json").write_text(json.dumps(prove_since(older, later)), encoding="utf-8")
    disconnect()
    return folder


@pytest.fixture
def copy(exported: Path, tmp_path: Path) -> Path:
    """Give a copy of the export to spoil."""
    return Path(shutil.copytree(exported, tmp_path / "copy"))


def steps(folder: Path) -> list[str]:
    """Return the commands between the rules of the page."""
    page = (folder / PAGE).read_text(encoding="ascii")
    return re.findall(r"^----\n(.*?)^----\n", page, re.DOTALL | re.MULTILINE)


def run(folder: Path, *numbers: int) -> Checked:
    """Run steps of the page, each in a shell that a failure stops."""
    need_tool("ssh-keygen", "openssh-client")
    need_tool("openssl", "openssl")
    need_tool("python3", "python3")
    need_go()
    shared_home = folder.parents[1]  # of all these tests, so that Go compiles once
    said = ""
    for number in numbers:
        done = bare(("sh", "-e", "-c", steps(folder)[number - 1]), folder, shared_home)
        said += done.said
        if not done.is_right:
            return Checked(is_right=False, said=said)
    return Checked(is_right=True, said=said)


def spoil(folder: Path, name: str, old: bytes, new: bytes) -> None:
    """Change what a file says, once."""
    content = (folder / name).read_bytes()
    assert old in content
    (folder / name).write_bytes(content.replace(old, new, 1))


def resign(folder: Path) -> None:
    """Write the digests anew, as somebody without the key can."""
    names = [line.split("  ")[1] for line in (folder / "SHA256SUMS").read_text().splitlines()]
    sums = subprocess.run(["sha256sum", *names], cwd=folder, capture_output=True, check=True)
    (folder / "SHA256SUMS").write_bytes(sums.stdout)


def test_the_page_is_one_printed_page() -> None:
    lines = (HANDED_OUT / PAGE).read_text(encoding="ascii").splitlines()
    width, height = (side - 2 * MARGIN_MM for side in A4_MM)
    assert max(map(len, lines)) <= 90
    assert max(map(len, lines)) * CHARACTER_POINTS * MM_PER_POINT <= width
    assert len(lines) * LINE_POINTS * MM_PER_POINT <= height


def test_every_step_finds_a_true_export_right(copy: Path) -> None:
    assert len(steps(copy)) == GO
    said = [run(copy, number) for number in range(1, GO + 1)]
    assert [each.is_right for each in said] == [True] * GO, said
    assert 'Good "reinstate-export" signature for us' in said[FILES - 1].said
    assert "Signature Verified Successfully" in said[OPENSSL - 1].said
    assert "Signature Verified Successfully" in said[SIGNATURE - 1].said
    assert said[SIGNATURE - 1].said.splitlines()[-1] == (copy / "keys.txt").read_text().split()[0]
    assert said[ENTRIES - 1].said.count("right: ") == 3
    assert "2 checkpoints are of one history" in said[ENTRIES - 1].said
    assert "right: entry 8 of the 15" in said[PROOFS - 1].said
    assert said[GO - 1].said.count("right: ") == 5


def test_without_an_older_checkpoint_the_page_says_what_is_not_shown(copy: Path) -> None:
    for name in ("older.txt", "since.json", "proof.json"):
        (copy / name).unlink()
    checked = run(copy, *range(1, GO + 1))
    assert checked.is_right, checked.said
    assert "NO older.txt" in checked.said


def test_nothing_of_ours_is_on_the_bare_path() -> None:
    assert shutil.which("reinstate", path=BARE_PATH) is None
    imported = subprocess.run(
        ["python3", "-c", "import reinstate"],
        env={"PATH": BARE_PATH},
        capture_output=True,
        check=False,
    )
    assert imported.returncode != 0


@pytest.mark.parametrize(
    "name", ["journal.jsonl", "keys.txt", "check.py", "check.go", "earlier.jsonl", PAGE]
)
def test_a_file_that_was_changed_is_not_one_that_was_signed(copy: Path, name: str) -> None:
    with (copy / name).open("ab") as file:
        file.write(b"#")
    checked = run(copy, FILES)
    assert not checked.is_right
    assert f"{name}: FAILED" in checked.said
    resign(copy)
    for number in (FILES, OPENSSL):
        assert not run(copy, number).is_right


def beside(ours: str, strangers: str) -> str:
    """Return a list of signers that has both keys."""
    return strangers + ours


def as_a_comment(ours: str, strangers: str) -> str:
    """Return a list with a stranger's key, and ours in the words after it."""
    return f"{strangers.rstrip()} {ours.rsplit(maxsplit=1)[-1]}\n"


def alone(_ours: str, strangers: str) -> str:
    """Return a list with a stranger's key."""
    return strangers


@pytest.mark.parametrize("listed", [alone, beside, as_a_comment])
def test_a_folder_signed_by_a_stranger_is_refused(
    copy: Path, tmp_path: Path, listed: Callable[[str, str], str]
) -> None:
    make_key(tmp_path / "stranger", ORIGIN)
    stranger = load_key(tmp_path / "stranger")
    spoil(copy, "check.py", b"sha256", b"sha384")
    ours = (copy / "allowed_signers").read_text()
    (copy / "allowed_signers").write_text(listed(ours, allowed_signer(stranger.public)))
    resign(copy)
    sums = BytesIO((copy / "SHA256SUMS").read_bytes())
    (copy / "SHA256SUMS.sig").write_text(ssh_signature(sums, stranger))
    said = run(copy, FILES)
    assert "check.py: OK" in said.said
    assert not said.is_right
    assert "Good" not in said.said
    assert not run(copy, OPENSSL).is_right


def test_a_first_line_that_names_a_stranger_as_signer_is_refused(
    copy: Path, tmp_path: Path
) -> None:
    make_key(tmp_path / "stranger", ORIGIN)
    stranger = load_key(tmp_path / "stranger")
    _, _, kind, key = allowed_signer(stranger.public).split()
    spoil(copy, "checkpoint.txt", ORIGIN.encode(), f"* {kind} {key}".encode())
    resign(copy)
    sums = BytesIO((copy / "SHA256SUMS").read_bytes())
    (copy / "SHA256SUMS.sig").write_text(ssh_signature(sums, stranger))
    assert not run(copy, FILES).is_right


@pytest.mark.parametrize(
    ("old", "new"), [(b"\n11\n", b"\n12\n"), (b"journal.", b"journey."), (b"\n11\n", b"\n11\nx")]
)
def test_a_checkpoint_that_was_changed_is_not_the_one_signed(
    copy: Path, old: bytes, new: bytes
) -> None:
    assert run(copy, OPENSSL, SIGNATURE).is_right
    spoil(copy, "checkpoint.txt", old, new)
    assert "Verification Failure" in run(copy, SIGNATURE).said
    assert not run(copy, GO).is_right


@pytest.mark.parametrize(
    ("name", "old", "new", "number"),
    [
        ("journal.jsonl", b"dull", b"dulm", ENTRIES),
        ("journal.jsonl", b"\n", b"\n\n", ENTRIES),
        ("earlier.jsonl", b'"path":["', b'"path":["00', ENTRIES),
        ("earlier.jsonl", b"\\n6\\n", b"\\n5\\n", ENTRIES),
        ("older.txt", b"\n6\n", b"\n7\n", ENTRIES),
        ("proof.json", b"sp", b"zp", PROOFS),
        ("proof.json", b'"index": 7', b'"index": 8', PROOFS),
        ("since.json", b'"path": ["', b'"path": ["00', PROOFS),
        ("since.json", b"\\n15\\n", b"\\n17\\n", PROOFS),
    ],
)
def test_python_and_go_refuse_what_was_changed(
    copy: Path, name: str, old: bytes, new: bytes, number: int
) -> None:
    spoil(copy, name, old, new)
    for each in (number, GO):
        checked = run(copy, each)
        assert not checked.is_right, checked.said


def test_a_journal_rewritten_and_signed_anew_fails_only_against_the_older_checkpoint(
    copy: Path, tmp_path: Path, exported: Path
) -> None:
    home = Path(shutil.copytree(exported.parent / "home", tmp_path / "home"))
    connect(home)
    put_row(3, a_line(3, "c3", words="false"))
    make_head_fit()
    run_sql("DELETE FROM journal_checkpoint")
    key = load_key(home)
    export_journal(home, tmp_path / "forged", make_checkpoint(key, AT), key)
    disconnect()
    forged = tmp_path / "forged"
    assert run(forged, *range(1, GO + 1)).is_right, "whoever has the key can sign it all"
    shutil.copy(copy / "older.txt", forged)
    for number in (ENTRIES, GO):
        assert "not those of older.txt" in run(forged, number).said
