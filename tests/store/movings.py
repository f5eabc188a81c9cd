"""Homes on either engine for tests that move one to the other, and all that such a home holds."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from reinstate.operations import reading
from reinstate.store import archive, connect, read
from reinstate.store.keys import public_keys
from tests.store.engines import SETTING

WORDS = "correct horse battery staple"


@contextmanager
def pointed(home: Path, url: str) -> Iterator[Path]:
    """Point this process at a home whose tables are at `url`, or in it."""
    with at_url(url):
        connect.connect(home)
        yield home


def restored(file: Path, home: Path, url: str) -> None:
    """Restore a sealed file, its tables to `url` or into the home."""
    with at_url(url):
        archive.restore_encrypted(file, home, WORDS)


@contextmanager
def at_url(url: str) -> Iterator[None]:
    """Let DATABASE_URL be `url`, or unset, for a while in which nothing else is pointed at."""
    let_go()
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(SETTING, raising=False)
        if url:
            patch.setenv(SETTING, url)
        try:
            yield
        finally:
            let_go()


def let_go() -> None:
    """Point nowhere and know nothing."""
    connect.disconnect()
    reading.forget()


def everything(home: Path) -> dict[str, Any]:
    """Return all that a home holds, whatever engine it is on: rows, lines, files and keys."""
    rows = {
        table._meta.db_table: sorted(map(_values, table._default_manager.values_list()))
        for table in apps.get_app_config("store").get_models()
    }
    kept = {
        path.relative_to(home).as_posix(): path.read_bytes()
        for folder in ("keys", "files")
        for path in (home / folder).rglob("*")
        if path.is_file()
    }
    return {
        "rows": rows,
        "lines": list(read.lines()),
        "root": read.head().root,
        "files": kept,
        "keys": public_keys(home),
    }


def _values(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(bytes(each) if isinstance(each, memoryview) else each for each in row)
