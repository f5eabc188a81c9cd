"""The arguments and options that many commands of the desk share."""

from pathlib import Path
from typing import Annotated

import typer

Subject = Annotated[
    str, typer.Argument(metavar="SUBJECT", help="A system, link, wave or device group.")
]
Subjects = Annotated[
    list[str], typer.Argument(metavar="SUBJECT...", help="Systems, links, waves, device groups.")
]
CellOrService = Annotated[
    str, typer.Argument(metavar="CELL|SERVICE", help="`svc-rent`, or `svc-rent/web/all`.")
]
EntryId = Annotated[
    str, typer.Argument(metavar="ID", help="The id, or the number of its entry: 123 or '#123'.")
]
Why = Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason, in your words.")]
By = Annotated[
    list[str],
    typer.Option("--by", metavar="PERSON", help="Who did it; repeat for each. None may clear."),
]
At = Annotated[
    str,
    typer.Option(
        "--at", metavar="WHEN", help="When: 2026-11-20, '2026-11-20 14:00', -2h, or A..B."
    ),
]
Until = Annotated[str, typer.Option("--until", metavar="DATE", help="Until when: a date, or +14d.")]
AsOf = Annotated[
    str, typer.Option("--as-of", metavar="WHEN", help="As it was known then, not as it is now.")
]
OneFile = Annotated[Path, typer.Option("--file", metavar="FILE", help="The file that shows it.")]
Files = Annotated[
    list[Path], typer.Option("--file", metavar="FILE", help="A file of it; repeat for each.")
]
ReportFile = Annotated[
    Path, typer.Option("--report", metavar="FILE", help="The report; a copy of it is kept.")
]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask on a terminal.")]
