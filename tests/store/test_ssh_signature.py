"""Our file signatures are the ones that OpenSSH itself makes, and it checks them."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from reinstate.store.keys import SigningKey, load_key, make_key
from reinstate.store.ssh_signature import NAMESPACE, allowed_signer, sign_file, ssh_signature

ORIGIN = "journal.council.example/reinstate"


@pytest.fixture(scope="module")
def signer(tmp_path_factory: pytest.TempPathFactory) -> SigningKey:
    """Give a signing key."""
    home = tmp_path_factory.mktemp("signer")
    make_key(home, ORIGIN)
    return load_key(home)


@pytest.fixture
def ssh_keygen() -> str:
    """Return OpenSSH's tool, or skip with the reason."""
    found = shutil.which("ssh-keygen")
    if found is None:
        pytest.skip("ssh-keygen is missing (Debian: openssh-client)")
    return found


def verified(ssh_keygen: str, folder: Path, content: bytes, *, namespace: str = NAMESPACE) -> bool:
    """Return whether OpenSSH accepts `file.sig` over this content."""
    words = (ssh_keygen, "-Y", "verify", "-f", "allowed_signers", "-I", ORIGIN)
    done = subprocess.run(
        [*words, "-n", namespace, "-s", "file.sig"],
        cwd=folder,
        input=content,
        capture_output=True,
        check=False,
    )
    assert (done.returncode == 0) == (b"Good" in done.stdout)
    return done.returncode == 0


def theirs(
    ssh_keygen: str,
    folder: Path,
    signer: SigningKey,
    content: bytes,
    namespace: str = NAMESPACE,
) -> str:
    """Return the signature that OpenSSH makes with the same key."""
    key = folder / "key"
    key.write_bytes(
        signer.private.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())
    )
    key.chmod(0o600)
    return subprocess.run(
        [ssh_keygen, "-Y", "sign", "-f", str(key), "-n", namespace],
        input=content,
        capture_output=True,
        check=True,
    ).stdout.decode()


@pytest.mark.parametrize("content", [b"", b"one line\n", bytes(range(256)) * 5000])
def test_openssh_itself_makes_the_same_signature(
    ssh_keygen: str, signer: SigningKey, tmp_path: Path, content: bytes
) -> None:
    assert ssh_signature(BytesIO(content), signer) == theirs(ssh_keygen, tmp_path, signer, content)


def test_openssh_accepts_the_file_and_no_other(
    ssh_keygen: str, signer: SigningKey, tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(b"as it was")
    assert sign_file(tmp_path / "file", signer) == tmp_path / "file.sig"
    (tmp_path / "allowed_signers").write_text(allowed_signer(signer.public))
    assert verified(ssh_keygen, tmp_path, b"as it was")
    assert not verified(ssh_keygen, tmp_path, b"as it is not")
    assert not verified(ssh_keygen, tmp_path, b"as it was", namespace="git")


def test_openssh_refuses_another_key(ssh_keygen: str, signer: SigningKey, tmp_path: Path) -> None:
    make_key(tmp_path / "other", ORIGIN)
    other = load_key(tmp_path / "other")
    (tmp_path / "file").write_bytes(b"as it was")
    sign_file(tmp_path / "file", other)
    (tmp_path / "allowed_signers").write_text(allowed_signer(signer.public))
    assert not verified(ssh_keygen, tmp_path, b"as it was")


def test_the_key_is_allowed_to_sign_exports_and_nothing_else(
    ssh_keygen: str, signer: SigningKey, tmp_path: Path
) -> None:
    (tmp_path / "file.sig").write_text(theirs(ssh_keygen, tmp_path, signer, b"as it was", "git"))
    line = allowed_signer(signer.public)
    (tmp_path / "allowed_signers").write_text(line)
    assert not verified(ssh_keygen, tmp_path, b"as it was", namespace="git")
    (tmp_path / "allowed_signers").write_text(line.replace(NAMESPACE, "git"))
    assert verified(ssh_keygen, tmp_path, b"as it was", namespace="git")
