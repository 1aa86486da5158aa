from django.db import migrations

from cchc.plans.services.areas import load_areas


def write(apps, schema_editor):
    load_areas(apps.get_model("plans", "ReformArea"))


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial")]
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
