"""A story in which every page has something to say in each of its places."""

from datetime import timedelta

from reinstate.core.journal.events.home import NoteRedacted
from reinstate.core.journal.events.notices import NoticeWithdrawn
from reinstate.core.journal.events.register import CellsDivided, RowChanged
from reinstate.core.journal.rows import ServiceRow
from reinstate.core.terms.reference import cell
from tests.public.builders import BINS, LIBRARY, RENT, RENT_TENANTS, Story, rows
from tests.public.sites import a_full_story

PERMITS = "svc-permits"
ERASED = "Call Mr Smith at home."
BINS_UPDATE = "Bins on Monday"
RING = "Ring 020 7946 0101, or text relay 18001 020 7946 0101."


def everything(story: Story | None = None) -> Story:
    """Return the full story with words in every place, corrections, and cells of each shape."""
    story = story or a_full_story()
    _services(story)
    _to_all(story)
    _about_services(story)
    _updates(story)
    return story


def _services(story: Story) -> None:
    """Everyday words and needs; one service by channel, one by channel and group."""
    story.says(
        *rows(ServiceRow(id=PERMITS, name="Parking permits", need="Cars and travel")),
        RowChanged(
            row=ServiceRow(
                id=BINS,
                name="Bins and recycling",
                also_called=("dustbins", "rubbish", "7-day collection"),
                need="Home",
            )
        ),
        CellsDivided(service=LIBRARY, cells=(cell(LIBRARY, "web"), cell(LIBRARY, "in-person"))),
        CellsDivided(
            service=PERMITS,
            cells=(
                cell(PERMITS, "web", "residents"),
                cell(PERMITS, "web", "businesses"),
                cell(PERMITS, "phone"),
            ),
        ),
    )


def _to_all(story: Story) -> None:
    story.tells("What happened", "Somebody broke in. We switched off.", place="happened")
    story.tells("Urgent numbers", f"{RING}\n- Town Hall\n- Library", place="help")
    story.tells("British Sign Language", "A film is at https://bsl.example/film.", place="help")
    story.tells("Easy Read", "At every library.", place="help")
    story.tells("What we know", "Some files were copied.", place="your-data")
    story.tells("Scams", "We never ask for a password.", place="your-data")
    story.tells("Complain", "Write to complaints@oakbridge.example.", place="about")


def _about_services(story: Story) -> None:
    rent = f"service:{RENT}"
    story.tells("Do nothing", "Keep the money. We will write.", about=rent, place="do-now")
    story.tells("Pay at the desk", "Bring your card.", about=RENT_TENANTS, place="do-now")
    story.tells("No late fees", "Nobody pays a late fee.", about=rent, place="money")
    story.tells("By phone", RING, about=rent, place="other-ways")
    story.tells("Ring us", RING, about=cell(PERMITS, "web", "residents"), place="do-now")


def _updates(story: Story) -> None:
    """One corrected twice, its oldest words erased since; one taken back."""
    first = story.tells("Bins on Sunday", ERASED, about=f"service:{BINS}")
    second = story.tells("Bins on Tuesday", "On Tuesday.", about=f"service:{BINS}", replaces=first)
    story.tells(BINS_UPDATE, "On Monday, as ever.", about=f"service:{BINS}", replaces=second)
    story.says(NoteRedacted(note=story.note(ERASED).id))
    gone = story.tells("Libraries open", "All of them.", about=f"service:{LIBRARY}")
    story.at += timedelta(hours=3)
    story.says(NoticeWithdrawn(notice=gone))
