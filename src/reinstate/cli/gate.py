"""The command `gate`: everything between a subject and the network, or `gate/1`."""

from typing import Any

import typer
from rich.console import Console
from rich.text import Text

from reinstate.cli import speaking
from reinstate.cli.acts import asks
from reinstate.cli.options import AsOf, Subject
from reinstate.cli.output import emit, in_words
from reinstate.core.gates.checklist import ITEMS, open_items
from reinstate.core.gates.examine import Examination, examine
from reinstate.core.gates.look import Look
from reinstate.core.gates.rows_clearances import rests_on_glass
from reinstate.core.levels.names import name_of
from reinstate.operations import meant, situation, texts, times

GATE_TITLES = {
    "clean": "Before the clean zone",
    "connected": "Before it is connected",
}
STAYS = "To stay connected"

GLASS = "BREAK-GLASS: it is connected on one signature and the duty director's word."


def register(app: typer.Typer) -> None:
    """Add the command `gate`."""
    app.command("gate")(gate)


@asks
def gate(subject: Subject, *, as_of: AsOf = "") -> None:
    """Show everything that stands between a subject and the network.

    Example: reinstate gate sys-ledger --json
    """
    council, at = situation.known(as_of)
    known = meant.subject(council, subject)
    examination = examine(council, known, at)
    zone = situation.zone_of(examination.look.state)
    data: dict[str, Any] = {
        "subject": known,
        "zone": zone,
        "open": examination.is_open,
        "blockers": [
            {
                "gate": blocker.gate,
                "code": blocker.code,
                "sentence": in_words(blocker.sentence),
                "need": blocker.need,
            }
            for blocker in examination.blockers
        ],
    }
    emit("gate/1", data, lambda console: _show(console, examination, zone))


def _show(console: Console, examination: Examination, zone: str) -> None:
    look = examination.look
    route = f", route {look.route.value}" if look.route else ""
    head = Text.assemble(
        (name_of(look.council, look.subject), "bold"),
        f" ({look.subject}): ",
        speaking.zone_text(zone),
        f", round {look.state.round}{route}, as of {times.told(look.at)}",
    )
    console.print(head)
    if rests_on_glass(look):
        console.print(Text(GLASS, "bold red"))
    for gap in examination.gaps:
        console.print(Text(f"  accepted gap: {texts.text(gap)}", "bold red"))
    _show_blockers(console, examination)
    _show_checklist(console, look)


def _show_checklist(console: Console, look: Look) -> None:
    items = open_items(look.council, look.subject, look.at)
    if items:
        console.print("Never cut; still to be shown:", highlight=False)
    for item in items:
        due = times.told(item.due_at)
        for blocker in ITEMS[item.code](look).blockers:
            console.print(f"  - by {due}: {blocker.sentence}", highlight=False, markup=False)
            _show_need(console, blocker.need)


def _show_need(console: Console, need: str) -> None:
    """Print a command on one line, however long: a person copies it."""
    if need:
        console.print(f"      {need}", style="cyan", highlight=False, markup=False, soft_wrap=True)


def _show_blockers(console: Console, examination: Examination) -> None:
    if examination.is_open:
        is_connected = examination.look.state.is_connected
        words = (
            "It is connected, and nothing is asked of it."
            if is_connected
            else "Nothing stands in the way."
        )
        console.print(Text(words, "green"))
        return
    look = examination.look
    titles = GATE_TITLES | ({"connected": STAYS} if look.state.is_connected else {})
    shown = ""
    for blocker in dict.fromkeys(examination.blockers):
        if blocker.gate != shown:
            shown = blocker.gate
            console.print(Text(titles.get(shown, shown), "bold"))
        sentence = speaking.numbered(look.council, in_words(blocker.sentence))
        console.print(f"  - {sentence}", highlight=False, markup=False)
        _show_need(console, speaking.numbered(look.council, blocker.need))
