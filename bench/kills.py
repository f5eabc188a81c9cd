"""Kills publishers at random moments and counts what was lost or half done: nothing may be.

A child appends (the council's name gets the next number) and publishes, again and again;
its parent kills it, looks, and starts another. A reader looks at the site all the while.
"""

import argparse
import errno
import io
import os
import random
import re
import select
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Self

import budget

from reinstate.cli.__main__ import main as reinstate
from reinstate.core.journal.entry import Via
from reinstate.core.journal.events.home import CouncilNames, CouncilSet
from reinstate.operations import homes, reading
from reinstate.operations.act import Acting
from reinstate.operations.level_history import History
from reinstate.operations.opening import Founder, Opening, open_new
from reinstate.operations.packing import original_of, packed
from reinstate.operations.releases import RELEASES_MAX
from reinstate.operations.settings_of_home import set_council
from reinstate.operations.turning import SUMS
from reinstate.operations.verifying import verify_journal
from reinstate.public.publish import publish
from reinstate.store.connect import disconnect

ALIVE_SECONDS_MAX = 0.09
"""Long enough for two or three rounds, so that kills fall on every step of them."""

SERVICES = 4
NAMED = re.compile(rb"Council (\d+)")
APPENDING, APPENDED, PUBLISHING, PUBLISHED = b"a", b"A", b"p", b"P"
DURING = {
    b"": "while starting",
    APPENDING: "while appending",
    APPENDED: "in between",
    PUBLISHING: "while publishing",
    PUBLISHED: "in between",
}


@dataclass
class Found:
    """What the kills did."""

    during: Counter[str] = field(default_factory=Counter)
    appended: int = 0
    lost: list[str] = field(default_factory=list)
    half: list[str] = field(default_factory=list)
    gaps: int = 0


def main() -> None:
    """Kill, count, print; end with 1 when anything was lost, half done or left behind."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--kills", type=int, default=1000)
    words.add_argument("--seed", type=int, default=time.time_ns() % 2**32)
    words.add_argument("--stick", action="store_true", help="on a disk without links")
    asked = words.parse_args()
    where = "on a disk without links" if asked.stick else "on a disk with links"
    budget.heading(f"{asked.kills} kills during appends and publications, {where}")
    print(f"  seed {asked.seed}")
    if asked.stick:
        _without_links()
    with tempfile.TemporaryDirectory() as folder:
        home, target = Path(folder, "home"), Path(folder, "site")
        _make(home, Path(folder, "sheets"))
        history = publish(target).history
        with _Reader(target) as reader:
            began = time.perf_counter()
            found = _killed(asked.kills, random.Random(asked.seed), target, history)  # noqa: S311 - moments
            seconds = time.perf_counter() - began
        read, mixed, missing = reader.counts
        left = _left_behind(target)
    for moment, count in sorted(found.during.items()):
        print(f"  killed {moment:<45} {count:9}")
    print(f"  commands acknowledged {'':<38} {found.appended:9}")
    print(f"  looks of a reader {'':<42} {read:9}")
    if asked.stick:
        print(f"  moments without a site, seen by the reader {'':<17} {missing:9}")
        print(f"  kills that left no site until the next publication {'':<9} {found.gaps:9}")
    print(f"  took {'':<55} {seconds:9.1f} s")
    gone = found.gaps + missing if not asked.stick else 0
    bad = [*found.lost, *found.half, *left]
    print(
        f"  lost {len(found.lost)}, half {len(found.half) + mixed + gone}, left behind {len(left)}"
    )
    print("\n".join(bad))
    budget.leave([not bad, mixed == 0, gone == 0])


def _without_links() -> None:
    def refused(*_words: object, **_options: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    os.symlink = os.link = os.chmod = refused


def _make(home: Path, sheets: Path) -> None:
    """Make a home with a few services, so that a site has a few pages to mix up."""
    os.environ[homes.HOME_SETTING] = str(home)
    asha = Founder("Asha Rahman", "asha", "")
    ben = Founder("Ben Hughes", "ben", "eight red herons at a gate")
    open_new(Opening(council=CouncilNames("Council 0"), owner=asha, second=ben), home)
    sheets.mkdir()
    rows = "".join(f"svc-{one},Service {one},resident,{one}\n" for one in range(SERVICES))
    (sheets / "services.csv").write_text(f"id,name,audience,harm_per_day\n{rows}")
    with redirect_stdout(io.StringIO()):
        assert reinstate(("import", str(sheets), "--yes")) == 0


def _killed(kills: int, chance: random.Random, target: Path, history: History) -> Found:
    """Let that many children live for a random while, and look after each."""
    found = Found()
    for _ in range(kills):
        seq, last = reading.council().seq, _number()
        disconnect()
        said = _one_life(chance.uniform(0, ALIVE_SECONDS_MAX), target, history)
        homes.open_home()
        phases = re.sub(rb"\d", b"", said)
        found.during[DURING[phases[-1:]]] += 1
        acknowledged = [int(one) for one in re.findall(rb"A(\d+)", said)]
        found.appended += len(acknowledged)
        found.lost += _lost(seq, last, acknowledged)
        if not (target / "current").exists():
            found.gaps += 1
        else:
            found.half += _half(target, at_least=_last_published(said))
        history = publish(target, history=history).history
        found.half += _half(target, at_least=_number())
    return found


def _one_life(seconds: float, target: Path, history: History) -> bytes:
    """Return what a child said before it was killed."""
    ours, its = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        _live(its, target, history)
    os.close(its)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(ours, "rb") as pipe:
        return pipe.read()


def _live(pipe: int, target: Path, history: History) -> None:
    """Append and publish until killed."""
    homes.open_home()
    owner = min(reading.council().people.values(), key=lambda one: one.enrolled.seq)
    acting = Acting(owner.id, Via("asserted", "cli"))
    number = _number()
    while True:
        number += 1
        os.write(pipe, APPENDING)
        set_council(acting, name=f"Council {number}")
        os.write(pipe, APPENDED + str(number).encode())
        os.write(pipe, PUBLISHING)
        history = publish(target, history=history).history
        os.write(pipe, PUBLISHED + str(number).encode())


def _number() -> int:
    return int(reading.council().home.council.name.removeprefix("Council "))


def _last_published(said: bytes) -> int:
    return max((int(one) for one in re.findall(rb"P(\d+)", said)), default=0)


def _lost(seq: int, last: int, acknowledged: list[int]) -> Iterator[str]:
    """Yield what is wrong with the journal after a kill."""
    verified = verify_journal()
    if not verified.found.is_whole or verified.unreadable is not None:
        yield f"the journal is not whole: {verified}"
    events = [one.event for one in reading.entries(seq)]
    names = [one.council.name for one in events if isinstance(one, CouncilSet)]
    if names != [f"Council {last + one}" for one in range(1, len(names) + 1)]:
        yield f"entries after {seq} are out of order: {names}"
    for number in acknowledged:
        if f"Council {number}" not in names:
            yield f"acknowledged and lost: {number}"


def _half(target: Path, *, at_least: int) -> Iterator[str]:
    """Yield what is wrong with the site that stands."""
    root = (target / "current").resolve()
    lines = (root / SUMS).read_text().splitlines()
    digests = {path: digest for digest, path in (line.split("  ", 1) for line in lines)}
    there = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    if there != {*digests, SUMS}:
        yield f"{root.name}: listed and there differ: {sorted(there ^ {*digests, SUMS})}"
    files = {path: (root / path).read_bytes() for path in digests if path in there}
    for path, content in files.items():
        if sha256(content).hexdigest() != digests[path]:
            yield f"{root.name}: {path} is not what is listed"
    plain = {path: content for path, content in files.items() if original_of(path) == path}
    if {**plain, **dict(packed(plain, files))} != files:
        yield f"{root.name}: a packed copy is not of its file"
    numbers = _numbers_in(plain)
    if len(numbers) != 1 or min(numbers) < at_least:
        yield f"{root.name}: pages speak of {numbers}, expected {at_least} or later"


def _numbers_in(files: dict[str, bytes]) -> set[int]:
    """Return the council's numbers on the pages; one that has none counts as -1."""
    pages = [content for path, content in files.items() if path.endswith(".html")]
    return {int(one) for page in pages for one in NAMED.findall(page) or [b"-1"]}


