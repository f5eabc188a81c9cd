"""What is kept of people and in their words: shown, due for review, kept longer, erased."""

from datetime import date
from typing import Annotated, Any, Final

import msgspec
import typer
from rich.console import Console
from rich.text import Text

from reinstate.cli.acted import tell
from reinstate.cli.acts import acts, asks
from reinstate.cli.erasing import erase_all
from reinstate.cli.groups import group
from reinstate.cli.options import Yes
from reinstate.cli.output import emit, in_words, say
from reinstate.cli.speaking import plain_table
from reinstate.core.terms.trouble import BadInput
from reinstate.operations import clock, erasing, identity, kept_texts, reading, retention
from reinstate.operations.act import Acting
from reinstate.operations.kept_texts import KeptText, Named
from reinstate.operations.personal_record import SCHEMA, PersonalRecord, personal_record
from reinstate.operations.retention import Due
from reinstate.operations.times import instant, told, told_end, until

ABOUT: Final = "What is kept of people: shown, due for review, kept longer, erased."
WORDS_MAX: Final = 60

What = Annotated[
    list[str] | None,
    typer.Argument(metavar="WHAT...", help="Entries ('#802'), texts (n-...) or people."),
]
AllDue = Annotated[bool, typer.Option("--due", help="Everything that is due for review.")]
By = Annotated[str, typer.Option("--by", metavar="DATE", help="Due by then; else by today.")]


def register(app: typer.Typer) -> None:
    """Add the commands about personal data."""
    personal = group(app, "personal", ABOUT)
    personal.command("show")(show)
    personal.command("due")(due)
    personal.command("keep")(keep)
    personal.command("erase")(erase)
    personal.command("scrub")(scrub)


@asks
def show(
    whom: Annotated[str, typer.Argument(metavar="PERSON", help="A handle, name or id.")],
) -> None:
    """Show everything that is kept about one person: for somebody who asks for theirs.

    Example: reinstate personal show ben
    """
    council = reading.council()
    person = identity.person_id(council, whom)
    found = personal_record(council, person, clock.now(council))
    emit(SCHEMA, msgspec.to_builtins(found), lambda console: _show(console, found))


@asks
def due(*, by: By = "") -> None:
    """List the texts, and names of people who left, whose date of review has come.

    Example: reinstate personal due --by 2027-01-31
    """
    found = _due(by)
    emit("due/1", msgspec.to_builtins(found), lambda console: _show_due(console, found))


@acts
def keep(  # noqa: PLR0913 - each parameter is an option of the command
    acting: Acting,
    what: What = None,
    *,
    until_on: Annotated[
        str, typer.Option("--until", metavar="DATE", help="Needed until then, at most.")
    ],
    why: Annotated[str, typer.Option(metavar="TEXT", help="The reason, in your words.")],
    all_due: AllDue = False,
    by: By = "",
) -> None:
    """Keep texts and names longer, for a reason: on the day after, they are due again.

    Example: reinstate personal keep '#802' ben --until 2027-06-30 --why "the inquest is open"
    """
    named = _named(what, by, all_due=all_due)
    end = until(until_on, clock.now(reading.council()))
    acted = retention.keep(acting, named, end, why)
    count = len(named.notes) + len(named.people)
    things = "1 thing is" if count == 1 else f"{count} things are"
    tell(acted, f"{things} kept until {told_end(end)}.")


@acts
def erase(  # noqa: PLR0913 - each parameter is an option of the command
    acting: Acting,
    what: What = None,
    *,
    all_due: AllDue = False,
    by: By = "",
    texts: Annotated[
        bool, typer.Option("--texts", help="Of people: what they wrote as well.")
    ] = False,
    yes: Yes = False,
) -> None:
    """Erase texts with their salts, and names of people who left; the journal stays whole.

    Example: reinstate personal erase '#802' ben; reinstate personal erase --due
    """
    erase_all(acting, _named(what, by, all_due=all_due), yes=yes, with_texts=texts)


@asks
def scrub() -> None:
    """Rewrite the database, where an erasure said that bytes of it may have stayed.

    Example: reinstate personal scrub
    """
    erasing.scrub()
    emit("scrubbed/1", {"is_clean": True}, lambda _: say("Nothing of what was erased is left."))


def _due(by: str) -> Due:
    council = reading.council()
    at = clock.now(council)
    return retention.due(council, retention.today(instant(by, at) if by else at))


def _named(what: list[str] | None, by: str, *, all_due: bool) -> Named:
    if bool(what) == all_due or (by and not all_due):
        raise BadInput(
            "what-unclear",
            "Say what, or --due for everything that is due for review.",
            next="`reinstate personal due` lists that.",
        )
    if not all_due:
        return kept_texts.named(reading.council(), what or ())
    found = _due(by)
    if not found.texts and not found.people:
        raise BadInput("nothing-due", f"Nothing is due for review by {_day(found.by)}.")
    return Named(
        tuple(text.note for text in found.texts), tuple(person.id for person in found.people)
    )


def _show(console: Console, found: PersonalRecord) -> None:
    person = found.person
    lines = [
        f"{person.name} ({person.handle or person.id})",
        f"  id         {person.id}",
        f"  contact    {person.contact or 'none is kept'}",
        f"  state      {person.state}",
        f"  roles      {', '.join(grant.role for grant in person.grants) or 'none'}",
        f"  passphrase {'was set' if person.has_passphrase else 'was never set'}",
        f"  review on  {_day(found.review_on) if found.review_on else 'no name is kept'}",
        f"  entries    {_acts(found)}",
        f"  named in   {_listed(f'#{seq}' for seq in found.named_in)}",
        f"  register   {_listed(found.rows)}",
        f"  sightings  {_listed(found.sightings)}",
    ]
    for line in lines:
        console.print(line, highlight=False, markup=False, soft_wrap=True)
    for head, texts in (("Wrote", found.wrote), ("Mentioned in", found.mentioned_in)):
        if texts:
            console.print(Text(f"{head}:"))
            _show_texts(console, texts)


def _acts(found: PersonalRecord) -> str:
    acts_ = found.acts
    if acts_.first_at is None or acts_.last_at is None:
        return "none"
    return f"{acts_.count}, from {told(acts_.first_at)} to {told(acts_.last_at)}"


def _listed(words: Any) -> str:
    return ", ".join(words) or "none"


def _show_due(console: Console, found: Due) -> None:
    if not found.texts and not found.people:
        say(f"Nothing is due for review by {_day(found.by)}.")
        return
    if found.people:
        table = plain_table("due", "who left")
        for one in found.people:
            table.add_row(_day(one.review_on), Text(f"{one.name} ({one.handle})"))
        console.print(table)
    _show_texts(console, found.texts)
    say("Keep each longer (reinstate personal keep WHAT --until DATE --why TEXT), or erase it.")


def _show_texts(console: Console, texts: tuple[KeptText, ...]) -> None:
    if not texts:
        return
    table = plain_table("entry", "review on", "who", "text")
    for one in texts:
        said = one.text if len(one.text) <= WORDS_MAX else f"{one.text[:WORDS_MAX]}..."
        table.add_row(f"#{one.seq}", _day(one.review_on), Text(in_words(one.by)), Text(said))
    console.print(table)


def _day(day: date) -> str:
    return f"{day:%-d %b %Y}"
