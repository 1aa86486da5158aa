"""Mark the shipped indicators that are asked for every month."""

from django.db import migrations

from cchc.indicators import shipped


def mark(apps, schema_editor):
    version = apps.get_model("indicators", "IndicatorVersion")
    for row in shipped.library().indicators:
        rows = version.objects.filter(indicator__agency=None, indicator__code=row["code"])
        rows.update(frequency=row.get("frequency", "reports"))


class Migration(migrations.Migration):
    dependencies = [("indicators", "0004_frequency_and_asks")]
    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
