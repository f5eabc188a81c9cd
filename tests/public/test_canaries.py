"""Nothing of the inside reaches residents: every field has a mark, looked for in every file.

Fields of a few fixed words (a hosting, a role) and dates hold no mark: they are common words.
"""

import base64
import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args
from urllib.parse import quote

import brotli  # type: ignore[import-untyped]  # it comes without stubs
import pytest

from reinstate.core.journal.events.home import ClockSteppedBack
from reinstate.core.journal.events.union import EVENT_TYPES
from reinstate.core.journal.rows import AnyRow
from reinstate.operations import exporting, keys, reading
from reinstate.public.publish import publish
from reinstate.store import personal, sealed
from reinstate.store.connect import disconnect
from reinstate.store.files import FOLDER
from tests.public.marked_home import MarkedHome, marked_home
from tests.public.marks import Mint, found_in

SEEN_ON_PAGES = {
    "CouncilNames.name",
    "CouncilNames.host",
    "ServiceRow.id",
    "ServiceRow.name",
    "ServiceRow.also_called",
    "ServiceRow.need",
    "channel",
    "group",
    "note NoticeDrafted.title",
    "note NoticeDrafted.text",
}
"""What is public on purpose: the search has to find it, or it finds nothing at all."""

Write = Callable[[Path, str], object]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MarkedHome]:
    """Yield the marked home, with this process pointed at it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(personal, "SCRYPT_COST", personal.Cost(16, 8, 1))
        patch.setattr(sealed, "COST_LOG2", 4)
        folder = tmp_path_factory.mktemp("marked") / "home"
        patch.setenv("REINSTATE_HOME", str(folder))
        yield marked_home(folder, Mint())
        disconnect()
        reading.forget()


@pytest.fixture(scope="module")
def site(made: MarkedHome, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish the marked home for real; return what residents are served."""
    target = tmp_path_factory.mktemp("www")
    published = publish(target, passphrase=made.passphrase)
    assert published.left_out == ()
    return (target / "current").resolve()


@pytest.fixture(scope="module")
def exported(made: MarkedHome, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Export the journal of the marked home; return the folder."""
    target = tmp_path_factory.mktemp("export") / "journal"
    exporting.export_journal(target, made.passphrase)
    return target


def test_no_mark_of_the_inside_is_in_any_published_file(made: MarkedHome, site: Path) -> None:
    assert len(made.mint.secret) > 400
    assert found_in(site, made.mint.secret) == {}


def test_what_is_public_on_purpose_is_found_so_the_search_can_find(
    made: MarkedHome, site: Path
) -> None:
    shown = {mark: of for mark, of in made.mint.public.items() if of in SEEN_ON_PAGES}
    assert set(shown.values()) == SEEN_ON_PAGES
    found = {each.split(": ")[0] for each in found_in(site, shown)}
    assert {f"{of}: {mark}" for mark, of in shown.items() if mark not in found} == set()


def test_every_event_and_every_kind_of_row_is_in_the_story(made: MarkedHome) -> None:
    said = {type(one.event) for one in reading.entries()}
    assert set(EVENT_TYPES) - said == {ClockSteppedBack}, "which holds two moments and no words"
    assert {type(row) for row in reading.council().register.rows.values()} == set(get_args(AnyRow))
    assert made.mint.of("SystemRow.operating_system")
    assert made.mint.of("note LevelLowered.reason")


def test_an_export_of_the_journal_holds_no_name_text_file_or_passphrase(
    made: MarkedHome, exported: Path
) -> None:
    kept_out = made.mint.of("person", "note", "file", "place")
    marks = {**made.mint.secret, **made.mint.public}
    assert len(kept_out) > 50
    assert found_in(exported, {mark: marks[mark] for mark in kept_out}) == {}


def test_an_export_of_the_journal_holds_ids_and_rows_as_the_page_says(
    made: MarkedHome, exported: Path
) -> None:
    found = {each.split(": ")[1] for each in found_in(exported, made.mint.secret)}
    assert found >= {"id of a person", "SystemRow.name", "ServiceRow.workaround", "PartnerRow.name"}


def test_a_checkpoint_holds_nothing_but_the_name_of_the_journal(
    made: MarkedHome, tmp_path: Path
) -> None:
    (tmp_path / "checkpoint").write_text(keys.checkpoint(made.passphrase))
    assert found_in(tmp_path, made.mint.secret) == {}
    found = {each.split(": ")[1] for each in found_in(tmp_path, made.mint.public)}
    assert found == {"CouncilNames.host"}


def test_what_is_kept_in_the_home_itself_is_found(made: MarkedHome) -> None:
    inside = {mark: of for mark, of in made.mint.secret.items() if of.startswith("file evidence")}
    assert len(found_in(made.folder / FOLDER, inside)) == len(inside) == 1


def packed(path: Path, suffix: str, content: bytes) -> int:
    """Write a packed copy beside a file that is not there."""
    return path.with_name(path.name + suffix).write_bytes(content)


@pytest.mark.parametrize(
    "write",
    [
        lambda path, mark: path.write_text(f"<p>{mark}</p>"),
        lambda path, mark: path.write_text(mark.upper()),
        lambda path, mark: path.write_text("".join(f"&#{ord(one)};" for one in mark)),
        lambda path, mark: path.write_text("".join(f"%{ord(one):02x}" for one in mark)),
        lambda path, mark: path.write_text(quote(f"system:{mark} & more")),
        lambda path, mark: path.write_text(json.dumps({"a": mark}).replace("q", r"\u0071")),
        lambda path, mark: path.write_text(base64.b64encode(f"a {mark}".encode()).decode()),
        lambda path, mark: path.write_text(base64.urlsafe_b64encode(f"?{mark}?".encode()).decode()),
        lambda path, mark: packed(path, ".gz", gzip.compress(f"a {mark}".encode())),
        lambda path, mark: packed(path, ".br", brotli.compress(f"a {mark}".encode())),
        lambda path, mark: (path.parent / f"{mark}.html").write_text("nothing"),
    ],
    ids=[
        *("plain", "capitals", "entities", "percent", "quoted", "json"),
        *("base64", "base64-of-addresses", "gzip", "brotli", "file-name"),
    ],
)
def test_the_search_finds_a_mark_however_it_is_written(tmp_path: Path, write: Write) -> None:
    mint = Mint()
    write(tmp_path / "page.html", mint.mark("a secret"))
    assert len(found_in(tmp_path, mint.secret)) == 1


def test_the_search_finds_nothing_where_nothing_is(tmp_path: Path) -> None:
    mint = Mint()
    mint.mark("a secret")
    (tmp_path / "page.json").write_text(json.dumps({"a": "qxbbbbbxq and qx bbbbcxq"}))
    assert found_in(tmp_path, mint.secret) == {}
