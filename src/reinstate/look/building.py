"""Builds the look's assets from the package that npm fetched: copied, cleaned, listed.

Nothing but the standard library, so that the wheel's build can do the same.
"""

import json
import shutil
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

from reinstate.look.cleaning import Unclean, clean_script, clean_style, faults

VENDOR: Final = Path(__file__).parent / "vendor"
"""Where the assets stand once built: ignored by git, carried by the wheel."""

MANIFEST: Final = "manifest.json"
NOTICES: Final = "THIRD-PARTY.txt"
STYLE: Final = "govuk.css"
SCRIPT: Final = "govuk.js"

PACKAGE: Final = "govuk-frontend"
LICENCE: Final = "MIT"
COPYRIGHT: Final = "Copyright (C) 2017 Crown Copyright (Government Digital Service)"
_BUILT: Final = Path("dist/govuk")
_LICENCE_TEXT: Final = Path(__file__).parent / "licence.txt"


class Source(NamedTuple):
    """The fetched package and its version."""

    folder: Path
    version: str


def build(modules: Path, target: Path = VENDOR) -> tuple[str, ...]:
    """Build the assets from the `node_modules` folder; return their names.

    Raises:
        Unclean: If the package is missing, is not the one this build knows, or does not
            come clean; what stood in `target` stays.
    """
    source = _source(modules)
    made = dict(_files(source))
    made[NOTICES] = _notices(source)
    made[MANIFEST] = _manifest(source, made)
    if found := [f"{name} has {what}" for name, text in made.items() for what in faults(text)]:
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


def _source(modules: Path) -> Source:
    folder = modules / PACKAGE
    try:
        about = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Unclean(f"{PACKAGE} is not in {modules}.") from error
    if about.get("license") != LICENCE:
        raise Unclean(f"{PACKAGE} is not under the {LICENCE} licence: {about.get('license')}.")
    return Source(folder, str(about.get("version")))


def _files(source: Source) -> Iterator[tuple[str, str]]:
    built = source.folder / _BUILT
    try:
        style = (built / "govuk-frontend.min.css").read_text(encoding="utf-8")
        script = (built / "govuk-frontend.min.js").read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise Unclean(
            f"{PACKAGE} {source.version} has not the files that were expected."
        ) from error
    yield STYLE, clean_style(style)
    yield SCRIPT, clean_script(script)


def _notices(source: Source) -> str:
    licence = _LICENCE_TEXT.read_text(encoding="utf-8")
    title, _, rest = licence.partition("\n")
    return (
        f"These pages use parts of {PACKAGE} {source.version}, changed: without its font and"
        f" without any logo.\n\n{title}\n\n{COPYRIGHT}\n{rest}"
    )


def _manifest(source: Source, made: dict[str, str]) -> str:
    facts = {
        "package": PACKAGE,
        "version": source.version,
        "licence": LICENCE,
        "files": {name: sha256(text.encode()).hexdigest() for name, text in made.items()},
    }
    return json.dumps(facts, indent=1, sort_keys=True) + "\n"


def _replace(target: Path, made: dict[str, str]) -> None:
    """Put the files in place of what stood there, in one step."""
    fresh = target.with_name(f"{target.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    for name, text in made.items():
        (fresh / name).write_text(text, encoding="utf-8")
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
