"""Fill the working calendar with the days that the product ships."""

from django.db import migrations

from cchc.periods.shipped import shipped_days


def load(apps, schema_editor):
    calendar_day = apps.get_model("periods", "CalendarDay")
    for row in shipped_days():
        calendar_day.objects.get_or_create(
            day=row.day,
            defaults={
                "is_working": row.is_working,
                "name": row.name,
                "source": row.source,
                "standing": row.standing,
            },
        )


class Migration(migrations.Migration):
    dependencies = [("periods", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
