"""Add the shipped rates and the indicator that rests on one; say whose an agency's own versions are."""

from django.db import migrations

from cchc.indicators import shipped


def load(apps, schema_editor):
    names = ("IndicatorBlock", "Indicator", "IndicatorVersion", "Rate", "RateValue")
    block, indicator, version, rate, value = (apps.get_model("indicators", name) for name in names)
    shipped.load_rates(rate, value)
    shipped.load(block, indicator, version)
    for row in shipped.library().indicators:
        if "rate" in row:
            rows = version.objects.filter(indicator__agency=None, indicator__code=row["code"])
            rows.update(rate=rate.objects.get(code=row["rate"]))
    for row in version.objects.filter(indicator__agency__isnull=False).select_related("indicator"):
        row.agency_id = row.indicator.agency_id
        row.save(update_fields=["agency"])


class Migration(migrations.Migration):
    dependencies = [("indicators", "0010_rates_and_own_versions")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
