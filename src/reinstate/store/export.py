"""Exports the journal so that anybody can check it without us, and proves single entries."""

import io
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from msgspec import Struct

from reinstate.core.journal.checkpoint import Checkpoint, parse_body, parse_note
from reinstate.core.journal.merkle import inclusion_holds, inclusion_path, leaf_hash, tree_root
from reinstate.core.terms.trouble import BadInput, JournalCorrupt
from reinstate.store import durable, read
from reinstate.store.exported_copy import LINES_NAME
from reinstate.store.keys import public_keys
from reinstate.store.trouble import told_of_disk

CHECKPOINT_NAME: Final = "checkpoint.txt"
KEYS_NAME: Final = "keys.txt"
STEPS_NAME: Final = "HOW-TO-CHECK.txt"
PROOF_SCHEMA: Final = "proof/1"
SHARED_FOLDER_MODE: Final = 0o755
SHARED_FILE_MODE: Final = 0o644


class Exported(Struct, frozen=True):
    """What was written, where to, and the checkpoint that vouches for it."""

    path: Path
    size: int
    root: bytes


def export_journal(home: Path, target: Path, note: str) -> Exported:
    """Write lines, checkpoint, public keys and how to check them, to a folder or a `.zip`.

    Args:
        home: Whose public keys are given along.
        target: A folder that does not exist yet, or a file ending in `.zip`.
        note: A checkpoint of the journal; entries after it stay out.

    Raises:
        BadInput: If there is something at `target` already.
        JournalCorrupt: If the entries are not those that the checkpoint was signed over.
    """
    checkpoint = parse_body(parse_note(note).text)
    lines = _vouched_lines(checkpoint)
    contents = {
        LINES_NAME: b"".join(line + b"\n" for line in lines),
        CHECKPOINT_NAME: note.encode(),
        KEYS_NAME: "".join(f"{key}\n" for key in public_keys(home)).encode(),
        STEPS_NAME: files("reinstate.store").joinpath("how_to_check.txt").read_bytes(),
    }
    if target.exists():
        raise BadInput(
            "target-exists",
            "There is something at this place already; nothing was written.",
            place=str(target),
            next="Name a folder or a .zip file that does not exist yet.",
        )
    write = _write_zip if target.suffix == ".zip" else _write_folder
    with told_of_disk("exporting the journal"):
        write(target, contents)
    return Exported(target, checkpoint.size, checkpoint.root)


def prove(seq: int, note: str) -> dict[str, object]:
    """Return the proof, as one JSON object, that entry `seq` is in the journal of a checkpoint.

    Raises:
        BadInput: If the checkpoint has no such entry.
        JournalCorrupt: If the entries are not those that the checkpoint was signed over.
    """
    checkpoint = parse_body(parse_note(note).text)
    if not 1 <= seq <= checkpoint.size:
        raise BadInput(
            "entry-missing",
            f"The checkpoint counts {checkpoint.size} entries; there is no entry {seq} in it.",
            next="Give a number it counts, or make a newer checkpoint.",
        )
    line, leaves = read.line(seq), read.leaves(checkpoint.size)
    leaf = leaf_hash(line)
    path = inclusion_path(leaves, seq - 1)
    if not inclusion_holds(leaf, seq - 1, checkpoint.size, path, checkpoint.root):
        raise _unvouched(checkpoint)
    return {
        "schema": PROOF_SCHEMA,
        "entry": line.decode(),
        "index": seq - 1,
        "size": checkpoint.size,
        "leaf": leaf.hex(),
        "path": [node.hex() for node in path],
        "checkpoint": note,
    }


def _vouched_lines(checkpoint: Checkpoint) -> list[bytes]:
    lines = [line for _, line in read.lines(upto=checkpoint.size)]
    if tree_root([leaf_hash(line) for line in lines]) != checkpoint.root:
        raise _unvouched(checkpoint)
    return lines


def _unvouched(checkpoint: Checkpoint) -> JournalCorrupt:
    return JournalCorrupt(
        "journal-unvouched",
        f"The journal is not what the checkpoint of {checkpoint.size} entries was signed over.",
        next="Run `reinstate journal verify` to see the first bad entry.",
    )


def _write_folder(target: Path, contents: Mapping[str, bytes]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    half = Path(mkdtemp(dir=target.parent, prefix=".half-"))
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
