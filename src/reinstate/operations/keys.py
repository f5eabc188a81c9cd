"""The key that signs checkpoints: used, and changed so that the journal says so."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reinstate.core.access.trust_key import TrustKey
from reinstate.core.journal.checkpoint import key_text
from reinstate.core.state.council import Council
from reinstate.core.terms.trouble import BadInput
from reinstate.operations import clock, reading
from reinstate.operations.act import Acted, Acting, act
from reinstate.operations.passphrases import good_passphrase
from reinstate.operations.writing import Writing
from reinstate.store import connect, durable, keys
from reinstate.store.checkpoints import make_checkpoint
from reinstate.store.trouble import told_of_disk


def checkpoint(passphrase: str) -> str:
    """Return a signed note of the journal as it stands now; a copy of it is kept.

    Raises:
        BadInput: If the key asks for a passphrase that was not given.
        WorldFailed: If the key on the disk is not the one that the journal trusts.
    """
    council = reading.council()
    key = keys.load_key(connect.current_home(), passphrase or None)
    if key_text(key.public) not in council.home.keys:
        raise BadInput(
            "key-untrusted",
            "The signing key of this home is not one that its journal trusts.",
            place=str(connect.current_home() / keys.FOLDER),
            next="Run `reinstate journal rotate-key`, which makes one and says so.",
        )
    return make_checkpoint(key, clock.now(council))


def is_open() -> bool:
    """Return whether the signing key of this home asks for no passphrase."""
    return keys.is_open(connect.current_home())


def rotate(acting: Acting, passphrase: str, new_passphrase: str) -> Acted:
    """Change the signing key: file and journal together, or neither.

    Were the machine to stop between the two, the journal still trusts the old key, and
    the next rotation goes on from there.
    """
    home = connect.current_home()
    council = reading.council()
    if council.home.kind == "real":
        good_passphrase(new_passphrase, "The signing key", "--new-passphrase-file FILE")
    connect.refuse_read_only("rotating the signing key")

    def make(_writing: Writing, known: Council) -> TrustKey:
        _, new = keys.rotate(home, passphrase or None, new_passphrase or None)
        return TrustKey(key_text(new), known.home.keys[-1])

    with _restored_on_failure(home / keys.FOLDER):
        return act(make, acting)


@contextmanager
def _restored_on_failure(folder: Path) -> Iterator[None]:
    with told_of_disk("reading the signing key"):
        before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    try:
        yield
    except BaseException:
        for path in folder.rglob("*"):
            if path.is_file() and path not in before:
                path.unlink()
        for path, content in before.items():
            durable.write(path, content)
        raise
