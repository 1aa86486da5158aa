"""Fill the list of cited documents with the rows that the product ships."""

from django.db import migrations

from cchc.reading.checks.known import shipped


def load(apps, schema_editor):
    reference_text = apps.get_model("documents", "ReferenceText")
    for row in shipped():
        text = row.text
        reference_text.objects.get_or_create(
            number=text.number,
            issued_on=text.issued_on,
            defaults={
                "kind": text.kind,
                "title": text.title,
                "in_force_from": row.in_force_from,
                "in_force_to": text.in_force_to,
                "replaced_by": text.replaced_by,
                "source": row.source,
                "standing": "official" if text.is_official else "unchecked",
            },
        )


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_reference_texts")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
