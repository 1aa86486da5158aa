from typing import Any

from django.db import migrations

from cchc.reports.shipped import load


def add_forms(apps: Any, schema_editor: Any) -> None:
    load(apps.get_model("reports", "ReportForm"))


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]
    operations = [migrations.RunPython(add_forms, migrations.RunPython.noop)]
