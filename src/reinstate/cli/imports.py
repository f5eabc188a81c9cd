"""Comparing sheets with the register, and taking them."""

from pathlib import Path
from typing import Annotated, Final

import typer

from reinstate.cli.acts import acts
from reinstate.cli.changes import as_data, show
from reinstate.cli.output import emit, output
from reinstate.cli.trouble import DONE, INCOMPLETE, REFUSED
from reinstate.core.register.compare import REPLACEABLE
from reinstate.core.terms.trouble import BadInput
from reinstate.engines.imports.kinds import KINDS
from reinstate.operations import importing
from reinstate.operations.act import Acted, Acting
from reinstate.operations.importing import Preview

SCHEMA: Final = "import/1"


def register(app: typer.Typer) -> None:
    """Add the command that imports."""
    app.command("import")(import_sheets)


@acts
def import_sheets(
    acting: Acting,
    paths: Annotated[list[Path], typer.Argument(metavar="FILE|DIR", help="CSV sheets.")],
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Take them; else only show.")] = False,
    quarantine: Annotated[
        bool, typer.Option("--quarantine", help="Take the good rows, leave the bad ones out.")
    ] = False,
    replace: Annotated[
        list[str] | None,
        typer.Option(metavar="KIND", help="Retire what the whole sheet of this kind lacks."),
    ] = None,
) -> None:
    """Show what sheets would change, and take them with --yes: all of it, or nothing.

    Example: reinstate import sheets/ --yes
    """
    kinds = frozenset(map(_kind, replace or ()))
    files = importing.read_files(paths)
    found = importing.preview(files, kinds)
    if not yes or (found.problems and not quarantine):
        _tell(found, None, is_quarantined=quarantine)
        raise typer.Exit(_code(found, is_quarantined=quarantine))
    found, acted = importing.take(files, acting, kinds)
    _tell(found, acted, is_quarantined=quarantine)
    raise typer.Exit(INCOMPLETE if found.problems else DONE)


def _code(found: Preview, *, is_quarantined: bool) -> int:
    if found.blockers or (found.problems and not is_quarantined):
        return REFUSED
    return INCOMPLETE if found.problems else DONE


def _kind(words: str) -> str:
    """Return the kind of row: as itself, or by the name of its sheet."""
    by_sheet = {kind.name: kind.brings for kind in KINDS if kind.row or kind.brings == "cell"}
    kind = by_sheet.get(words, words)
    if kind not in REPLACEABLE:
        known = ", ".join(sorted(by_sheet))
        sentence = f"No sheet is of {words!r}."
        if words.startswith("-"):
            sentence = f"--replace needs the kind of a sheet, and {words!r} is an option."
        raise BadInput("kind-unknown", sentence, next=f"There are: {known}.")
    return kind


def _tell(found: Preview, acted: Acted | None, *, is_quarantined: bool) -> None:
    way_on = _way_on(found, acted, is_quarantined=is_quarantined)
    data = {
        "is_done": acted is not None,
        **as_data(found),
        "entries": len(acted.entries) if acted is not None else 0,
    }
    emit(SCHEMA, data, lambda console: show(console, output.errors, found, way_on))


def _way_on(found: Preview, acted: Acted | None, *, is_quarantined: bool) -> str:
    left = f"{len(found.problems)} problems" if len(found.problems) != 1 else "one problem"
    if acted is not None:
        many = "1 entry" if len(acted.entries) == 1 else f"{len(acted.entries)} entries"
        done = f"Taken, in {many}." if acted.entries else "Nothing was new."
        return f"{done} Left out: the rows of {left}." if found.problems else done
    if found.problems and not is_quarantined:
        mend = "Mend it" if len(found.problems) == 1 else "Mend them"
        if found.is_empty or found.blockers:
            return f"Nothing was taken: {left}. {mend}."
        return f"Nothing was taken: {left}. {mend}, or take the rest with --quarantine --yes."
    if found.blockers:
        return f"This would be refused: {found.blockers[0].sentence} Nothing was taken."
    if found.is_empty:
        return "Nothing is new, so there is nothing to take."
    return "Nothing was taken yet: repeat it with --yes."
