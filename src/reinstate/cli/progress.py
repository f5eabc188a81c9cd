"""Progress for a person at a terminal: a Rich bar on standard error, nothing elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as Bars

from reinstate.cli.output import output
from reinstate.operations.progress import Progress, silent


@contextmanager
def shown() -> Iterator[Progress]:
    """Yield a callable that draws how far an act is; the bars are gone when it is done."""
    if not output.errors.is_terminal:
        yield silent
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Bars(*columns, console=output.errors, transient=True) as bars:
        tasks = {}

        def draw(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bars.add_task(what, total=total)
            bars.update(tasks[what], completed=done, total=total)

        yield draw
