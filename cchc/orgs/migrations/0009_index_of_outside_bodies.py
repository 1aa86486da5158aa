"""Bodies outside the system are found without reading the whole directory."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("orgs", "0008_factor_resets"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="unit",
            index=models.Index(
                condition=models.Q(("is_outside", True)),
                fields=["sort_key"],
                name="orgs_unit_outside",
            ),
        ),
    ]
