"""The digest of every report that was frozen before there was one."""

from hashlib import blake2b

from django.db import migrations


def fill(apps, schema_editor):
    """As `rules.digest` keeps it: a row of plain values for each indicator of the period itself."""
    Report = apps.get_model('reports', 'Report')
    rows = Report.objects.filter(frozen__isnull=False).only('pk', 'frozen')
    for report in rows.iterator(chunk_size=20):
        facts = report.frozen.get('snapshot', {}).get('facts', ())
        report.digest = {
            fact['key']: [
                blake2b(f"{fact['label']}\n{fact['measure']}".encode(), digest_size=6).hexdigest(),
                fact['value'],
                fact['numerator'],
                fact['denominator'],
                fact['is_estimated'] + 2 * fact['is_not_arising'] + 4 * (fact['measure'] == '%'),
                fact['scope'],
                fact['decimals'],
                fact['missing'],
            ]
            for fact in facts
            if fact['key'].startswith('indicator.')
        }
        report.save(update_fields=['digest'])


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0006_digest'),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