def _left_behind(target: Path) -> list[str]:
    """Return what no publication puts there, and releases beyond what is kept."""
    known = {".lock", "current", "releases"}
    found = [one.name for one in target.iterdir() if one.name not in known]
    releases = [one.name for one in (target / "releases").iterdir()]
    found += [one for one in releases if not one.isdigit() and one != ".number"]
    if len(releases) > RELEASES_MAX + 1:
        found.append(f"{len(releases)} releases")
    return [f"left behind: {one}" for one in found]


class _Reader:
    """A process that looks at the whole site again and again, as readers do."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.counts = (0, 0, 0)

    def __enter__(self) -> Self:
        self.ours, its = os.pipe()
        stop, self.stop = os.pipe()
        self.child = os.fork()
        if self.child == 0:
            os.close(self.stop)
            counts = _look(self.target, stop)
            os.write(its, " ".join(map(str, counts)).encode())
            os._exit(0)
        os.close(its)
        os.close(stop)
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self.stop)
        with os.fdopen(self.ours, "rb") as pipe:
            read, mixed, missing = map(int, pipe.read().split())
        os.waitpid(self.child, 0)
        self.counts = (read, mixed, missing)


def _look(target: Path, stop: int) -> tuple[int, int, int]:
    """Return how many looks there were, how many saw a mix, how many saw nothing."""
    read = mixed = missing = 0
    while not select.select([stop], [], [], 0.001)[0]:
        try:
            root = os.open(target / "current", os.O_RDONLY | os.O_DIRECTORY)
        except FileNotFoundError:
            missing += 1
            continue
        read += 1
        try:
            pages = {path: _read(root, path) for path in _pages(root, "")}
        except FileNotFoundError:
            mixed += 1
        else:
            mixed += len(_numbers_in(pages)) != 1
        finally:
            os.close(root)
    return read, mixed, missing


def _pages(root: int, folder: str) -> Iterator[str]:
    opened = os.open(folder or ".", os.O_RDONLY | os.O_DIRECTORY, dir_fd=root)
    try:
        entries = [(one.name, one.is_dir(follow_symlinks=False)) for one in os.scandir(opened)]
    finally:
        os.close(opened)
    for name, is_folder in entries:
        if is_folder:
            yield from _pages(root, f"{folder}{name}/")
        elif name.endswith(".html"):
            yield f"{folder}{name}"


def _read(root: int, path: str) -> bytes:
    with os.fdopen(os.open(path, os.O_RDONLY, dir_fd=root), "rb") as file:
        return file.read()


if __name__ == "__main__":
    main()
