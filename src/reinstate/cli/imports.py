"""Comparing sheets with the register, and taking them."""

from pathlib import Path
from typing import Annotated, Final

import typer

from reinstate.cli.acts import acts
from reinstate.cli.changes import as_data, show
from reinstate.cli.output import emit, output
from reinstate.cli.trouble import DONE, INCOMPLETE, REFUSED
from reinstate.cli.way_on import saved_words, way_on
from reinstate.core.register.compare import REPLACEABLE
from reinstate.core.terms.trouble import BadInput
from reinstate.engines.imports.kinds import KINDS
from reinstate.engines.imports.opening import Wanted
from reinstate.engines.imports.shipped import shipped_names
from reinstate.operations import importing, importing_maps
from reinstate.operations.act import Acted, Acting
from reinstate.operations.importing import Preview

SCHEMA: Final = "import/1"
MAPS: Final = f"A map file, or one that comes along: {', '.join(shipped_names())}."


def register(app: typer.Typer) -> None:
    """Add the command that imports."""
    app.command("import")(import_sheets)


@acts
def import_sheets(  # noqa: PLR0913 - each parameter is an option of the command
    acting: Acting,
    paths: Annotated[
        list[Path], typer.Argument(metavar="FILE|DIR", help="CSV, Excel, OpenDocument.")
    ],
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Take them; else only show.")] = False,
    quarantine: Annotated[
        bool, typer.Option("--quarantine", help="Take the good rows, leave the bad ones out.")
    ] = False,
    replace: Annotated[
        list[str] | None,
        typer.Option(metavar="KIND", help="Retire what the whole sheet of this kind lacks."),
    ] = None,
    maps: Annotated[list[str] | None, typer.Option("--map", metavar="MAP", help=MAPS)] = None,
    save_map: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write the guess, or a copy of the map, to correct."),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option("--sheet", metavar="NAME", help="Of workbooks, read these sheets only."),
    ] = None,
) -> None:
    """Show what sheets would change, and take them with --yes: all of it, or nothing.

    Example: reinstate import sheets/ --yes
    """
    kinds = frozenset(map(_kind, replace or ()))
    wanted = Wanted(importing_maps.read_maps(maps or ()), frozenset(only or ()))
    sheaf = importing.opened(importing.read_files(paths), wanted)
    found = importing.preview(sheaf, kinds)
    saved: tuple[str, ...] = ()
    if save_map is not None:
        saved = importing_maps.save_maps(found.sheets.guesses, wanted.maps, save_map)
    if saved or not yes or (found.problems and not quarantine):
        _tell(found, None, saved, is_quarantined=quarantine)
        raise typer.Exit(_code(found, is_quarantined=quarantine))
    found, acted = importing.take(sheaf, acting, kinds)
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


def _tell(
    found: Preview, acted: Acted | None, saved: tuple[str, ...] = (), *, is_quarantined: bool
) -> None:
    words = saved_words(saved) or way_on(found, acted, is_quarantined=is_quarantined)
    data = {
        "is_done": acted is not None,
        **as_data(found),
        "saved": list(saved),
        "entries": len(acted.entries) if acted is not None else 0,
    }
    emit(SCHEMA, data, lambda console: show(console, output.errors, found, words))
