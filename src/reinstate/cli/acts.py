"""Commands that act and commands that ask: who, proved how, and JSON or words."""

from collections.abc import Callable
from functools import wraps
from inspect import Parameter, signature
from pathlib import Path
from typing import Any, Concatenate, Final, ParamSpec

from reinstate.cli.who import As, Json, PassphraseFile, acting, acting_anyway, open_home
from reinstate.operations.act import Acting

P = ParamSpec("P")

_JSON: Final = Parameter("is_json", Parameter.KEYWORD_ONLY, default=False, annotation=Json)
_WHO: Final = (
    Parameter("person", Parameter.KEYWORD_ONLY, default="", annotation=As),
    Parameter("passphrase_file", Parameter.KEYWORD_ONLY, default=None, annotation=PassphraseFile),
    _JSON,
)


def acts(command: Callable[Concatenate[Acting, P], None]) -> Callable[..., None]:
    """Give a command `--as`, `--passphrase-file` and `--json`; it gets who acts first."""

    @wraps(command)
    def run(
        *args: Any,
        person: str,
        passphrase_file: Path | None,
        is_json: bool,  # noqa: ARG001 - its callback has set how we talk
        **options: Any,
    ) -> None:
        command(acting(person, passphrase_file), *args, **options)

    return _with_options(run, command, _WHO, skipped=1)


def isolates(command: Callable[Concatenate[Acting, P], None]) -> Callable[..., None]:
    """Give a command that isolates the options of `acts`: no passphrase ever stops it."""

    @wraps(command)
    def run(
        *args: Any,
        person: str,
        passphrase_file: Path | None,
        is_json: bool,  # noqa: ARG001 - its callback has set how we talk
        **options: Any,
    ) -> None:
        command(acting_anyway(person, passphrase_file), *args, **options)

    return _with_options(run, command, _WHO, skipped=1)


def asks(command: Callable[P, None]) -> Callable[..., None]:
    """Give a query `--json` and an open home; it always ends with 0, whatever it shows."""

    @wraps(command)
    def run(
        *args: Any,
        is_json: bool,  # noqa: ARG001 - its callback has set how we talk
        **options: Any,
    ) -> None:
        open_home()
        command(*args, **options)

    return _with_options(run, command, (_JSON,), skipped=0)


def _with_options(
    run: Callable[..., None],
    command: Callable[..., None],
    added: tuple[Parameter, ...],
    *,
    skipped: int,
) -> Callable[..., None]:
    """Let Typer read the options of the command itself together with those added."""
    own = [*signature(command).parameters.values()][skipped:]
    every = [one.replace(kind=Parameter.KEYWORD_ONLY) for one in own] + [*added]
    run.__signature__ = signature(command).replace(parameters=every)  # type: ignore[attr-defined]  # what `inspect.signature` reads
    run.__annotations__ = {one.name: one.annotation for one in every} | {"return": None}
    return run
