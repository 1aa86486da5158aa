"""Fill the library of indicators with what the product ships."""

from django.db import migrations

from cchc.indicators import shipped


def load(apps, schema_editor):
    names = ("IndicatorBlock", "Indicator", "IndicatorVersion")
    shipped.load(*(apps.get_model("indicators", name) for name in names))


class Migration(migrations.Migration):
    dependencies = [("indicators", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
