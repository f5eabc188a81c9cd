"""A certificate and key that somebody names: looked at before anything is served with them."""

from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization

from reinstate.core.terms.trouble import BadInput
from reinstate.store.authority import Certificate, read_certificate
from reinstate.store.trouble import told_of_disk


def checked_pair(certificate: Path, key: Path, now: datetime) -> Certificate:
    """Return the certificate, which is current and belongs to the key.

    Raises:
        BadInput: If it is not, or the key cannot be used as it stands.
        WorldFailed: If either cannot be read.
    """
    found = read_certificate(certificate)
    if found.until <= now:
        raise BadInput(
            "certificate-ended",
            f"The certificate ended on {found.until:%Y-%m-%d}.",
            place=str(certificate),
            next="Renew it; for one of this home: reinstate tls make.",
        )
    with told_of_disk("reading a key"):
        pem = key.read_bytes()
    if _public(pem, key) != _public_of(certificate):
        raise BadInput(
            "key-of-another",
            "The key is not that of the certificate.",
            place=str(key),
            next="Name the two that were made together.",
        )
    return found


def _public(pem: bytes, path: Path) -> bytes:
    """Return the public half of a key in the one form that the server reads: PKCS#8, open."""
    try:
        private = serialization.load_pem_private_key(pem, None)
    except (ValueError, TypeError) as error:
        raise _unusable(path) from error
    if b"BEGIN PRIVATE KEY" not in pem:
        raise _unusable(path)
    return private.public_key().public_bytes(*_FORM)


def _public_of(certificate: Path) -> bytes:
    found = x509.load_pem_x509_certificate(certificate.read_bytes())
    return found.public_key().public_bytes(*_FORM)


_FORM = (serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)


def _unusable(path: Path) -> BadInput:
    return BadInput(
        "key-unusable",
        "There is no key in this file that can be used as it stands.",
        place=str(path),
        next="It has to be PKCS#8 without passphrase:"
        " openssl pkcs8 -topk8 -nocrypt -in KEY -out NEW.",
    )
