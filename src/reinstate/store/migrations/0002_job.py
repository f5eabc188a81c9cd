"""Long jobs that somebody asked for."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Job",
            fields=[
                ("id", models.TextField(primary_key=True, serialize=False)),
                ("kind", models.TextField()),
                ("by", models.TextField()),
                ("arguments", models.TextField()),
                ("state", models.TextField()),
                ("what", models.TextField(blank=True)),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                ("is_cancel_asked", models.BooleanField(default=False)),
                ("asked_at", models.DateTimeField()),
                ("started_at", models.DateTimeField(null=True)),
                ("beat_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("result_digest", models.TextField(blank=True)),
                ("error", models.TextField(blank=True)),
            ],
            options={
                "db_table": "job",
            },
        ),
    ]
