"""The program `reinstate`: runs one command, and says in words or JSON how it ended."""

import re
import sys
import traceback
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Final

import typer
from typer.exceptions import TyperException

from reinstate.cli.app import program
from reinstate.cli.output import output
from reinstate.cli.trouble import BAD_USAGE, WORLD_FAILED, exit_code, tell
from reinstate.core.terms.trouble import BadInput, Refused, ReinstateError

_NOT_ONE_OF: Final = re.compile(
    r"Invalid value for '(?P<what>[^']+)': (?:Value error, )?"
    r"(?P<given>'.*'|\".*\") is not one of (?P<allowed>'.*')\.?",
    re.DOTALL,
)
_NO_NUMBER: Final = re.compile(
    r"Invalid value for '(?P<what>[^']+)': Input should be a valid integer"
)

STOPPED: Final = 130
"""What shells expect of a program that somebody stopped with Ctrl-C."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that `arguments` say (default: this process's); return the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    output.is_json = "--json" in words
    try:
        return program()(words, prog_name="reinstate", standalone_mode=False) or 0
    except (Refused, ReinstateError) as trouble:
        tell(trouble)
        return exit_code(trouble)
    except TyperException as trouble:
        return _misused(trouble)
    except (KeyboardInterrupt, typer.Abort):
        return STOPPED
    except Exception:  # noqa: BLE001 - the outermost place: what is left is our own mistake
        traceback.print_exc()
        return WORLD_FAILED


def _misused(trouble: TyperException) -> int:
    sentence = _plain(trouble.format_message())
    if sentence:  # else the help was printed already, for want of a command
        context = getattr(trouble, "ctx", None)
        command = context.command_path if context else "reinstate"
        tell(BadInput("usage", sentence, place=command, next=f"See `{command} --help`."))
    return BAD_USAGE


def _plain(sentence: str) -> str:
    """Return what is wrong with a word as we say it: the words there are, and the nearest."""
    if found := _NO_NUMBER.match(sentence):
        return f"{found['what']} has to be a whole number."
    found = _NOT_ONE_OF.fullmatch(sentence)
    if found is None:
        return sentence
    allowed = re.findall(r"'([^']*)'", found["allowed"])
    near = get_close_matches(found["given"][1:-1], allowed, n=1, cutoff=0.6)
    hint = f" Did you mean {near[0]}?" if near else ""
    return f"{found['what']} cannot be {found['given']}: it is {_either(allowed)}.{hint}"


def _either(words: Sequence[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last


if __name__ == "__main__":
    sys.exit(main())
