"""Add the shipped indicators that tell of the whole province."""

from django.db import migrations

from cchc.indicators import shipped


def load(apps, schema_editor):
    names = ("IndicatorBlock", "Indicator", "IndicatorVersion")
    block, indicator, version = (apps.get_model("indicators", name) for name in names)
    shipped.load(block, indicator, version)
    for row in shipped.library().indicators:
        rows = version.objects.filter(indicator__agency=None, indicator__code=row["code"])
        rows.update(scope=row.get("scope", "own"))


class Migration(migrations.Migration):
    dependencies = [("indicators", "0008_kept_sums_and_scope")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
