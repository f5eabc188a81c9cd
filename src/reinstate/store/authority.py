"""The home's own certificate authority: signs for the desk's names, and can for no others.

Whoever trusts it trusts it for these names alone: they stand in it as constraints.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from msgspec import Struct

from reinstate.core.terms.trouble import WorldFailed
from reinstate.store import durable
from reinstate.store.trouble import told_of_disk

FOLDER: Final = "tls"
AUTHORITY_NAME: Final = "authority.crt"
AUTHORITY_KEY_NAME: Final = "authority.key"
SERVER_NAME: Final = "desk.crt"
SERVER_KEY_NAME: Final = "desk.key"
SHARED_FILE_MODE: Final = 0o644
AUTHORITY_LIFE: Final = timedelta(days=3650)
SERVER_LIFE: Final = timedelta(days=397)
"""Browsers trust no longer: CA/Browser Forum Baseline Requirements, 6.3.2, read 2026-11."""

CLOCKS_DIFFER: Final = timedelta(hours=1)
"""Certificates begin so long ago, for machines whose clock is a little slow."""

COMMON_NAME_BYTES_MAX: Final = 64  # RFC 5280, appendix A: ub-common-name
EVERY_ADDRESS: Final = ("0.0.0.0/0", "::/0")

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network


class Certificate(Struct, frozen=True):
    """What a person compares: the digest, the names and the last day of a certificate."""

    path: Path
    sha256: str
    names: tuple[str, ...]
    until: datetime


class Pair(Struct, frozen=True):
    """A certificate and its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


def make_authority(home: Path, council: str, names: Sequence[str], now: datetime) -> None:
    """Make an authority for `names` in place of the one that was there, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    who = _named(f"Reinstate desk of {council}")
    made = (
        _begun(who, who, key.public_key(), now, AUTHORITY_LIFE)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_may(signs_certificates=True), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(_constraints(names), critical=True)
        .sign(key, hashes.SHA256())
    )
    _write(home, AUTHORITY_NAME, AUTHORITY_KEY_NAME, key, made)


def make_server(home: Path, names: Sequence[str], now: datetime) -> None:
    """Make the desk's certificate for `names`, signed by the home's authority, and its key."""
    authority = _authority(home)
    key = ec.generate_private_key(ec.SECP256R1())
    issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key())
    life = min(SERVER_LIFE, authority.certificate.not_valid_after_utc - now + CLOCKS_DIFFER)
    made = (
        _begun(_named("Reinstate desk"), authority.certificate.subject, key.public_key(), now, life)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_may(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName([*map(_general, names)]), critical=False)
        .add_extension(issuer, critical=False)
        .sign(authority.key, hashes.SHA256())
    )
    _write(home, SERVER_NAME, SERVER_KEY_NAME, key, made)


def authority_of(home: Path) -> Certificate | None:
    """Return the home's authority, with the names that it may sign for; None without one."""
    path = home / FOLDER / AUTHORITY_NAME
    if not path.is_file():
        return None
    certificate = _read(path)
    allowed = certificate.extensions.get_extension_for_class(x509.NameConstraints).value
    return _shown(path, certificate, allowed.permitted_subtrees or ())


def server_of(home: Path) -> Certificate | None:
    """Return the desk's certificate; None without one."""
    path = home / FOLDER / SERVER_NAME
    return read_certificate(path) if path.is_file() else None


def read_certificate(path: Path) -> Certificate:
    """Return the first certificate of a file.

    Raises:
        WorldFailed: If there is none.
    """
    certificate = _read(path)
    try:
        extension = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    except x509.ExtensionNotFound:
        return _shown(path, certificate, ())
    return _shown(path, certificate, extension.value)


def may_sign_for(authority: Certificate, name: str) -> bool:
    """Return whether the constraints of an authority allow `name`."""
    address = address_of(name)
    if address is not None:
        return str(address) in authority.names
    return any(name == each or name.endswith(f".{each}") for each in authority.names)


def address_of(name: str) -> Address | None:
    """Return the address that a name is; None for a name."""
    try:
        return ip_address(name)
    except ValueError:
        return None


def _authority(home: Path) -> Pair:
    folder = home / FOLDER
    with told_of_disk("reading the authority's key"):
        pem = (folder / AUTHORITY_KEY_NAME).read_bytes()
    key = serialization.load_pem_private_key(pem, None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise _foreign(folder / AUTHORITY_KEY_NAME)
    return Pair(_read(folder / AUTHORITY_NAME), key)


def _read(path: Path) -> x509.Certificate:
    with told_of_disk("reading a certificate"):
        pem = path.read_bytes()
    try:
        return x509.load_pem_x509_certificate(pem)
    except ValueError as error:
        raise _foreign(path) from error


def _shown(path: Path, of: x509.Certificate, names: Iterable[x509.GeneralName]) -> Certificate:
    told = tuple(_words(name) for name in names)
    return Certificate(path, of.fingerprint(hashes.SHA256()).hex(), told, of.not_valid_after_utc)


def _words(name: x509.GeneralName) -> str:
    value = name.value
    return str(value.network_address) if isinstance(value, Network) else str(value)


def _begun(
    who: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePublicKey,
    now: datetime,
    life: timedelta,
) -> x509.CertificateBuilder:
    begins = now - CLOCKS_DIFFER
    return (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + life)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _named(name: str) -> x509.Name:
    short = name.encode()[:COMMON_NAME_BYTES_MAX].decode(errors="ignore")
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, short)])


def _may(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _constraints(names: Sequence[str]) -> x509.NameConstraints:
    """Return what the authority may sign for: a kind that is not named would be free."""
    addresses = [address for name in names if (address := address_of(name)) is not None]
    hosts = [x509.DNSName(name) for name in names if address_of(name) is None]
    permitted: list[x509.GeneralName] = [
        *hosts,
        *(x509.IPAddress(ip_network(address)) for address in addresses),
    ]
    excluded: list[x509.GeneralName] = []
    if not addresses:
        excluded += [x509.IPAddress(ip_network(every)) for every in EVERY_ADDRESS]
    if not hosts:
        excluded += [x509.DNSName("")]
    return x509.NameConstraints(permitted, excluded or None)


def _general(name: str) -> x509.GeneralName:
    address = address_of(name)
    return x509.DNSName(name) if address is None else x509.IPAddress(address)


def _write(
    home: Path, name: str, key_name: str, key: ec.EllipticCurvePrivateKey, made: x509.Certificate
) -> None:
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    with told_of_disk("writing a certificate"):
        durable.write(home / FOLDER / key_name, pem)
        durable.write(
            home / FOLDER / name,
            made.public_bytes(serialization.Encoding.PEM),
            mode=SHARED_FILE_MODE,
        )


def _foreign(path: Path) -> WorldFailed:
    return WorldFailed(
        "certificate-unreadable",
        "There is no certificate or key in this file that we can read.",
        place=str(path),
        next="Name a file in PEM form, or make one with `reinstate tls make`.",
    )
