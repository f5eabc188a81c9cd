"""Builds the look's assets from the packages that npm fetched: copied, cleaned, listed.

Nothing but the standard library, so that the wheel's build can do the same.

`start.js` is ours; it stands with the others so that its `import ... from "./govuk.js"`, and its
`import("./moj.js")` on a page that has a part of it, find them. Both scripts of npm are whole in
themselves: they import nothing, and cleaning refuses one that does. When a storage of Django's
names files after their digest, the imports in `start.js` hold either way: as they are, they find
the copies under the plain names that the storage keeps; with
`support_js_module_import_aggregation = True` on the storage they are rewritten to the new names,
which a browser may keep for ever (and which a storage that keeps only those demands).
"""

import json
import re
import shutil
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

from reinstate.look.cleaning import Unclean, clean_picture, clean_script, clean_style, faults
from reinstate.look.packages import IMAGES, LICENCE, PACKAGES, Package, notice

VENDOR: Final = Path(__file__).parent / "vendor"
"""Where the assets stand once built: ignored by git, carried by the wheel."""

MANIFEST: Final = "manifest.json"
NOTICES: Final = "THIRD-PARTY.txt"
START: Final = "start.js"

_START: Final = Path(__file__).parent / START
_NAMED: Final = re.compile(r"url\(([^)]*)\)")
_RULE: Final = f"\n{'-' * 80}\n\n"


class Source(NamedTuple):
    """A package as fetched: its folder and its version."""

    package: Package
    folder: Path
    version: str


def build(modules: Path, target: Path = VENDOR) -> tuple[str, ...]:
    """Build the assets from the `node_modules` folder; return their names.

    Raises:
        Unclean: If a package is missing, is not one that this build knows, or does not
            come clean; what stood in `target` stays.
    """
    sources = [_source(modules, package) for package in PACKAGES]
    made = {name: text for source in sources for name, text in _files(source)}
    made[START] = _START.read_text(encoding="utf-8")
    made[NOTICES] = _RULE.join(made[source.package.notice] for source in sources)
    made[MANIFEST] = _manifest(sources, made)
    if found := [*_unclean(made), *_dangling(made)]:
        raise Unclean(f"The assets are not clean: {'; '.join(found)}.")
    _replace(target, made)
    return tuple(sorted(made))


def is_built(folder: Path = VENDOR) -> bool:
    """Return whether the assets are there, each with the content its list names."""
    try:
        listed = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
        return bool(listed) and all(_digest(folder / name) == listed[name] for name in listed)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _source(modules: Path, package: Package) -> Source:
    folder = modules / package.name
    try:
        about = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Unclean(f"{package.name} is not in {modules}.") from error
    if about.get("license") != LICENCE:
        raise Unclean(f"{package.name} is not under the {LICENCE} licence: {about.get('license')}.")
    return Source(package, folder, str(about.get("version")))


def _files(source: Source) -> Iterator[tuple[str, str]]:
    package, folder, version = source
    try:
        style = (folder / f"{package.built}.min.css").read_text(encoding="utf-8")
        script = (folder / f"{package.built}.min.js").read_text(encoding="utf-8")
        drawn = {
            f"{IMAGES}/{path.name}": path.read_text(encoding="utf-8")
            for path in (sorted(folder.glob(package.pictures)) if package.pictures else ())
        }
    except (OSError, ValueError) as error:
        raise Unclean(f"{package.name} {version} has not the files that were expected.") from error
    yield package.style, clean_style(style)
    yield package.script, clean_script(script)
    yield package.notice, notice(package, version)
    for name, picture in drawn.items():
        yield name, clean_picture(picture)


def _unclean(made: dict[str, str]) -> Iterator[str]:
    for name, text in made.items():
        yield from (f"{name} has {what}" for what in faults(text))


def _dangling(made: dict[str, str]) -> Iterator[str]:
    """Say which pictures a style sheet names and nobody made: a storage would stop at one."""
    for name, text in made.items():
        if name.endswith(".css"):
            yield from (f"{name} names {url}" for url in _NAMED.findall(text) if url not in made)


def _manifest(sources: Iterable[Source], made: dict[str, str]) -> str:
    facts = {
        "packages": [
            {"package": source.package.name, "version": source.version, "licence": LICENCE}
            for source in sources
        ],
        "files": {name: sha256(text.encode()).hexdigest() for name, text in made.items()},
    }
    return json.dumps(facts, indent=1, sort_keys=True) + "\n"


def _replace(target: Path, made: dict[str, str]) -> None:
    """Put the files in place of what stood there, in one step."""
    fresh = target.with_name(f"{target.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    for name, text in made.items():
        (fresh / name).parent.mkdir(parents=True, exist_ok=True)
        (fresh / name).write_text(text, encoding="utf-8")
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
