"""Puts style sheets and scripts into the folder they are given out from, when they changed."""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Final

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.management.commands.collectstatic import Command

from reinstate.core.terms.trouble import WorldFailed
from reinstate.web import static_storage
from reinstate.web.static_storage import DeskStaticStorage

STAMP: Final = ".collected"
MADE_BY: Final = ("django", "whitenoise", "brotli")
UNWANTED: Final = (".*", "*~", "*.map", "*.txt", "manifest.json", "htmx-2*", "htmax-*", "ext")
"""Left by editors, for people who read code, or of htmx what no page of ours loads."""


def collect() -> None:
    """Fill the folder anew, in one step, when any file in it would differ.

    Raises:
        WorldFailed: If it cannot be written, or a style sheet names a file that is missing.
    """
    folder = Path(settings.STATIC_ROOT)
    try:
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _alone(folder.parent):
            if _read(folder / STAMP) != (wanted := _stamp()):
                _fill(folder, wanted)
    except (OSError, ValueError) as error:
        raise WorldFailed(
            "static-not-made",
            f"The style sheets of the desk cannot be put in their place ({error}).",
            place=str(folder),
            next="Run `script/bootstrap` in the checkout, or install Reinstate anew.",
        ) from error


def _fill(folder: Path, stamp: str) -> None:
    fresh, old = (folder.with_name(f"{folder.name}.{part}") for part in ("new", "old"))
    for left in (fresh, old):
        shutil.rmtree(left, ignore_errors=True)
    command = Command()
    command.storage = DeskStaticStorage(location=fresh)
    command.set_options(
        interactive=False,
        verbosity=0,
        link=False,
        clear=False,
        dry_run=False,
        ignore_patterns=list(UNWANTED),
        use_default_ignore_patterns=False,
        post_process=True,
    )
    command.collect()
    fresh.mkdir(exist_ok=True)
    (fresh / STAMP).write_text(stamp)
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _stamp() -> str:
    """Return what tells one state of all files, and of what packs them, from another."""
    ours = (Path(__file__), Path(static_storage.__file__))
    found = [[name, version(name)] for name in MADE_BY]
    found += [[path.name, sha256(path.read_bytes()).hexdigest()] for path in ours]
    for finder in get_finders():
        for path, storage in finder.list(list(UNWANTED)):
            about = os.stat(storage.path(path))  # noqa: PTH116 - hundreds of files at each start
            found.append([path, f"{about.st_size} {about.st_mtime_ns}"])
    return sha256(json.dumps(sorted(found)).encode()).hexdigest()


def _read(stamp: Path) -> str:
    return stamp.read_text() if stamp.is_file() else ""


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let one process at a time look and fill."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield
    finally:
        os.close(opened)
