"""Tables of an older release are brought up to date on opening; those of a newer are left alone."""

import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest
from django.conf import settings
from django.db import connection

from reinstate.core.terms.trouble import WorldFailed
from reinstate.store import connect, read, tables
from reinstate.store.verify import verify
from tests.store.lines import append_many, run

LATER = """
from django.db import migrations, models

class Migration(migrations.Migration):
    dependencies = [("store", "{last}")]
    operations = [
        migrations.CreateModel(
            name="Later",
            fields=[("id", models.TextField(primary_key=True, serialize=False))],
            options={{"db_table": "later"}},
        )
    ]
"""
OPENING = """
import sys
from pathlib import Path
from django.conf import settings
from reinstate.store import connect, ready, tables
ready.make_ready()
sys.path.insert(0, sys.argv[2])
settings.MIGRATION_MODULES = {"store": "later_migrations"}
tables.MIGRATIONS = "later_migrations"
connect.connect(Path(sys.argv[1]))
"""


@pytest.fixture
def later_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let this process be a release that has one table more; return where its changes are."""
    ours = Path(tables.__file__).parent / "migrations"
    folder = tmp_path / "release" / "later_migrations"
    folder.mkdir(parents=True)
    for path in ours.glob("*.py"):
        (folder / path.name).write_text(path.read_text())
    last = max(path.stem for path in ours.glob("0*.py"))
    (folder / "0999_later.py").write_text(dedent(LATER.format(last=last)))
    monkeypatch.syspath_prepend(folder.parent)
    monkeypatch.setattr(settings, "MIGRATION_MODULES", {"store": folder.name}, raising=False)
    monkeypatch.setattr(tables, "MIGRATIONS", folder.name)
    return folder.parent


def has_later_table() -> bool:
    """Return whether the table of the later release is there."""
    return "later" in connection.introspection.table_names()


def test_tables_of_an_older_release_are_brought_up_to_date(
    home: Path, request: pytest.FixtureRequest
) -> None:
    append_many(3)
    connect.disconnect()
    request.getfixturevalue("later_release")
    connect.connect(home)
    assert has_later_table()
    assert verify().size == 3


def test_four_processes_that_bring_tables_up_to_date_at_once_do_it_once(
    home: Path, later_release: Path
) -> None:
    connect.disconnect()
    words = [sys.executable, "-c", OPENING, str(home), str(later_release)]
    running = [subprocess.Popen(words, env=os.environ) for _ in range(4)]
    assert [process.wait() for process in running] == [0] * 4
    connect.connect(home)
    assert has_later_table()


def test_tables_of_a_newer_release_are_not_half_read(home: Path) -> None:
    append_many(3)
    run(
        "INSERT INTO django_migrations (app, name, applied)"
        " VALUES ('store', '0999_later', CURRENT_TIMESTAMP)"
    )
    connect.disconnect()
    with pytest.raises(WorldFailed) as caught:
        connect.connect(home)
    assert caught.value.code == "tables-newer"
    assert "0999_later" in caught.value.sentence
    with pytest.raises(WorldFailed):
        read.head()


def test_the_changes_that_are_made_are_those_that_are_known() -> None:
    ours = Path(tables.__file__).parent / "migrations"
    assert tables._ours() == {path.stem for path in ours.glob("*.py")} - {"__init__"}
    assert tables._ours()
