"""How a verified journal is told: whole, or the first thing that is wrong."""

from typing import Any, Final

from reinstate.cli.output import emit, say
from reinstate.cli.trouble import DONE, REFUSED, WORLD_FAILED
from reinstate.operations.verifying import STATES, Verified

SCHEMA: Final = "verify/1"
NOTHING_OUTSIDE: Final = (
    "No checkpoint from outside was given: what was cut off or written anew since the last one"
    " cannot be seen. Give one with --checkpoint FILE."
)


def tell_verified(verified: Verified) -> int:
    """Say what was found and return the exit code: whole, wrong, or not for this release."""
    emit(SCHEMA, _data(verified), lambda _: say("\n".join(_lines(verified))))
    if verified.found.fault is not None:
        return REFUSED
    return WORLD_FAILED if verified.unreadable is not None else DONE


def _data(verified: Verified) -> dict[str, Any]:
    found, fault, unreadable = verified.found, verified.found.fault, verified.unreadable
    data: dict[str, Any] = {
        "size": found.size,
        "root": found.root.hex(),
        "is_whole": found.is_whole,
        "checkpoints": [
            {
                "name": each.name,
                "size": each.size,
                "root": each.root.hex(),
                "state": each.state,
                "signed_by": list(each.signed_by),
            }
            for each in found.checkpoints
        ],
    }
    if fault is not None:
        data["fault"] = {name: getattr(fault, name) for name in fault.__struct_fields__}
    if unreadable is not None:
        data["unreadable"] = {
            "code": unreadable.code,
            "sentence": unreadable.sentence,
            "place": unreadable.place,
            "next": unreadable.next,
        }
    return data


def _lines(verified: Verified) -> list[str]:
    found, fault = verified.found, verified.found.fault
    if fault is not None:
        lines = [f"{_headline(fault.code)} {fault.sentence}", f"  [{_where(fault)}]"]
        lines += [f"  The first {found.size} entries are right."]
    else:
        lines = [f"The journal is whole: {found.size} entries.", f"  root  {found.root.hex()}"]
    lines += [
        f"  {each.name} ({each.size} entries) {STATES[each.state]}" for each in found.checkpoints
    ]
    if verified.unreadable is not None:
        trouble = verified.unreadable
        lines += [f"But this release cannot read it: {trouble.sentence} ({trouble.place})"]
        lines += [trouble.next]
    if not verified.outside_count:
        lines.append(NOTHING_OUTSIDE)
    return lines


def _headline(code: str) -> str:
    if code == "unsigned":
        return "Nothing is shown by that checkpoint: it is of another journal, or forged."
    return "The journal is NOT what was written."


def _where(fault: Any) -> str:
    if not fault.first:
        return f"{fault.code}: {fault.part}"
    which = f"{fault.first}" if fault.last in (0, fault.first) else f"{fault.first}-{fault.last}"
    return f"{fault.code}: {fault.part}, entry {which}"
