"""Published sites for the tests: their pages read back as a browser would."""

from dataclasses import dataclass, field
from datetime import timedelta
from html.parser import HTMLParser

from reinstate.core.journal.events.incident import NextUpdateDue
from reinstate.core.journal.events.notices import PromiseEnded, PromiseMade
from reinstate.core.journal.events.service import WorkaroundStarted
from reinstate.core.terms.level import Level
from reinstate.public.publish import files
from tests.public.builders import (
    BINS,
    RENT,
    RENT_TENANTS,
    WEBSITE,
    Story,
    a_small_council,
    an_attack,
    isolated,
    opened,
    opening,
    reconnected,
)

CHECKPOINT = b"oakbridge.example/journal\n1\nAAAA\n\n"
VOID = frozenset({"meta", "link", "br", "img", "input"})


@dataclass
class Page(HTMLParser):
    """A page taken apart: tags in order, attributes, text by tag; unclosed tags are `open`."""

    content: str
    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    text: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Read the page."""
        super().__init__()
        self.feed(self.content)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost tag, which must be this one."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note words."""
        if data.strip():
            self.text.append((self.open[-1] if self.open else "", data.strip()))

    def all(self, tag: str) -> list[dict[str, str]]:
        """Return the attributes of every such tag."""
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def words(self) -> str:
        """Return everything that is read."""
        return " ".join(words for tag, words in self.text if tag not in ("title", "style"))


def site_of(story: Story) -> dict[str, bytes]:
    """Return the files of a story's site."""
    return files(story.record(), CHECKPOINT)


def pages_of(site: dict[str, bytes]) -> dict[str, Page]:
    """Return every page of a site, read."""
    return {path: Page(site[path].decode()) for path in site if path.endswith(".html")}


def page_of(story: Story, path: str) -> Page:
    """Return one page of a story's site, read."""
    return Page(site_of(story)[path].decode())


def rent_page(story: Story) -> Page:
    """Return the page about rent."""
    return page_of(story, f"services/{RENT}/index.html")


def a_full_story() -> Story:
    """Return a story in which every part of every page has something to say."""
    story = an_attack(a_small_council(opened(kind="real", colour="#ffdd00")))
    story.says(isolated(WEBSITE))
    story.says(WorkaroundStarted(cell=RENT_TENANTS, how=story.note("In the green book.")))
    story.says(opening(RENT_TENANTS, Level.BY_HAND))
    story.tells(
        "Direct Debit: do nothing for now",
        "Leave the money in your account.\nDo not pay another way.\n\nWe will write first.",
        place="money",
    )
    story.tells("What happened", "We switched computers off to keep them safe.")
    story.tells("Rent by post", "Write to us as usual.", about=f"service:{RENT}")
    story.tells("Garages", "We will ring you.", about=f"cell:{RENT}/web/garages")
    story.says(reconnected(WEBSITE))
    story.says(opening(f"cell:{BINS}/all/all"))
    rent = f"service:{RENT}"
    broken = story.says(a_promise(story, about=rent, days=2))
    story.says(PromiseEnded(promise=broken, how="broken"))
    story.says(a_promise(story, about=rent, days=9))
    story.says(PromiseMade(audience="residents", say_more_by=story.at + timedelta(days=3)))
    story.says(NextUpdateDue(due_at=story.at + timedelta(hours=20)))
    return story


def a_promise(story: Story, *, about: str | None = None, days: int) -> PromiseMade:
    """Return a promise of a range that begins after some days."""
    earliest = story.at + timedelta(days=days)
    latest = earliest + timedelta(days=4)
    return PromiseMade(audience="residents", about=about, earliest=earliest, latest=latest)
