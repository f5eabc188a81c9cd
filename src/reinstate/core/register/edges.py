"""The id of an edge: made from its two ends and its kind, so that each edge has one row."""

from hashlib import sha256
from typing import Final

from reinstate.core.terms.reference import Ref, id_of, kind_of

ID_LENGTH_MAX: Final = 64
SEPARATOR: Final = ".."
HEAD_LENGTH: Final = 22
DIGEST_LENGTH: Final = 40  # 160 bits of SHA-256: two edges never share an id


def edge_id(from_: Ref, kind: str, to: Ref) -> str:
    """Return the id of an edge: `service.svc-a..needs..system.sys-b`.

    Where that would be longer than an id may be, or could be read in two ways, it is the
    start of the first end's id, then a digest of the whole. Ids are for the register's
    keys and diffs; what an edge joins is read from its fields, never from its id.
    """
    ends = (from_, to)
    plain = SEPARATOR.join((_dotted(from_), kind, _dotted(to)))
    if len(plain) <= ID_LENGTH_MAX and not any(map(_is_ambiguous, ends)):
        return plain
    digest = sha256(f"{from_}|{kind}|{to}".encode()).hexdigest()[:DIGEST_LENGTH]
    return f"{id_of(from_).replace('/', '.')[:HEAD_LENGTH]}..{digest}"


def _dotted(reference: Ref) -> str:
    return f"{kind_of(reference)}.{id_of(reference)}"


def _is_ambiguous(reference: Ref) -> bool:
    id_ = id_of(reference)
    return "/" in id_ or SEPARATOR in id_ or id_.endswith(".")
