"""A home moves to another laptop in one sealed file, whole or not at all."""

import io
import random
import tarfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, cast

import pytest

from reinstate.core.terms.trouble import BadInput
from reinstate.store import connect, read, sealed
from reinstate.store.archive import export_encrypted, restore_encrypted
from reinstate.store.checkpoints import make_checkpoint
from reinstate.store.files import put_file, verify_file
from reinstate.store.keys import SigningKey, load_key, public_keys
from reinstate.store.personal import Details, all_details, put_details
from reinstate.store.verify import verify
from tests.store.engines import ON_SQLITE
from tests.store.lines import append, append_many

AT = datetime(2026, 11, 22, 10, tzinfo=UTC)
NOISE = random.Random(1).randbytes(25_600)  # noqa: S311 - it only must not compress
WORDS = "correct horse battery staple"


@pytest.fixture(autouse=True)
def quick_passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare the tests the slow way from passphrase to key."""
    monkeypatch.setattr(sealed, "COST_LOG2", 4)
    monkeypatch.setattr(sealed, "CHUNK_SIZE_BYTES", 2000)


@pytest.fixture
def archive(home: Path, tmp_path: Path, key: SigningKey) -> Path:
    """Give the sealed file of a home with entries, a name, a key and a kept file."""
    append_many(20)
    make_checkpoint(key, AT)
    put_details(Details("p-asha", "asha", "Asha Quillfeather", "", date(2027, 11, 22)))
    put_file(home, io.BytesIO(NOISE), AT)
    path = tmp_path / "home.sealed"
    export_encrypted(path, WORDS)
    return path


def code_of_restoring(archive: Path, home: Path, passphrase: str = WORDS) -> str:
    """Return the code of the refusal to restore; nothing may stand at `home` after it."""
    with pytest.raises(BadInput) as caught:
        restore_encrypted(archive, home, passphrase)
    assert not home.exists()
    assert list(home.parent.glob(".half-*")) == []
    return caught.value.code


@ON_SQLITE
def test_a_home_comes_back_whole_on_another_laptop(
    archive: Path, home: Path, tmp_path: Path
) -> None:
    lines = list(read.lines())
    other = tmp_path / "laptop" / "home"
    restore_encrypted(archive, other, WORDS)
    connect.connect(other)
    assert list(read.lines()) == lines
    assert verify(keys=public_keys(other)).is_whole
    assert [each.name for each in all_details().values()] == ["Asha Quillfeather"]
    assert public_keys(other) == public_keys(home)
    assert load_key(other).public == load_key(home).public
    (kept,) = [path for path in (other / "files").rglob("*") if path.is_file()]
    assert verify_file(other, kept.parent.name + kept.name).size == len(NOISE)
    assert other.stat().st_mode & 0o777 == 0o700
    assert (other / "keys" / "journal.pem").stat().st_mode & 0o777 == 0o600
    append("after")
    assert verify().size == 21


def test_nothing_of_the_home_can_be_read_in_the_sealed_file(archive: Path) -> None:
    content = archive.read_bytes()
    for words in (b"Quillfeather", b"SQLite format", b"PRIVATE KEY", b"journal.pem", b"p-asha"):
        assert words not in content
    assert archive.stat().st_mode & 0o777 == 0o600


def test_no_plain_copy_stays_behind(archive: Path, home: Path) -> None:
    assert list(archive.parent.glob(".half-*")) == []
    assert list(home.glob(".half-*")) == []


def test_a_wrong_passphrase_restores_nothing(archive: Path, tmp_path: Path) -> None:
    assert code_of_restoring(archive, tmp_path / "new", "guess") == "passphrase-wrong"


def test_a_file_cut_anywhere_restores_nothing(archive: Path, tmp_path: Path) -> None:
    content = archive.read_bytes()
    part = 2000 + sealed.TAG_SIZE_BYTES
    sizes = [0, 10, sealed.HEADER.size, sealed.HEADER.size + part, len(content) - 1]
    sizes += [sealed.HEADER.size + part * 3, len(content) // 2]
    codes = []
    for size in sizes:
        archive.write_bytes(content[:size])
        codes.append(code_of_restoring(archive, tmp_path / "new"))
    assert codes[:3] == ["archive-foreign", "archive-foreign", "passphrase-wrong"]
    assert set(codes[3:]) == {"archive-damaged"}


def test_a_byte_changed_anywhere_restores_nothing(archive: Path, tmp_path: Path) -> None:
    content = archive.read_bytes()
    for place in [*range(sealed.HEADER.size + 3), *range(60, len(content), 997)]:
        changed = bytearray(content)
        changed[place] ^= 0x40
        archive.write_bytes(changed)
        assert code_of_restoring(archive, tmp_path / "new")


def test_parts_in_another_order_or_twice_restore_nothing(archive: Path, tmp_path: Path) -> None:
    content, begin, part = archive.read_bytes(), sealed.HEADER.size, 2000 + sealed.TAG_SIZE_BYTES
    head, one, two, rest = (
        content[:begin],
        content[begin : begin + part],
        content[begin + part : begin + 2 * part],
        content[begin + 2 * part :],
    )
    for mixed in (head + two + one + rest, head + one + one + rest, head + one + rest):
        archive.write_bytes(mixed)
        assert code_of_restoring(archive, tmp_path / "new") in {
            "archive-damaged",
            "passphrase-wrong",
        }
    archive.write_bytes(content + b"more")
    assert code_of_restoring(archive, tmp_path / "new") == "archive-damaged"


def test_a_file_that_is_none_of_ours_is_called_so(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear council, " * 20)
    assert code_of_restoring(tmp_path / "letter.txt", tmp_path / "new") == "archive-foreign"


def test_a_file_of_a_later_release_is_called_so(archive: Path, tmp_path: Path) -> None:
    content = bytearray(archive.read_bytes())
    content[len(sealed.MAGIC)] = 2
    archive.write_bytes(content)
    assert code_of_restoring(archive, tmp_path / "new") == "archive-version"


def packed(path: Path, *members: tarfile.TarInfo) -> Path:
    """Seal a file of these members, each of one byte where it has a content."""
    with path.open("wb") as file:
        sealer = sealed.Sealer(file, WORDS)
        with tarfile.open(fileobj=cast("IO[bytes]", sealer), mode="w|gz") as folder:
            for member in members:
                folder.addfile(member, io.BytesIO(b"x" * member.size))
        sealer.end()
    return path


def member(name: str, kind: bytes = tarfile.REGTYPE, *, to: str = "") -> tarfile.TarInfo:
    """Return a member of a sealed file: a file of one byte, or a link."""
    made = tarfile.TarInfo("x" if "\0" in name else name)
    made.pax_headers = {"path": name}
    made.type, made.linkname, made.size = kind, to, int(kind == tarfile.REGTYPE)
    return made


@pytest.mark.parametrize(
    "members",
    [
        (member("keys/../../outside"),),
        (member("/outside"),),
        (member("outside"),),
        (member(""),),
        (member("."),),
        (member("keys/a\0b"),),
        (member("keys", tarfile.SYMTYPE, to="/"), member("keys/outside")),
        (member("keys/outside", tarfile.LNKTYPE, to="/etc/hostname"),),
        (member("keys/outside", tarfile.FIFOTYPE),),
        (member("reinstate.sqlite3/outside"),),
        (member("reinstate.sqlite3"),),
        (),
    ],
)
def test_a_sealed_file_that_holds_no_home_restores_nothing(
    tmp_path: Path, members: tuple[tarfile.TarInfo, ...]
) -> None:
    made = packed(tmp_path / "made.sealed", *members)
    assert code_of_restoring(made, tmp_path / "new") == "archive-foreign"
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["made.sealed"]


def test_a_home_that_is_there_is_never_restored_over(archive: Path, home: Path) -> None:
    before = list(read.lines())
    with pytest.raises(BadInput) as caught:
        restore_encrypted(archive, home, WORDS)
    assert caught.value.code == "target-exists"
    assert list(read.lines()) == before


def test_a_sealed_file_is_never_written_over(archive: Path) -> None:
    before = archive.read_bytes()
    with pytest.raises(BadInput) as caught:
        export_encrypted(archive, WORDS)
    assert caught.value.code == "target-exists"
    assert archive.read_bytes() == before


def test_an_empty_passphrase_seals_nothing(home: Path, tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        export_encrypted(tmp_path / "home.sealed", "")
    assert caught.value.code == "passphrase-missing"
    assert home.exists()
    assert not (tmp_path / "home.sealed").exists()


@pytest.mark.parametrize("size", [0, 1, 1999, 2000, 2001, 4000, 10_001])
def test_a_stream_of_any_length_is_sealed_and_opened(size: int) -> None:
    content, target = bytes(index % 251 for index in range(size)), io.BytesIO()
    sealer = sealed.Sealer(target, WORDS)
    sealer.write(content[:700])
    sealer.write(content[700:])
    sealer.end()
    opener = sealed.Opener(io.BytesIO(target.getvalue()), WORDS, "here")
    assert opener.read(900) + opener.read() == content
