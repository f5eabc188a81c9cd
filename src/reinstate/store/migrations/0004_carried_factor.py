"""Second factors of a sealed home that waits for its desk."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0003_job_tries"),
    ]

    operations = [
        migrations.CreateModel(
            name="CarriedFactor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("account", models.BigIntegerField()),
                ("person_id", models.TextField()),
                ("kind", models.TextField()),
                ("data", models.TextField()),
                ("created_at", models.DateTimeField()),
                ("last_used_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "carried_factor",
            },
        ),
    ]
