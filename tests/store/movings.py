"""Homes on either engine for tests that move one to the other, and all that such a home holds."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps

from reinstate.operations import reading
from reinstate.store import connect, read
from reinstate.store.keys import public_keys
from tests.store.engines import SETTING


@contextmanager
def pointed(home: Path, url: str) -> Iterator[Path]:
    """Point this process at a home whose tables are at `url`, or in it."""
    before = os.environ.pop(SETTING, None)
    if url:
        os.environ[SETTING] = url
    let_go()
    try:
        connect.connect(home)
        yield home
    finally:
        let_go()
        os.environ.pop(SETTING, None)
        if before is not None:
            os.environ[SETTING] = before


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
