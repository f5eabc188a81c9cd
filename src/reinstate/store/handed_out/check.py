"""Checks an exported Reinstate journal with nothing but Python 3.9: hashes, no signatures.

    python3 check.py root JOURNAL CHECKPOINT [OLDER]...   every entry is under the roots
    python3 check.py entry PROOF [CHECKPOINT]             one entry is under the root
    python3 check.py extends PROOFS [CHECKPOINT]...       newer journals begin with older ones

Ends with 0 and "right", or with 1 and "WRONG". The tree is that of RFC 6962, section 2.1.
The signature under a checkpoint is checked with OpenSSL (HOW-TO-CHECK.txt) or by check.go.
"""

import json
import sys
from base64 import b64decode
from hashlib import sha256
from pathlib import Path


def leaf_of(line: bytes) -> bytes:
    """Return the hash of one entry: its line, without the line feed, after a zero byte."""
    return sha256(b"\x00" + line).digest()


def node_of(left: bytes, right: bytes) -> bytes:
    """Return the hash over two parts of the tree, after a one byte."""
    return sha256(b"\x01" + left + right).digest()


def half_of(size: int) -> int:
    """Return how many entries the left part has: the largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1


def root_of(leaves: list[bytes]) -> bytes:
    """Return the root over all the leaves."""
    if len(leaves) < 2:
        return leaves[0] if leaves else sha256(b"").digest()
    half = half_of(len(leaves))
    return node_of(root_of(leaves[:half]), root_of(leaves[half:]))


def root_by_path(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes:
    """Return the root that one leaf and its path lead to; the path's last hash is the topmost."""
    if size == 1:
        need(not path, "the proof is too long")
        return leaf
    need(bool(path), "the proof is too short")
    half, below, other = half_of(size), path[:-1], path[-1]
    if index < half:
        return node_of(root_by_path(leaf, index, half, below), other)
    return node_of(other, root_by_path(leaf, index - half, size - half, below))


def both_roots(
    old_root: bytes, old: int, size: int, path: list[bytes], *, is_left: bool = True
) -> tuple[bytes, bytes]:
    """Return the older and the newer root that a path leads to, from what they have in common."""
    if old == size:
        need(len(path) == (0 if is_left else 1), "the proof has not the right length")
        return (old_root, old_root) if is_left else (path[0], path[0])
    need(bool(path), "the proof is too short")
    half, below, other = half_of(size), path[:-1], path[-1]
    if old <= half:
        older, newer = both_roots(old_root, old, half, below, is_left=is_left)
        return older, node_of(newer, other)
    older, newer = both_roots(old_root, old - half, size - half, below, is_left=False)
    return node_of(other, older), node_of(other, newer)


def need(is_so: bool, wrong: str) -> None:  # noqa: FBT001 - reads like an assertion
    """End with 1 and say what is wrong, unless it is so."""
    if not is_so:
        sys.exit(f"WRONG: {wrong}")


def body_of(note: str) -> str:
    """Return what is signed of a checkpoint: the lines above the empty one."""
    return note.partition("\n\n")[0]


def size_and_root(note: str) -> tuple[int, bytes]:
    """Return how many entries a checkpoint counts, and their root."""
    _origin, size, root = body_of(note).split("\n")[:3]
    return int(size), b64decode(root, validate=True)


def path_of(proof: dict[str, object]) -> list[bytes]:
    """Return the hashes of a proof."""
    texts = proof["path"]
    path = [bytes.fromhex(str(text)) for text in texts] if isinstance(texts, list) else []
    need(all(len(each) == 32 for each in path), "a hash has 32 bytes")
    return path


def read(path: str) -> str:
    """Return the text of a file."""
    return Path(path).read_text(encoding="utf-8")


def check_root(journal: str, *checkpoints: str) -> None:
    """Check the whole journal: the first checkpoint counts every entry, others may count fewer."""
    need(bool(checkpoints), "give a checkpoint as well")
    *lines, rest = Path(journal).read_bytes().split(b"\n")
    need(not rest, f"{journal} ends in half a line")
    leaves = [leaf_of(line) for line in lines]
    for place, name in enumerate(checkpoints):
        size, root = size_and_root(read(name))
        need(size <= len(leaves), f"{name} counts {size} entries, and {len(leaves)} are here")
        need(bool(place) or size == len(leaves), f"{len(leaves) - size} entries are not signed")
        need(root_of(leaves[:size]) == root, f"the {size} entries are not those of {name}")
        print(f"right: the {size} entries are those of {name}")


def check_entry(name: str, *checkpoints: str) -> None:
    """Check the proof of one entry, under its own checkpoint and, if given, exactly that one."""
    proof = json.loads(read(name))
    size, root = size_and_root(proof["checkpoint"])
    index, path = proof["index"], path_of(proof)
    need(0 <= index < size, f"there is no entry {index + 1} among {size}")
    found = root_by_path(leaf_of(proof["entry"].encode()), index, size, path)
    need(found == root, f"entry {index + 1} is not in the journal of this checkpoint")
    refuse_strangers([body_of(proof["checkpoint"])], checkpoints)
    print(f"right: entry {index + 1} of the {size} under this checkpoint:")
    print(proof["checkpoint"], end="")


def check_extends(name: str, *checkpoints: str) -> None:
    """Check proofs that older checkpoints are of the same history; those given are among them."""
    proofs = [json.loads(line) for line in read(name).splitlines()]
    need(bool(proofs), f"{name} proves nothing")
    bodies = [body_of(proofs[0]["checkpoint"])]
    for proof in proofs:
        need(body_of(proof["checkpoint"]) == bodies[0], f"{name} leads to two checkpoints")
        (old, old_root), (size, root) = map(
            size_and_root, (proof["old_checkpoint"], proof["checkpoint"])
        )
        need(0 < old <= size, f"the journal of {size} entries does not begin with {old}")
        found = both_roots(old_root, old, size, path_of(proof))
        need(found == (old_root, root), f"the {size} entries do not begin with those {old}")
        bodies.append(body_of(proof["old_checkpoint"]))
    refuse_strangers(bodies, checkpoints)
    print(f"right: {len(proofs)} checkpoints are of one history, up to this one:")
    print(proofs[0]["checkpoint"], end="")


def refuse_strangers(bodies: list[str], checkpoints: tuple[str, ...]) -> None:
    """End with 1 if a checkpoint given is none of those proved."""
    for name in checkpoints:
        need(body_of(read(name)) in bodies, f"{name} is not a checkpoint that is proved here")


if __name__ == "__main__":
    checks = {"root": check_root, "entry": check_entry, "extends": check_extends}
    if len(sys.argv) < 3 or sys.argv[1] not in checks:
        sys.exit(__doc__)
    try:
        checks[sys.argv[1]](*sys.argv[2:])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        sys.exit(f"WRONG: this cannot be read: {error!r}")
