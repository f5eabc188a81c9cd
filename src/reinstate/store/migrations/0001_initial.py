"""The first tables, with the head of an empty journal."""

from hashlib import sha256
from typing import Any

from django.db import migrations, models

HEAD_ID = 1


def begin_journal(apps: Any, schema: Any) -> None:
    """Give the empty journal its head row, in the same transaction as its tables."""
    head = apps.get_model("store", "JournalHead")
    head.objects.using(schema.connection.alias).create(
        id=HEAD_ID, size=0, root=sha256(b"").digest(), frontier=b""
    )


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("size", models.BigIntegerField()),
                ("root", models.BinaryField(max_length=32)),
                ("note", models.TextField(unique=True)),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "db_table": "journal_checkpoint",
            },
        ),
        migrations.CreateModel(
            name="Heartbeat",
            fields=[
                ("subject", models.TextField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "heartbeat",
            },
        ),
        migrations.CreateModel(
            name="JournalHead",
            fields=[
                ("id", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ("size", models.BigIntegerField()),
                ("root", models.BinaryField(max_length=32)),
                ("frontier", models.BinaryField()),
            ],
            options={
                "db_table": "journal_head",
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                ("note_id", models.TextField(primary_key=True, serialize=False)),
                ("text", models.TextField()),
                ("salt", models.BinaryField()),
                ("review_on", models.DateField()),
            ],
            options={
                "db_table": "note",
            },
        ),
        migrations.CreateModel(
            name="PersonalDetails",
            fields=[
                ("person_id", models.TextField(primary_key=True, serialize=False)),
                ("handle", models.TextField(unique=True)),
                ("name", models.TextField()),
                ("contact", models.TextField(blank=True)),
                ("review_on", models.DateField()),
            ],
            options={
                "db_table": "personal_details",
            },
        ),
        migrations.CreateModel(
            name="Sighting",
            fields=[
                ("subject", models.TextField(primary_key=True, serialize=False)),
                ("state", models.TextField()),
                ("at", models.DateTimeField()),
                ("by", models.TextField()),
            ],
            options={
                "db_table": "sighting",
            },
        ),
        migrations.CreateModel(
            name="StoredFile",
            fields=[
                ("sha256", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("size", models.BigIntegerField()),
                ("name_note", models.TextField(blank=True)),
                ("first_seen", models.DateTimeField()),
            ],
            options={
                "db_table": "stored_file",
            },
        ),
        migrations.CreateModel(
            name="Factor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("person_id", models.TextField()),
                ("kind", models.TextField()),
                ("secret", models.TextField()),
                ("set_at", models.DateTimeField()),
            ],
            options={
                "db_table": "factor",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person_id", "kind"), name="factor_one_of_a_kind"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="JournalEntry",
            fields=[
                ("seq", models.IntegerField(primary_key=True, serialize=False)),
                ("body", models.TextField()),
                ("leaf", models.BinaryField(max_length=32)),
                ("command_id", models.TextField()),
                ("position", models.PositiveIntegerField()),
            ],
            options={
                "db_table": "journal_entry",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("command_id", "position"), name="journal_entry_once_per_command"
                    )
                ],
            },
        ),
        migrations.RunPython(begin_journal, migrations.RunPython.noop),
    ]
