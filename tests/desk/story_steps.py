"""What five people do at the desk, from sheets to a service that is open, by what they can read."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.desk.visitor import Visitor

SHEETS: Final = {
    "services.csv": """\
id,name,audience,people_affected,harm_per_day
svc-rent,Paying rent,resident,9000,60
svc-alarms,Community alarms,resident,3900,95
""",
    "systems.csv": """\
id,name,kind,hosting
sys-network,Core network,network,on-premises
sys-rent,Rent accounts,housing,on-premises
sys-alarms,Alarm receiver,care,SaaS
""",
    "dependencies.csv": """\
from,to,kind
svc-rent,sys-rent,needs
svc-alarms,sys-alarms,needs
sys-rent,sys-network,needs
""",
    "service-facts.csv": """\
service,threat_to_life
svc-alarms,yes
""",
}
"""The sheets that README writes."""

CHECKS_COUNT: Final = 3
"""So many checks each of the two systems needs."""

FOLA: Final = "Folasade Adeyemi"


@dataclass(frozen=True)
class Crew:
    """Who is there: Asha manages, Fola owns and repairs, Ben and Cai clear, Gwen serves."""

    asha: Visitor
    ben: Visitor
    cai: Visitor
    fola: Visitor
    gwen: Visitor


def files(folder: Path, content: Mapping[str, str]) -> list[Path]:
    """Write files that somebody sends; return their paths."""
    for name, words in content.items():
        (folder / name).write_text(words, encoding="utf-8")
    return [folder / name for name in content]


def bring_sheets(manager: Visitor, folder: Path) -> None:
    """Import the four sheets, from the first page of an empty home."""
    assert "Nothing is on the register yet" in manager.words
    manager.follow("Import sheets")
    manager.send("Sheets", *files(folder, SHEETS))
    manager.press("Look at them")
    assert "3 dependencies" in manager.words
    manager.press("Take them")
    assert "Taken, in 8 entries" in manager.told


def enrol(manager: Visitor, name: str, handle: str, *roles: str) -> None:
    """Enrol somebody with roles over everything."""
    manager.menu("People")
    manager.follow("Enrol somebody")
    manager.fill("Their whole name", name)
    manager.fill("Short name to type", handle)
    manager.tick(*roles)
    manager.press("Enrol")
    assert f"{name} is enrolled" in manager.told


def give(manager: Visitor, role: str) -> None:
    """Give a further role to whoever's page it is."""
    manager.follow("Give a role")
    manager.choose("Role", role)
    manager.press("Give it")
    assert f"is {role} over everything" in manager.told


def vouch(founder: Visitor, count: int) -> None:
    """Vouch for everybody who waits for it: from the first page, then from one's own."""
    for number in range(count):
        founder.menu("Mine" if number else "Situation")
        founder.follow("Vouch")
        founder.press("Vouch for them")
        assert "You vouch for" in founder.told


def declare(manager: Visitor) -> None:
    """Declare the incident."""
    manager.menu("Situation")
    manager.follow("Declare an incident")
    manager.fill("What is seen", "Files encrypted on three servers")
    manager.press("Declare it")
    assert "Paying rent falls to Not yet checked" in manager.told


def cut_everything(manager: Visitor) -> None:
    """Isolate everything, with the harm named first."""
    manager.menu("Zones")
    manager.follow("Isolate everything")
    assert "Lives hang on 1 service that this stops" in manager.words
    assert "2 services for 12,900 people" in manager.words
    manager.press("Isolate 3 systems now")
    assert "Community alarms falls to Not working" in manager.told


def see(who: Visitor, system: str) -> None:
    """Go to the page of a system."""
    who.menu("Systems")
    who.follow(system)


def try_too_early(owner: Visitor, system: str) -> None:
    """Ask to reconnect what is not ready, and be refused with every reason and its form."""
    see(owner, system)
    owner.follow("Try to reconnect it")
    owner.press("Reconnect it")
    refused = owner.main.get_by_role("alert")
    reasons = refused.get_by_role("listitem")
    assert "It was refused" in refused.inner_text()
    said = reasons.all_inner_texts()
    forms = [one for one in reasons.all() if one.get_by_role("link").count()]
    assert len(said) == len(forms) == 11
    assert [one for one in said if "Ben Okoro or Cai Morgan can, as clearer" in one]
    owner.follow("Choose the way back", refused)


def choose(owner: Visitor, way: str) -> None:
    """Choose the way back on the form that is open."""
    owner.tick(way)
    owner.press("Save")
    assert "The way back of" in owner.told


def keep_evidence(owner: Visitor, folder: Path) -> None:
    """Keep a disk image, before anything is wiped."""
    owner.follow("Keep evidence")
    owner.tick("A disk image")
    owner.send("Its files", *files(folder, {"disk.img": "a disk image"}))
    owner.press("Keep it")
    owner.part("Way back")


def rebuild(owner: Visitor) -> None:
    """Say that it was wiped and rebuilt."""
    owner.follow("Say it was rebuilt")
    owner.tick("The old one was wiped and rebuilt", FOLA)
    owner.press("Save")


def move(owner: Visitor) -> None:
    """Move it to the clean zone."""
    owner.follow("Move it to the clean zone")
    owner.press("Move it")
    assert "is in the clean zone" in owner.told


def make_good(owner: Visitor) -> None:
    """Reset, patch and watch it; a form that lacks something gives back what was ticked."""
    owner.follow("Say they were reset")
    owner.tick(FOLA)
    owner.press("Save")
    assert "First check that recovery accounts work" in owner.words
    owner.tick("Recovery accounts were seen to work")
    owner.press("Save")
    owner.follow("Say it was patched")
    owner.fill("To what level", "2026-11")
    owner.tick(FOLA)
    owner.press("Save")
    owner.follow("Say it is monitored")
    owner.press("Save")
    assert "is monitored" in owner.told


def check(lead: Visitor, system: str, folder: Path) -> None:
    """Record every check that it needs, by the report of each."""
    report = files(folder, {"report.json": '{"verdict": "none_full", "files": 9, "rules": 3}'})
    see(lead, system)
    for _ in range(CHECKS_COUNT):
        lead.follow("Record the check")
        lead.send("Its report", *report)
        lead.press("Record it")
        lead.part("Way back")


def accept(owner: Visitor, system: str) -> None:
    """Accept it, as its owner."""
    see(owner, system)
    owner.follow("Accept it")
    owner.fill("What was tried, and how", "Everything, from two sites")
    owner.press("It works as it should")
    assert f"{system} is accepted" in owner.told


def clear(clearer: Visitor) -> None:
    """Read the exact text, and sign it."""
    clearer.menu("Clearances")
    clearer.press("Read and sign")
    assert "Everything, from two sites" in clearer.words
    clearer.press("Sign this clearance")
    assert "You cleared" in clearer.told


def reconnect(owner: Visitor, system: str) -> None:
    """Put it back on the network."""
    see(owner, system)
    assert "Nothing stands in the way." in owner.words
    owner.follow("Reconnect")
    owner.press("Reconnect it")
    assert "is connected, and on watch" in owner.told


def bring_back(crew: Crew, system: str, folder: Path, *, is_rebuilt: bool) -> None:
    """Bring a system back, from its evidence to the last signature; its way is chosen."""
    keep_evidence(crew.fola, folder)
    if is_rebuilt:
        rebuild(crew.fola)
    move(crew.fola)
    make_good(crew.fola)
    check(crew.asha, system, folder)
    accept(crew.fola, system)
    clear(crew.ben)
    assert not crew.ben.main.get_by_role("link", name="Read and sign").count()
    clear(crew.cai)
