"""How an import is told: added, changed from what to what, gone, people, problems."""

from itertools import groupby
from typing import Any, Final

import msgspec
from rich.console import Console
from rich.text import Text

from reinstate.cli.output import as_typed, in_words
from reinstate.cli.speaking import plain_table
from reinstate.core.journal.rows import AnyRow, key_of
from reinstate.core.register.compare import differences
from reinstate.core.terms.reference import kind_of
from reinstate.engines.imports.sheets import Guess, Problem
from reinstate.operations import reading
from reinstate.operations.importing import Preview
from reinstate.operations.importing_people import PersonChange
from reinstate.operations.importing_words import (
    Called,
    listed,
    names_in,
    person_words,
    value_words,
)

LISTED_MAX: Final = 8
"""Of rows added or gone, so many of a kind are named; `--json` names them all."""

CHANGED_MAX: Final = 200
PROBLEMS_MAX: Final = 200


def as_data(found: Preview) -> dict[str, Any]:
    """Return everything an import changes, and every problem, as plain data."""
    comparison = found.comparison
    return {
        "added": [_row(row) for row in comparison.added],
        "changed": [
            {
                **_row(new),
                "fields": [
                    {"field": name.rstrip("_"), "old": _plain(before), "new": _plain(now)}
                    for name, before, now in differences(old, new)
                ],
            }
            for old, new in comparison.changed
        ],
        "gone": [_row(row) for row in comparison.gone],
        "divided": [
            {"service": each.service, "old": list(each.old), "new": list(each.new)}
            for each in comparison.divided
        ],
        "unchanged": comparison.unchanged,
        "remarks": msgspec.to_builtins(found.sheets.remarks),
        "guesses": msgspec.to_builtins(found.sheets.guesses),
        "people": [_person(each) for each in found.people],
        "problems": msgspec.to_builtins(found.problems),
        "blockers": msgspec.to_builtins(found.blockers),
    }


def show(console: Console, errors: Console, found: Preview, way_on: str) -> None:
    """Print what an import changes on `console`, and its problems on `errors`."""
    comparison = found.comparison
    called = names_in(reading.council(), comparison)
    for remark in found.sheets.remarks:
        _line(console, f"{remark.file}: {remark.sentence}")
    for guess in found.sheets.guesses:
        _show_guess(console, guess)
    _show_listed(console, "added", comparison.added, called)
    _show_changed(console, found)
    _show_listed(console, "gone", comparison.gone, called)
    for each in comparison.divided:
        _line(console, f"divided  {each.service}: {', '.join(each.new)}")
    for person in found.people:
        _line(console, f"person   {person_words(person)}")
    if comparison.unchanged:
        _line(console, f"as it was: {comparison.unchanged} rows")
    _show_problems(errors, found.problems)
    for blocker in found.blockers:
        _line(errors, f"  - {blocker.sentence} [{blocker.gate}: {blocker.code}]")
        if blocker.need:
            _line(errors, f"      {as_typed(blocker.need)}")
    _line(console, way_on)


def _show_listed(console: Console, what: str, rows: tuple[AnyRow, ...], called: Called) -> None:
    for one in listed(rows, LISTED_MAX, called):
        more = f" and {one.more} more" if one.more else ""
        _line(console, f"{what:<8} {one.count} {one.kind}: {', '.join(one.names)}{more}")


def _show_changed(console: Console, found: Preview) -> None:
    if not found.comparison.changed:
        return
    table = plain_table("changed", "field", "from", "to")
    for old, new in found.comparison.changed[:CHANGED_MAX]:
        for name, before, now in differences(old, new):
            table.add_row(key_of(new), name.rstrip("_"), Text(_said(before)), Text(_said(now)))
    console.print(table)
    if (more := len(found.comparison.changed) - CHANGED_MAX) > 0:
        _line(console, f"and {more} more changed rows (--json names them all)")


def _show_guess(console: Console, guess: Guess) -> None:
    if guess.shipped:
        maps = " or ".join(guess.shipped)
        _line(console, f"{guess.file}: its columns are those of the map {maps}, which comes along.")
        return
    _line(console, f"{guess.file}: a guess at what its columns mean, if these are {guess.kind}.")
    table = plain_table("theirs", "ours", "how sure", "such as")
    for each in guess.matches:
        sure = f"{each.sure} %, {each.why}"
        table.add_row(Text(_safe(each.theirs)), each.ours, sure, Text(_safe(each.example)))
    for each in guess.left_over:
        table.add_row(Text(_safe(each.theirs)), "-", "", Text(_safe(each.example)))
    console.print(table)
    if guess.missing:
        _line(console, f"Nothing of theirs looks like what we need: {', '.join(guess.missing)}.")


def _show_problems(console: Console, problems: tuple[Problem, ...]) -> None:
    if not problems:
        return
    for file, found in groupby(problems[:PROBLEMS_MAX], lambda each: each.file):
        _line(console, f"{file}:" if file else "The register:")
        table = plain_table("line", "column", "problem")
        for each in found:
            line = str(each.line) if each.line else ""
            table.add_row(line, Text(_safe(each.column)), Text(_safe(each.reason)))
        console.print(table)
    if (more := len(problems) - PROBLEMS_MAX) > 0:
        _line(console, f"and {more} more problems (--json names them all)")


def _row(row: AnyRow) -> dict[str, str]:
    key = key_of(row)
    return {"kind": kind_of(key), "id": row.id, "name": row.name}


def _plain(value: Any) -> Any:
    return msgspec.to_builtins(value)


def _said(value: Any) -> str:
    return in_words(value_words(value))


def _person(change: PersonChange) -> dict[str, Any]:
    return {
        "handle": change.handle,
        "name": change.name,
        "is_new": change.is_new,
        "old_name": change.old_name,
        "roles": [
            {"role": grant.role.value, "scope": grant.scope, "until": str(grant.until or "")}
            for grant in change.grants
        ],
    }


def _line(console: Console, words: str) -> None:
    console.print(_safe(words), highlight=False, markup=False, soft_wrap=True)


def _safe(words: str) -> str:
    """Return words of a sheet as they may reach a terminal: nothing in them commands it."""
    return "".join(mark if mark.isprintable() else _shown(mark) for mark in words)


def _shown(mark: str) -> str:
    return " " if mark.isspace() else "\N{REPLACEMENT CHARACTER}"
