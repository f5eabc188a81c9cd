"""What leaves the home: the journal with its proof, or everything, sealed."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from msgspec import Struct

from reinstate.core.journal.checkpoint import parse_note
from reinstate.core.terms.trouble import BadInput
from reinstate.operations import keys, verifying
from reinstate.store import archive, connect, export, proofs
from reinstate.store.export import Exported
from reinstate.store.keys import is_open, load_key, public_keys, verify_note
from reinstate.store.ssh_signature import sign_file, signature_path
from reinstate.store.trouble import told_of_disk

PACKED_NAME: Final = "journal.zip"


class Sealed(Struct, frozen=True):
    """A sealed file of the whole home, and the signature beside it, if there is one."""

    path: Path
    bytes: int
    signature: Path | None = None


def export_journal(target: Path, passphrase: str) -> Exported:
    """Write the journal with a new checkpoint to a folder or `.zip` that is not there yet.

    Nothing is signed over a journal that no longer extends the checkpoint kept last.

    Raises:
        JournalCorrupt: If entries before it were cut off or written anew.
    """
    home = connect.current_home()
    proofs.refuse_unlike_last(public_keys(home))
    note = keys.checkpoint(passphrase)
    return export.export_journal(home, target, note, load_key(home, passphrase or None))


def packed(passphrase: str) -> bytes:
    """Return the journal with a new checkpoint as the `.zip` that an export writes."""
    with told_of_disk("exporting the journal"), TemporaryDirectory() as folder:
        return export_journal(Path(folder) / PACKED_NAME, passphrase).path.read_bytes()


def export_sealed(target: Path, passphrase: str, key_passphrase: str = "") -> Sealed:
    """Write the whole home into one file that only the passphrase opens.

    It is signed as well, but for a locked key of which nobody gave the passphrase: a home
    is taken to safety in a hurry.

    Raises:
        BadInput: If there is a file or a signature already, or a passphrase is wrong.
    """
    home = connect.current_home()
    is_signed = bool(key_passphrase) or is_open(home)
    key = load_key(home, key_passphrase or None) if is_signed else None
    if signature_path(target).exists():
        raise BadInput(
            "target-exists",
            "There is something at this place already; nothing was written.",
            place=str(signature_path(target)),
            next="Name a file that has no signature beside it yet.",
        )
    archive.export_encrypted(target, passphrase)
    with told_of_disk("signing the sealed file"):
        signature = sign_file(target, key) if key else None
        return Sealed(target, target.stat().st_size, signature)


def prove(seq: int, passphrase: str) -> dict[str, object]:
    """Return the proof that entry `seq` is in the journal of a new checkpoint."""
    return proofs.prove(seq, keys.checkpoint(passphrase))


def prove_since(file: Path, passphrase: str) -> dict[str, object]:
    """Return the proof that the journal of a new checkpoint extends the one in `file`.

    Nothing is signed over a journal that does not.

    Raises:
        BadInput: If the file holds no checkpoint that a key of this home signed.
        JournalCorrupt: If entries before it were cut off or written anew.
    """
    return prove_since_note(verifying.note_of(file), passphrase, str(file))


def prove_since_note(older: str, passphrase: str, place: str = "") -> dict[str, object]:
    """Return the proof that the journal of a new checkpoint extends an older one.

    Nothing is signed over a journal that does not.

    Raises:
        BadInput: If the older one is no checkpoint that a key of this home signed.
        JournalCorrupt: If entries before it were cut off or written anew.
    """
    _refuse_stranger(older, place)
    proofs.refuse_rewritten(older)
    return proofs.prove_since(older, keys.checkpoint(passphrase))


def _refuse_stranger(older: str, place: str) -> None:
    parse_note(older)
    try:
        verify_note(older, public_keys(connect.current_home()))
    except BadInput as error:
        if error.code != "note-unsigned":
            raise
        raise BadInput(
            "checkpoint-foreign",
            "No key that this home has, or had, signed this checkpoint: it is of another journal,"
            " it was changed, or THIS HOME'S KEYS WERE REPLACED.",
            place=place,
            next="If it came from this council, keep it as evidence and tell the auditor.",
        ) from error
