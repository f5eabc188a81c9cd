"""How often a job was begun: one that ends its worker each time is not tried for ever."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0002_job")]

    operations = [
        migrations.AddField(
            model_name="job", name="tries", field=models.PositiveIntegerField(default=0)
        ),
    ]
