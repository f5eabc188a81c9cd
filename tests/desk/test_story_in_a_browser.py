"""The fresh incident, done wholly in the browser by five people, each at their own."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from reinstate.operations import accounts, homes, reading
from reinstate.store.connect import disconnect
from tests.cli.desk.running import Desk
from tests.desk import story_steps as steps
from tests.desk.browsing import desk_of
from tests.desk.conftest import SETTINGS
from tests.desk.story_steps import Crew
from tests.desk.test_pages_in_a_browser import browser
from tests.desk.visitor import Enter, Visitor, visitors

pytestmark = [pytest.mark.browser, pytest.mark.slow]

__all__ = ["browser"]  # a fixture is found where it is named

PHONE, SCREEN = 360, 1440
NETWORK, RENT = "Core network", "Rent accounts"
TITLE = "Pay your rent as usual"
WORKING, NOT_WORKING = "This service works as usual.", "This service does not work at the moment."
"""What residents read."""


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Make an empty practice home by the command line, as two founders do."""
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(homes.HOME_SETTING, str(tmp_path / "home"))
    made = Desk(tmp_path / "home", tmp_path)
    made.ok("init", "--owner", "Asha Rahman", "--second", "Ben Okoro", "--council", "Thornmere")
    homes.open_home()
    accounts.make_ready()
    return made


def resident_reads(terminal: Desk) -> str:
    """Publish the residents' pages; return that of paying rent."""
    disconnect()
    reading.forget()
    terminal.ok("publish", "--to", str(terminal.files / "public"))
    page = terminal.files / "public" / "current" / "services" / "svc-rent" / "index.html"
    return page.read_text(encoding="utf-8")


def open_service(owner: Visitor) -> None:
    """Let residents back in, as the owner whom it waits for."""
    owner.menu("Mine")
    owner.follow("Open")
    owner.press("Open it")
    assert "Paying rent is open as far as Working" in owner.told


def write_words(owner: Visitor) -> None:
    """Draft words for the page of the service."""
    owner.menu("Messages")
    owner.follow("Write new words")
    owner.choose("About", "Paying rent")
    owner.tick("Do this now")
    owner.fill("Title", TITLE)
    owner.fill("Text", "Direct Debits are taken again.")
    owner.press("See it as it would be read")
    assert "Nothing is proposed yet" in owner.words
    owner.press("Propose these words")
    assert "before another person approves it" in owner.told


def approve_words(manager: Visitor) -> None:
    """Approve exactly those words."""
    manager.menu("Mine")
    manager.follow("Approve")
    manager.press("I have read them: approve")
    assert "Approved." in manager.told


def find_something(owner: Visitor) -> None:
    """Raise a finding on what is connected, and send it back."""
    steps.see(owner, NETWORK)
    owner.follow("Something was found")
    owner.fill("What was found", "A web shell in the archive")
    owner.press("Raise the finding")
    owner.part("Where it stands")
    owner.follow("Send it back to isolation")
    owner.press("Isolate it again")
    assert "Rent accounts: isolate it or clear it again" in owner.told
    assert "(something it needs was isolated)" in owner.told
    assert "Paying rent falls to Not working" in owner.told


def read_the_board(manager: Visitor) -> None:
    """Read once on the first page what now has to be decided."""
    manager.menu("Situation")
    assert manager.words.count("Rent accounts must be isolated or cleared again") == 1
    assert "Isolate Rent accounts, or have it cleared again by two people" in manager.words


def look_back(manager: Visitor) -> None:
    """See the service as it was known before the finding, and come back to now."""
    manager.menu("Journal")
    manager.follow("an hour ago")
    manager.menu("Services")
    manager.follow("Paying rent")
    assert "Nothing stands in the way." in manager.words
    assert "Lower it" not in manager.words
    manager.follow("Back to now", manager.page.get_by_role("region", name="The past"))
    assert "Core network is isolated" in manager.words


def verify(manager: Visitor) -> None:
    """Read the whole journal and hear that it is whole."""
    manager.menu("Journal")
    manager.follow("Verify", manager.page.get_by_role("navigation", name="Journal", exact=True))
    manager.press("Verify it now")
    assert "The journal is whole" in manager.told


def gather(enter: Enter, folder: Path) -> Crew:
    """Let the founders fill the home with what is on their lists, and with people."""
    asha, ben = enter("Asha Rahman", SCREEN), enter("Ben Okoro", PHONE)
    steps.bring_sheets(asha, folder)
    steps.enrol(asha, "Cai Morgan", "cai", "clearer")
    steps.enrol(asha, steps.FOLA, "fola", "technical owner")
    steps.enrol(asha, "Gwen Hughes", "gwen", "service owner")
    steps.give(asha, "press officer")
    steps.vouch(ben, 3)
    cai, fola = enter("Cai Morgan", SCREEN), enter(steps.FOLA, SCREEN)
    return Crew(asha, ben, cai, fola, enter("Gwen Hughes", PHONE))


def all_off_and_back(crew: Crew, terminal: Desk) -> None:
    """Cut everything, and bring two systems back by two ways."""
    steps.declare(crew.asha)
    steps.cut_everything(crew.asha)
    steps.try_too_early(crew.fola, NETWORK)
    steps.choose(crew.fola, "Keep it")
    steps.bring_back(crew, NETWORK, terminal.files, is_rebuilt=False)
    steps.reconnect(crew.fola, NETWORK)
    steps.see(crew.fola, RENT)
    crew.fola.follow("Choose the way back")
    steps.choose(crew.fola, "Rebuild it")
    steps.bring_back(crew, RENT, terminal.files, is_rebuilt=True)
    assert NOT_WORKING in resident_reads(terminal)
    steps.reconnect(crew.fola, RENT)


def rise_and_fall(crew: Crew, terminal: Desk) -> None:
    """Tell residents that it works, and let that fall by itself with a finding."""
    open_service(crew.gwen)
    write_words(crew.gwen)
    assert TITLE not in resident_reads(terminal)
    approve_words(crew.asha)
    risen = resident_reads(terminal)
    assert WORKING in risen
    assert TITLE in risen
    terminal.ok("clock", "set", "+2h")
    find_something(crew.fola)
    fallen = resident_reads(terminal)
    assert NOT_WORKING in fallen
    assert TITLE not in fallen


def test_the_whole_story_as_five_people(browser: Browser, terminal: Desk) -> None:
    with desk_of(terminal.home) as address, visitors(browser, address) as (enter, came):
        crew = gather(enter, terminal.files)
        all_off_and_back(crew, terminal)
        rise_and_fall(crew, terminal)
        read_the_board(crew.asha)
        look_back(crew.asha)
        verify(crew.asha)
        assert [fault for one in came for fault in one.faults] == []
