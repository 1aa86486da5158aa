"""Fill the reporting calendars with those that the product ships."""

from django.db import migrations

from cchc.periods.shipped import load_reporting


def load(apps, schema_editor):
    load_reporting(
        apps.get_model("periods", "ReportingCalendar"), apps.get_model("periods", "CalendarPeriod")
    )


class Migration(migrations.Migration):
    dependencies = [("periods", "0003_reporting_calendars")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
