"""How a command ends when it could not do what was asked: envelope, words, exit code."""

import sys
from typing import Any, Final

import msgspec

from reinstate.cli.output import as_typed, in_words, output
from reinstate.core.terms.trouble import BadInput, Refused, ReinstateError

DONE: Final = 0
REFUSED: Final = 1
BAD_USAGE: Final = 2
WORLD_FAILED: Final = 3
INCOMPLETE: Final = 4


def exit_code(trouble: Exception) -> int:
    """Return the exit code of a trouble."""
    if isinstance(trouble, Refused):
        return REFUSED
    return BAD_USAGE if isinstance(trouble, BadInput) else WORLD_FAILED


def tell(trouble: Refused | ReinstateError) -> None:
    """Print a trouble: the error envelope with `--json`, else words on standard error."""
    if output.is_json:
        sys.stdout.buffer.write(msgspec.json.encode(envelope(trouble)) + b"\n")
        sys.stdout.buffer.flush()
        return
    if isinstance(trouble, Refused):
        _tell_refused(trouble)
        return
    lines = [trouble.sentence]
    lines += [f"Where: {trouble.place}"] if trouble.place else []
    lines += [trouble.next] if trouble.next else []
    _print("\n".join(lines))


def envelope(trouble: Refused | ReinstateError) -> dict[str, Any]:
    """Return the `error/1` object of a trouble."""
    if isinstance(trouble, Refused):
        first = trouble.blockers[0]
        return {
            "schema": "error/1",
            "code": first.code if len(trouble.blockers) == 1 else "refused",
            "sentence": in_words(str(trouble)),
            "place": first.gate,
            "next": first.need,
            "blockers": [
                {
                    "gate": blocker.gate,
                    "code": blocker.code,
                    "sentence": in_words(blocker.sentence),
                    "need": blocker.need,
                }
                for blocker in trouble.blockers
            ],
        }
    return {
        "schema": "error/1",
        "code": trouble.code,
        "sentence": in_words(trouble.sentence),
        "place": trouble.place,
        "next": trouble.next,
    }


def _tell_refused(trouble: Refused) -> None:
    count = len(trouble.blockers)
    reasons = "one reason" if count == 1 else f"{count} reasons"
    output.errors.print(f"Refused, for {reasons}:", style="bold", highlight=False)
    for blocker in trouble.blockers:
        _print(f"  - {blocker.sentence} [{blocker.gate}: {blocker.code}]")
        if blocker.need:
            _print(f"      {as_typed(blocker.need)}")


def _print(words: str) -> None:
    output.errors.print(in_words(words), highlight=False, markup=False, soft_wrap=True)
