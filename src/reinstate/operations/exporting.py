"""What leaves the home: the journal with its proof, or everything, sealed."""

from pathlib import Path

from msgspec import Struct

from reinstate.operations import keys
from reinstate.store import archive, connect, export
from reinstate.store.export import Exported
from reinstate.store.trouble import told_of_disk


class Sealed(Struct, frozen=True):
    """A sealed file of the whole home."""

    path: Path
    bytes: int


def export_journal(target: Path, passphrase: str) -> Exported:
    """Write the journal with a new checkpoint to a folder or `.zip` that is not there yet."""
    note = keys.checkpoint(passphrase)
    return export.export_journal(connect.current_home(), target, note)


def export_sealed(target: Path, passphrase: str) -> Sealed:
    """Write the whole home into one file that only the passphrase opens."""
    archive.export_encrypted(target, passphrase)
    with told_of_disk("reading the sealed file"):
        return Sealed(target, target.stat().st_size)


def prove(seq: int, passphrase: str) -> dict[str, object]:
    """Return the proof that entry `seq` is in the journal of a new checkpoint."""
    return export.prove(seq, keys.checkpoint(passphrase))
