"""What the repository may hold: one lock with hashes, and nothing of the machine it grew on."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.repository.tree import ROOT, files, name_of, settings

LOCK = ROOT / "requirements.lock"
# Written so that none of these lines matches itself.
FOREIGN = re.compile(
    r"--(?:extra-)?index-url[ =]|--find-links[ =]|https?:/{2}[^\s\"']+/simple\b|file:/{2}"
    r"|(?<![\w.$}*-])/(?:work|root|mnt|opt)/\w"
)
BOTH_SIDES = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)
BYTES_MAX = 1_000_000


def foreign_words(text: str) -> list[str]:
    """Return every address of a package registry and path of one machine in a text."""
    return FOREIGN.findall(text)


def test_no_file_names_a_registry_or_a_path_of_one_machine() -> None:
    found = {
        name_of(path): words
        for path in files()
        if (words := foreign_words(path.read_text(encoding="utf-8", errors="replace")))
    }
    assert found == {}


@pytest.mark.parametrize(
    ("text", "is_foreign"),
    [
        ("--index" + "-url " + "https://packages.example/" + "simple", True),
        ("https://packages.example/" + "simple", True),
        ("see /" + "work/main/README.md", True),
        ("file:/" + "//srv/wheels", True),
        ("paper/work/in-hand", False),
        ("$HOME/work/notes", False),
        ("REINSTATE_SHARED=../shared", False),
    ],
)
def test_foreign_words_are_told_from_ours(text: str, *, is_foreign: bool) -> None:
    assert bool(foreign_words(text)) == is_foreign


def test_no_file_is_so_large_that_it_must_be_something_else() -> None:
    assert [name_of(path) for path in files() if path.stat().st_size > BYTES_MAX] == []


def locked() -> dict[str, str]:
    """Return what the lock says of each package, by the package's name."""
    entries = re.split(r"^(?=[a-z0-9])", LOCK.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.split(r"[=\[ ]", entry)[0]: entry for entry in entries if "==" in entry}


def test_the_lock_pins_and_hashes_every_package() -> None:
    assert len(locked()) > len(settings()["project"]["dependencies"])
    assert [name for name, entry in locked().items() if "--hash=sha256:" not in entry] == []


def test_the_lock_names_no_place_to_fetch_from() -> None:
    options = [
        line
        for line in LOCK.read_text(encoding="utf-8").splitlines()
        if line.startswith("-") or "://" in line
    ]
    assert options == []


def test_the_lock_holds_everything_that_is_asked_for() -> None:
    groups = settings()["dependency-groups"]
    asked = [*settings()["project"]["dependencies"], *groups["dev"]]
    names = {re.split(r"[\[<>=~ ]", each)[0].lower() for each in asked}
    assert names <= set(locked())


def test_every_change_is_told_in_a_fragment() -> None:
    fragments = sorted((ROOT / "changelog" / "unreleased").glob("*.md"))
    assert fragments
    for path in fragments:
        text = path.read_text(encoding="utf-8")
        assert re.match(r"(Added|Changed|Fixed|Removed|Security): .+\.\n", text), name_of(path)
        assert re.search(r"^Journal: .+\.$", text, re.MULTILINE), name_of(path)


def test_decisions_are_numbered_without_gap_and_say_how_they_could_be_wrong() -> None:
    pages = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    assert pages
    assert [page.name[:4] for page in pages] == [f"{n:04}" for n in range(1, len(pages) + 1)]
    for page in pages:
        text = page.read_text(encoding="utf-8")
        for heading in ("Context", "Decision", "What we gave up", "How we would know"):
            assert f"\n## {heading}" in text, f"{name_of(page)} has no heading '{heading}'."


def test_links_between_our_pages_lead_somewhere() -> None:
    lost = [
        f"{name_of(page)}: {target}"
        for page in files()
        if page.suffix == ".md"
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))
        if "://" not in target and not target.startswith("mailto:")
        if not (page.parent / target).exists()
    ]
    assert lost == []


def test_the_settings_are_those_of_the_house() -> None:
    tools = tomllib.loads(Path(ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    assert tools["ruff"]["lint"]["select"] == ["ALL"]
    assert tools["mypy"]["strict"] is True
    assert tools["pyright"]["typeCheckingMode"] == "strict"


def test_no_file_holds_both_sides_of_a_merge() -> None:
    texts = {name_of(path): path.read_text(encoding="utf-8", errors="replace") for path in files()}
    assert [name for name, text in texts.items() if BOTH_SIDES.search(text)] == []
