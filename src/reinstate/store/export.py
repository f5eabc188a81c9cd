"""Exports the journal, signed, so that anybody can check it without us."""

import io
from collections.abc import Mapping
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import msgspec
from msgspec import Struct

from reinstate.core.journal.checkpoint import parse_body, parse_note
from reinstate.core.journal.merkle import leaf_hash
from reinstate.core.journal.subtrees import subtrees
from reinstate.core.terms.trouble import BadInput
from reinstate.store import durable
from reinstate.store.exported_copy import LINES_NAME
from reinstate.store.keys import SigningKey, public_keys
from reinstate.store.proofs import earlier_proofs, vouched_lines
from reinstate.store.ssh_signature import allowed_signer, ssh_signature
from reinstate.store.trouble import told_of_disk

CHECKPOINT_NAME: Final = "checkpoint.txt"
EARLIER_NAME: Final = "earlier.jsonl"
KEYS_NAME: Final = "keys.txt"
SIGNERS_NAME: Final = "allowed_signers"
HANDED_OUT: Final = ("HOW-TO-CHECK.txt", "check.py", "check.go")
SUMS_NAME: Final = "SHA256SUMS"
SUMS_SIGNATURE_NAME: Final = "SHA256SUMS.sig"
SHARED_FOLDER_MODE: Final = 0o755
SHARED_FILE_MODE: Final = 0o644


class Exported(Struct, frozen=True):
    """What was written, where to, and the checkpoint that vouches for it."""

    path: Path
    size: int
    root: bytes


def export_journal(home: Path, target: Path, note: str, key: SigningKey) -> Exported:
    """Write the journal and all that is needed to check it, to a folder or a `.zip`.

    Args:
        home: Whose public keys are given along.
        target: A folder that does not exist yet, or a file ending in `.zip`.
        note: A checkpoint of the journal; entries after it stay out.
        key: Signs the digests of the files.

    Raises:
        BadInput: If there is something at `target` already, or the journal has no entry.
        JournalCorrupt: If the entries are not those that the checkpoint was signed over, or
            do not begin with those of a checkpoint that was kept.
    """
    if target.exists():
        raise BadInput(
            "target-exists",
            "There is something at this place already; nothing was written.",
            place=str(target),
            next="Name a folder or a .zip file that does not exist yet.",
        )
    contents = _signed(_contents(public_keys(home), note, key), key)
    write = _write_zip if target.suffix == ".zip" else _write_folder
    with told_of_disk("exporting the journal"):
        write(target, contents)
    checkpoint = parse_body(parse_note(note).text)
    return Exported(target, checkpoint.size, checkpoint.root)


def _contents(keys: tuple[str, ...], note: str, key: SigningKey) -> dict[str, bytes]:
    lines = vouched_lines(parse_body(parse_note(note).text))
    if not lines:
        raise BadInput("journal-empty", "The journal has no entries; there is nothing to export.")
    earlier = earlier_proofs(note, subtrees([leaf_hash(line) for line in lines]), keys)
    folder = files("reinstate.store.handed_out")
    return {
        LINES_NAME: b"".join(line + b"\n" for line in lines),
        CHECKPOINT_NAME: note.encode(),
        EARLIER_NAME: b"".join(msgspec.json.encode(proof) + b"\n" for proof in earlier),
        KEYS_NAME: "".join(f"{each}\n" for each in keys).encode(),
        SIGNERS_NAME: allowed_signer(key.public).encode(),
        **{name: folder.joinpath(name).read_bytes() for name in HANDED_OUT},
    }


def _signed(contents: Mapping[str, bytes], key: SigningKey) -> dict[str, bytes]:
    """Return the files with their digests, as `sha256sum` writes them, and a signature of those."""
    sums = "".join(
        f"{sha256(content).hexdigest()}  {name}\n" for name, content in contents.items()
    ).encode()
    signature = ssh_signature(io.BytesIO(sums), key).encode()
    return {**contents, SUMS_NAME: sums, SUMS_SIGNATURE_NAME: signature}


def _write_folder(target: Path, contents: Mapping[str, bytes]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    half = Path(mkdtemp(dir=target.parent, prefix=durable.HALF))
    try:
        for name, content in contents.items():
            durable.write(half / name, content, mode=SHARED_FILE_MODE)
        half.chmod(SHARED_FOLDER_MODE)
        half.rename(target)
    finally:
        rmtree(half, ignore_errors=True)
    durable.sync_folder(target.parent)


def _write_zip(target: Path, contents: Mapping[str, bytes]) -> None:
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as folder:
        for name, content in contents.items():
            entry = ZipInfo(name)  # dated 1980: the same journal gives the same file
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = SHARED_FILE_MODE << 16
            folder.writestr(entry, content)
    durable.write(target, packed.getvalue(), mode=SHARED_FILE_MODE)
