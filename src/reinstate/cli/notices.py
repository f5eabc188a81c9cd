"""Commands of words to people outside: drafted by one, approved by another (R20)."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from reinstate.cli import promises, speaking
from reinstate.cli.acted import tell
from reinstate.cli.acts import acts, asks
from reinstate.cli.groups import group
from reinstate.cli.options import EntryId
from reinstate.cli.output import emit, in_words, output
from reinstate.core.journal.events.notices import Audience
from reinstate.core.notices.bound import written_for
from reinstate.core.notices.digest import words_digest
from reinstate.core.notices.reading import drafts
from reinstate.core.state.council import Council
from reinstate.core.state.words import Notice
from reinstate.core.terms.level import WORDS
from reinstate.core.terms.place import Place
from reinstate.core.terms.trouble import BadInput
from reinstate.operations import meant, reading, telling, texts
from reinstate.operations.act import Acting
from reinstate.operations.consequences import born

ToAudience = Annotated[Audience, typer.Option(help="Whom it is for.")]
About = Annotated[
    str, typer.Option("--about", metavar="CELL|SERVICE", help="Without it: about everything.")
]


def register(app: typer.Typer) -> None:
    """Add the commands of notices and promises."""
    notice = group(app, "notice", "Words for people outside: two people before anybody reads them.")
    notice.command("draft")(draft)
    notice.command("show")(show)
    notice.command("approve")(approve)
    notice.command("withdraw")(withdraw)
    notice.command("list")(list_notices)
    promises.register(app)


@acts
def draft(  # noqa: PLR0913 - each parameter is an option of the command
    acting: Acting,
    *,
    title: Annotated[str, typer.Option(metavar="TEXT", help="One line.")],
    text: Annotated[str, typer.Option(metavar="TEXT", help="The words.")] = "",
    text_file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The words in a file.")
    ] = None,
    audience: ToAudience = "residents",
    about: About = "",
    place: Annotated[Place, typer.Option(help="Where the words stand.")] = "update",
    replaces: Annotated[str, typer.Option(metavar="ID", help="Whose place it takes.")] = "",
) -> None:
    """Propose words; nobody outside sees them before another person approves.

    An update is dated news. The other places are parts of a page: do-now, money and
    other-ways on that of a service, approved for the level it has; happened, help,
    your-data and about for all. In do-now, money, other-ways and happened new words take
    the place of those that stand there.

    Example: reinstate notice draft --place money --title "Rent" --text "Set it aside."
    """
    words = telling.Words(
        audience=audience,
        title=title,
        text=_read(text_file) if text_file else text,
        place=place,
        about=meant.cell(reading.council(), about) if about else None,
        replaces=meant.entry_id(replaces) if replaces else "",
    )
    if not words.text.strip():
        raise BadInput("no-text", "There are no words.", next="Add --text TEXT.")
    acted = telling.draft(acting, words)
    id_ = born(acted)
    tell(acted, f"Drafted: {id_}. Another person reads and approves: reinstate notice show {id_}")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        sentence = "The words cannot be read."
        raise BadInput("file-unreadable", sentence, place=str(path)) from error


@asks
def show(notice: EntryId) -> None:
    """Show the words of a notice, and the digest that an approval is over.

    Example: reinstate notice show 802
    """
    council = reading.council()
    data = _data(_known(council, meant.entry_id(notice)))
    emit("notice/1", data, lambda console: _show(console, data))


@acts
def approve(
    acting: Acting,
    notice: Annotated[
        str, typer.Argument(metavar="[ID]", help="Without it: the one draft that waits.")
    ] = "",
) -> None:
    """Stand, as a second person, for exactly the words that are shown.

    Example: reinstate notice approve 802 --as gwen
    """
    council = reading.council()
    known = _known(council, meant.entry_id(notice) if notice else _waiting(council))
    data = _data(known)
    _show(output.errors if output.is_json else output.console, data)
    acted = telling.approve(acting, known.id, data["digest"])
    tell(acted, "Approved: these words may be read outside.", digest=data["digest"])


@acts
def withdraw(acting: Acting, notice: EntryId) -> None:
    """Take words back, drafted or approved.

    Example: reinstate notice withdraw 802
    """
    tell(telling.withdraw(acting, meant.entry_id(notice)), "Withdrawn: the words no longer stand.")


@asks
def list_notices(
    *,
    everything: Annotated[
        bool, typer.Option("--all", help="Withdrawn and replaced as well.")
    ] = False,
) -> None:
    """List notices: those that stand and those that wait for a second person.

    Example: reinstate notice list
    """
    found = sorted(reading.council().notices.values(), key=lambda notice: notice.seq)
    rows = [_data(n) for n in found if everything or n.state in ("draft", "approved")]
    emit("notices/1", {"notices": rows}, lambda console: _show_all(console, rows))


def _waiting(council: Council) -> str:
    """Return the id of the only draft that waits for a second person."""
    waiting = drafts(council)
    if len(waiting) != 1:
        many = "No draft waits" if not waiting else f"{len(waiting)} drafts wait"
        sentence = f"{many} for a second person: say which words."
        raise BadInput("notice-which", sentence, next="reinstate notice list")
    return waiting[0].id


def _known(council: Council, id_: str) -> Notice:
    notice = council.notices.get(id_)
    if notice is None:
        raise BadInput("notice-unknown", f"There is no notice {id_}.", next="reinstate notice list")
    return notice


def _data(notice: Notice) -> dict[str, Any]:
    drafted = notice.drafted
    said = texts.texts((drafted.title, drafted.text))
    return {
        "id": notice.id,
        "seq": notice.seq,
        "state": notice.state,
        "audience": drafted.audience,
        "about": drafted.about,
        "is_money": drafted.place == "money",
        "place": drafted.place,
        "level": written_for(notice),
        "title": said[drafted.title.id],
        "text": said[drafted.text.id],
        "drafted_by": in_words(notice.by),
        "approved_by": in_words(notice.approved_by) if notice.approved_by else None,
        "approved_at": notice.approved_at,
        "digest": words_digest(drafted),
    }


def _show(console: Console, data: dict[str, Any]) -> None:
    about = f" about {data['about']}" if data["about"] else ""
    level = f", while it reads “{WORDS[data['level']]}”" if data["level"] else ""
    place = f"{data['place']}: to {data['audience']}{about}{level}"
    lines = (
        f"{data['title']}  [{data['state']}; {place}]",
        data["text"],
        f"drafted by {data['drafted_by']}; digest {data['digest']}",
    )
    for line in lines:
        console.print(line, highlight=False, markup=False)


def _show_all(console: Console, rows: list[dict[str, Any]]) -> None:
    table = speaking.plain_table("No.", "State", "To", "Place", "About", "Title")
    for row in rows:
        cells = (row["state"], row["audience"], row["place"], row["about"] or "all")
        table.add_row(f"#{row['seq']}", *cells, row["title"])
    console.print(table)
